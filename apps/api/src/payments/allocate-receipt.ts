import { Injectable } from '@nestjs/common';
import { billingError, handedOver } from '@rocket/billing';
import type { ReceiptDto } from '@rocket/contracts';
import { Clock, dayOf } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { LedgerStore } from '../ledger/ledger.store';
import { withTransaction } from '../platform/database';
import { Waker } from '../platform/wakings/waker';
import { SellerStore } from '../sellers/seller.store';
import { CreditReceipt } from './credit-receipt';
import { InvoiceStore } from './invoice.store';
import { ReceiptStore } from './receipt.store';

export interface Allocation {
  readonly accountId: string;
  readonly invoiceId?: string | undefined;
  readonly reason: string;
}

/**
 * Credits a receipt by hand, to any account of the seller whose money it is, for any amount, with or without an invoice
 * (rules 3, 4). Undone by reversing the top-up entry.
 *
 * Refuses: `receipt_not_unallocated`, an invoice of another account, an account of a seller the money did not reach.
 */
@Injectable()
export class AllocateReceipt {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly sellers: SellerStore,
    private readonly receipts: ReceiptStore,
    private readonly invoices: InvoiceStore,
    private readonly ledger: LedgerStore,
    private readonly credit: CreditReceipt,
    private readonly waker: Waker,
  ) {}

  async run(receiptId: string, allocation: Allocation, actor: string): Promise<ReceiptDto> {
    const now = await this.clock.now();
    const { accountId, reason } = allocation;
    const invoiceId = allocation.invoiceId ?? null;
    const view = await withTransaction(this.db, async (tx) => {
      const receipt = await this.receipts.lock(tx, receiptId);
      if (receipt.state !== 'unallocated')
        throw billingError('receipt_not_unallocated', 'Это поступление уже разнесено');
      const account = await this.accounts.read(tx, accountId);
      const received = await this.sellers.read(tx, receipt.sellerCode);
      const isShared = account.seller.requisites.settlementAccount === received.requisites.settlementAccount;
      if (account.seller.code !== received.code && !isShared) {
        throw billingError('receipt_not_unallocated', 'Деньги пришли на счёт другого продавца', {}, [
          { path: 'accountId', message: `Аккаунт продавца «${account.seller.name}»` },
        ]);
      }
      if (invoiceId && !(await this.invoices.isOf(tx, accountId, invoiceId))) {
        throw billingError('invoice_not_open', 'Этот счёт выставлен другому аккаунту', {}, [
          { path: 'invoiceId', message: 'Выберите счёт этого аккаунта' },
        ]);
      }
      if (account.seller.code !== received.code) {
        const act = { happenedAt: now, businessDate: dayOf(now, account.seller.timeZone), actor, reason };
        await this.ledger.postToSeller(tx, received.bookId, handedOver(receipt, 'out', act), now);
        await this.ledger.postToSeller(tx, account.seller.bookId, handedOver(receipt, 'in', act), now);
      }
      await this.credit.run(tx, { receipt, accountId, invoiceId, actor, reason, now });
      return this.receipts.view(tx, receiptId);
    });
    this.waker.wake('documents');
    this.waker.wake('notices');
    return view;
  }
}
