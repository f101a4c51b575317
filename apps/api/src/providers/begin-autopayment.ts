import { Injectable } from '@nestjs/common';
import { billingError } from '@rocket/billing';
import type { BeginAutopaymentDto, ProviderPaymentDto } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { assertContractGoesOn } from '../accounts/contract-end';
import { IssueInvoice } from '../payments/issue-invoice';
import { InvoiceStore } from '../payments/invoice.store';
import { withTransaction } from '../platform/database';
import { idOfRequest } from '../platform/ids';
import { Waker } from '../platform/wakings/waker';
import { nextChargeOf } from '../subscriptions/next-charge';
import { SnapshotStore } from '../subscriptions/snapshot.store';
import { BeginPayment } from './begin-payment';
import { Shops } from './shops';

/**
 * The customer agrees to regular payments (Alfa CRM 5.6): the next period of a subscription is paid at the provider's page now,
 * and the provider keeps the card. They hold from the moment that payment is credited; until then nothing has changed.
 *
 * Refuses: `contract_ended`, `autopayment_not_offered`, `nothing_to_pay` of what is not renewed, `profile_required`, `technical_account`.
 */
@Injectable()
export class BeginAutopayment {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly snapshots: SnapshotStore,
    private readonly issueInvoice: IssueInvoice,
    private readonly invoices: InvoiceStore,
    private readonly begin: BeginPayment,
    private readonly shops: Shops,
    private readonly waker: Waker,
  ) {}

  async run(
    accountId: string,
    wish: BeginAutopaymentDto,
    actor: string,
    requestKey: string | null,
  ): Promise<ProviderPaymentDto> {
    const now = await this.clock.now();
    const id = await withTransaction(this.db, async (tx) => {
      const account = await this.accounts.lock(tx, accountId);
      const id = await idOfRequest(tx, accountId, requestKey, now);
      await this.invoice(tx, account, { ...wish, id }, actor, now);
      return id;
    });
    this.waker.wake('documents');
    return this.begin.run(id, 'yookassa', actor, true);
  }

  private async invoice(
    tx: EntityManager,
    account: AccountRecord,
    wish: { readonly subscription: string; readonly id: string },
    actor: string,
    now: Date,
  ): Promise<void> {
    const accountId = account.id;
    if ((await this.invoices.list(tx, accountId, { id: wish.id }, now)).items.length > 0) return;
    assertContractGoesOn(account);
    if (!account.terms.autopayment || !this.shops.takesKeptCards(account.seller.code))
      throw billingError('autopayment_not_offered', 'Оферта продавца не предусматривает автоплатёж');
    const { snapshot } = await this.snapshots.readOne(tx, accountId);
    const next = nextChargeOf(snapshot, wish.subscription, now);
    if (!next)
      throw billingError(
        'nothing_to_pay',
        'Этот продукт не продлевается: включите автопродление или подключите его снова',
        {},
        [{ path: 'subscription', message: 'Выберите продукт, который продлевается' }],
      );
    await this.issueInvoice.within(tx, account, { id: wish.id, amount: next.amount }, actor, now);
  }
}
