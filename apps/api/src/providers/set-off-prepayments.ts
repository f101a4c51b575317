import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { cardMoneySpent, vatInside, vatRate, type CardMoney } from '@rocket/billing';
import { fiscalReceiptTerms } from '@rocket/catalog';
import {
  Clock,
  addDays,
  addMonths,
  dayOf,
  localDate,
  startOfDay,
  type LocalDate,
  type Minor,
} from '@rocket/kernel';
import { fiscalName, fiscalTax, yookassaOffsetBody, type FiscalLine } from '@rocket/payment-sources';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { ProfileStore } from '../accounts/profile.store';
import { withTransaction } from '../platform/database';
import { newId } from '../platform/ids';
import { FiscalReceiptStore } from './fiscal-receipt.store';
import { PrepaymentStore, type OpenPrepayment } from './prepayment.store';
import { ProviderPaymentStore } from './provider-payment.store';
import { Shops } from './shops';

const BATCH = 100;
/** A month is decided on the third day after it: late runs have charged by then, and a week of the ten days is left. */
const GRACE_DAYS = 2;

/**
 * The second receipt, «зачёт предоплаты»: what was consumed of card money in a calendar month, owed within ten calendar days
 * after its end (54-FZ art. 1.2 p. 2.1; facts ru-docs-payments §8.1), where the terms say `fiscalReceipts.offset: monthly`.
 * The oldest money is consumed first. A month's receipt is what was consumed by its end less what was set off before, so what is
 * charged late falls into the next one and nothing is set off twice; the database holds one receipt for each payment and month.
 *
 * YooKassa takes one for every month. Robokassa allows two receipts for an operation, the first of which is gone: it gets the
 * second once, when the payment is used up wholly, for all that was consumed of it. Until then nothing is set off there.
 *
 * Only writes down what is owed; `FollowFiscalReceipts` sends it.
 */
@Injectable()
export class SetOffPrepayments {
  private readonly log = new Logger(SetOffPrepayments.name);

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly profiles: ProfileStore,
    private readonly prepayments: PrepaymentStore,
    private readonly payments: ProviderPaymentStore,
    private readonly receipts: FiscalReceiptStore,
    private readonly shops: Shops,
  ) {}

  async run(): Promise<void> {
    const now = await this.clock.now();
    for (let after: string | null = null; ;) {
      const due: string[] = await this.prepayments.accountsDue(
        this.db.manager,
        now,
        GRACE_DAYS,
        after,
        BATCH,
      );
      for (const id of due)
        await withTransaction(this.db, (tx) => this.ofAccount(tx, id, now)).catch((error: unknown) => {
          this.log.error({ msg: 'Prepayments could not be set off', account: id, error: String(error) });
        });
      if (due.length < BATCH) return;
      after = due.at(-1)!;
    }
  }

  private async ofAccount(tx: EntityManager, accountId: string, now: Date): Promise<void> {
    const account = await this.accounts.lock(tx, accountId);
    const { timeZone } = account.seller;
    const last = addMonths(firstOf(addDays(dayOf(now, timeZone), -GRACE_DAYS)), -1);
    const open = await this.prepayments.open(tx, account.id, timeZone);
    const moves = await this.prepayments.moves(tx, account.id);
    const terms = fiscalReceiptTerms(account.terms);
    const isOwed = terms.issuedBy === 'provider' && terms.offset === 'monthly';
    for (const one of open) {
      let setOff = one.setOff;
      let isOver = false;
      let month = one.through === null ? firstOf(one.paidOn) : addMonths(one.through, 1);
      for (; isOwed && month <= last && !isOver; month = addMonths(month, 1)) {
        const end = addMonths(month, 1);
        const money = cardMoneySpent(moves.filter(({ day }) => day < end)).get(one.payment.id);
        if (!money) continue;
        const owed = owedOf(one, money, setOff);
        if (owed > 0n) await this.write(tx, account, one, month, owed, now);
        setOff += owed;
        isOver = money.rest === 0n && setOff >= money.spent;
      }
      if (one.through === null || one.through < last)
        await this.prepayments.decided(tx, account.id, one.receiptId, last, isOver);
    }
  }

  private async write(
    tx: EntityManager,
    account: AccountRecord,
    { payment }: OpenPrepayment,
    month: LocalDate,
    amount: Minor,
    now: Date,
  ): Promise<void> {
    const shop = this.shops.ofPayment(payment);
    const { vatRegime, currency } = account.seller;
    const rate = vatRate(vatRegime, addDays(addMonths(month, 1), -1));
    const line: FiscalLine = {
      name: fiscalName(
        `Лицензионное вознаграждение за ${month.slice(5, 7)}.${month.slice(0, 4)}, аккаунт ${account.amocrmAccountId}`,
      ),
      amount,
      tax: fiscalTax(rate, 'offset'),
      method: 'full_payment',
      object: 'service',
    };
    const profile = await this.profiles.find(tx, account.id);
    const email = profile?.emails?.[0] ?? account.seller.requisites.emails?.[0] ?? 'noreply@example.invalid';
    const { taxSystem } = shop;
    const isYookassa = shop.provider === 'yookassa';
    await this.receipts.insert(tx, {
      accountId: account.id,
      id: newId(now),
      paymentId: payment.id,
      refundId: null,
      month,
      kind: 'offset',
      amount,
      requestKey: randomUUID(),
      sent: isYookassa
        ? yookassaOffsetBody({
            paymentId: payment.providerId!,
            currency,
            receipt: { email, taxSystem, lines: [line] },
          })
        : {
            email,
            taxSystem,
            line: { ...line, amount: amount.toString() },
            vat: vatInside(amount, rate).toString(),
          },
      // Taken from the numbers of payments, so it is never one of them.
      number: isYookassa ? null : await this.payments.nextNumber(tx, 'robokassa'),
      state: 'pending',
      createdAt: now,
    });
  }

  /** When a month is next decided, for the sandbox clock: midnight of the third day, in the zones of open prepayments. */
  async nextDue(at: Date): Promise<Date | null> {
    const zones: { time_zone: string }[] = await this.db.query(
      `select distinct s.time_zone from seller s join account a on a.seller_code = s.code
         join fiscal_receipt f on f.account_id = a.id and f.kind = 'income' and not f.offset_over`,
    );
    const instants = zones.map(({ time_zone: zone }) => {
      const first = firstOf(dayOf(at, zone));
      const here = startOfDay(addDays(first, GRACE_DAYS), zone);
      return here > at ? here : startOfDay(addDays(addMonths(first, 1), GRACE_DAYS), zone);
    });
    return instants.reduce<Date | null>((next, one) => (next === null || one < next ? one : next), null);
  }
}

const firstOf = (day: LocalDate): LocalDate => localDate(`${day.slice(0, 7)}-01`);

function owedOf({ payment }: OpenPrepayment, { spent, rest }: CardMoney, setOff: Minor): Minor {
  const owed = spent - setOff;
  if (owed <= 0n) return 0n;
  // One second receipt is all there is: it waits for the end, and after it nothing more can be sent.
  if (payment.provider === 'robokassa') return rest === 0n && setOff === 0n ? owed : 0n;
  return owed;
}
