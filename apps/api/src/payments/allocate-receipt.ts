import { Injectable } from '@nestjs/common';
import { billingError, handedOver } from '@rocket/billing';
import type { MoneyDto, ReceiptDto } from '@rocket/contracts';
import { Clock, dayOf, moneyText, parseMinor, sum, type Minor } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { LedgerStore } from '../ledger/ledger.store';
import { withTransaction } from '../platform/database';
import { Waker } from '../platform/wakings/waker';
import { SellerStore } from '../sellers/seller.store';
import { CreditReceipt } from './credit-receipt';
import { InvoiceStore } from './invoice.store';
import { ReceiptStore, type ReceiptRecord } from './receipt.store';

export interface AllocatedPart {
  readonly accountId: string;
  readonly invoiceId?: string | undefined;
  /** Left out: all that is left of the receipt. */
  readonly amount?: MoneyDto | undefined;
}

export interface Allocation {
  /** At least one; each becomes an entry of its own. What they do not take stays unallocated. */
  readonly parts: readonly AllocatedPart[];
  /** What the parts must leave, when whoever splits has said so. */
  readonly rest?: MoneyDto | undefined;
  readonly reason: string;
}

interface PricedPart {
  readonly account: AccountRecord;
  readonly invoiceId: string | null;
  readonly amount: Minor;
}

/**
 * Credits a receipt by hand, whole or in parts, to any accounts of the seller whose money it is, for any amounts, with or
 * without invoices (rules 3, 4). All of it or nothing. Each part is undone by reversing its top-up entry.
 *
 * Refuses: `receipt_not_unallocated`, `parts_exceed_receipt`, `parts_do_not_add_up`, `wrong_currency`, an invoice of another account, an account
 * of a seller the money did not reach.
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

  async run(receiptId: string, { parts, rest, reason }: Allocation, actor: string): Promise<ReceiptDto> {
    const now = await this.clock.now();
    const view = await withTransaction(this.db, async (tx) => {
      // Accounts first and in one order, as everywhere: two people who split the same money never wait for each other.
      const accounts = new Map<string, AccountRecord>();
      for (const id of [...new Set(parts.map(({ accountId }) => accountId))].sort())
        accounts.set(id, await this.accounts.lock(tx, id));
      const receipt = await this.receipts.lock(tx, receiptId);
      const priced = this.price(receipt, parts, accounts);
      refuseOtherRest(receipt, priced, rest);
      for (const [index, part] of priced.entries())
        await this.checkInvoice(tx, part, priced.length > 1 ? `parts.${index}.` : '');
      await this.bringToSeller(tx, receipt, [...accounts.values()], { actor, reason, now });
      for (const { account, invoiceId, amount } of priced) {
        const given = { receipt: { id: receipt.id, amount }, accountId: account.id, invoiceId };
        await this.credit.run(tx, { ...given, actor, reason, now });
      }
      return this.receipts.view(tx, receiptId);
    });
    this.waker.wake('documents');
    this.waker.wake('notices');
    return view;
  }

  private price(
    receipt: ReceiptRecord,
    parts: readonly AllocatedPart[],
    accounts: ReadonlyMap<string, AccountRecord>,
  ): PricedPart[] {
    if (receipt.state !== 'unallocated') {
      const how = receipt.state === 'returned' ? 'возвращено плательщику' : 'разнесено';
      throw billingError('receipt_not_unallocated', `Это поступление уже ${how}`);
    }
    let left = receipt.rest;
    return parts.map(({ accountId, invoiceId, amount }, index) => {
      const account = accounts.get(accountId)!;
      const { currency } = account.seller;
      const path = `parts.${index}.amount`;
      if (amount && amount.currency !== currency)
        throw billingError('wrong_currency', `Расчёты ведутся в ${currency}`, {}, [
          { path: `${path}.currency`, message: `Нужна ${currency}` },
        ]);
      const wanted = amount ? parseMinor(amount.amount) : left;
      if (wanted > left || wanted === 0n) {
        const rest = moneyText(receipt.rest, currency);
        throw billingError(
          'parts_exceed_receipt',
          `Частей больше, чем нераспределённого остатка: ${rest.amount} ${currency}`,
          { rest },
          [{ path: `${path}.amount`, message: `Осталось ${moneyText(left, currency).amount}` }],
        );
      }
      left -= wanted;
      return { account, invoiceId: invoiceId ?? null, amount: wanted };
    });
  }

  private async checkInvoice(tx: EntityManager, part: PricedPart, path: string): Promise<void> {
    if (part.invoiceId === null || (await this.invoices.isOf(tx, part.account.id, part.invoiceId))) return;
    throw billingError('invoice_not_open', 'Этот счёт выставлен другому аккаунту', {}, [
      { path: `${path}invoiceId`, message: 'Выберите счёт этого аккаунта' },
    ]);
  }

  /** Sellers may share a bank account: money that is another one's leaves this one's book before it is given. */
  private async bringToSeller(
    tx: EntityManager,
    receipt: ReceiptRecord,
    accounts: readonly AccountRecord[],
    { actor, reason, now }: { actor: string; reason: string; now: Date },
  ): Promise<void> {
    const received = await this.sellers.read(tx, receipt.sellerCode);
    const others = accounts.filter(({ seller }) => seller.code !== received.code);
    if (others.length === 0) return;
    const { seller } = others[0]!;
    const isShared = seller.requisites.settlementAccount === received.requisites.settlementAccount;
    const isWhole = receipt.rest === receipt.amount && others.length === accounts.length;
    if (!isShared || !isWhole || others.some((other) => other.seller.code !== seller.code)) {
      throw billingError('receipt_not_unallocated', 'Деньги пришли на счёт другого продавца', {}, [
        { path: 'accountId', message: `Аккаунт продавца «${seller.name}»` },
      ]);
    }
    const act = { happenedAt: now, businessDate: dayOf(now, seller.timeZone), actor, reason };
    for (const [bookId, direction] of [
      [received.bookId, 'out'],
      [seller.bookId, 'in'],
    ] as const) {
      const nth = await this.ledger.countAbout(tx, bookId, 'correction', receipt.id);
      await this.ledger.postToSeller(tx, bookId, handedOver(receipt, direction, nth, act), now);
    }
    await this.receipts.handOver(tx, receipt.id, seller.code);
  }
}

/** Whoever splits saw another sum than is there, or counted wrong: nothing is given to anybody. */
function refuseOtherRest(
  receipt: ReceiptRecord,
  priced: readonly PricedPart[],
  said: MoneyDto | undefined,
): void {
  if (!said) return;
  const { currency } = priced[0]!.account.seller;
  const left = receipt.rest - sum(priced.map(({ amount }) => amount));
  if (said.currency === currency && parseMinor(said.amount) === left) return;
  const rest = moneyText(left, currency);
  throw billingError(
    'parts_do_not_add_up',
    `Части не сходятся с поступлением: после них останется ${rest.amount} ${currency}, а указано ${said.amount}`,
    { rest },
    [{ path: 'rest.amount', message: `Останется ${rest.amount}` }],
  );
}
