import { Injectable } from '@nestjs/common';
import type { PeriodAhead } from '@rocket/billing';
import type { AutopaymentDto } from '@rocket/contracts';
import { dayOf, moneyText, type LocalDate } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import type { AccountRecord } from '../accounts/account.store';
import type { NewProviderPayment } from './provider-payment.store';

/** When on its day a card is charged, by the seller's clock: banks and people are awake. */
export const CHARGE_HOUR = '10:00';

interface Candidate {
  readonly id: string;
  /** The seller's day, and the one before until ten o'clock. */
  readonly day: LocalDate;
  readonly charge: number;
  readonly notice: number;
}

@Injectable()
export class AutopaymentStore {
  /** Accounts with a card, of sellers whose terms allow it, for which a charge or its notice may be due. */
  candidates(tx: EntityManager, now: Date): Promise<Candidate[]> {
    return tx.query(
      `select a.id, d.day::text as day, t.charge, t.notice
         from kept_card k
         join account a on a.id = k.account_id and a.state = 'active'
         join seller s on s.code = a.seller_code
         join offer_version o on o.seller_code = a.seller_code and o.version = a.offer_version
         cross join lateral (select (o.terms -> 'autopayment' ->> 'chargeDaysBefore')::int as charge,
                                    (o.terms -> 'autopayment' ->> 'noticeDaysBefore')::int as notice) t
         cross join lateral (select (($1::timestamptz at time zone s.time_zone) - interval '${CHARGE_HOUR}')::date as day) d
        where k.removed_at is null and t.charge is not null
          and exists (select from subscription v where v.account_id = a.id and v.ended_no = 0 and v.state in ('trial', 'active')
                         and v.paid_to <= d.day + t.charge + t.notice)
        order by a.id`,
      [now],
    );
  }

  /** The next instant after `at` at which a charge or its notice falls due, for the sandbox clock. */
  async nextDue(tx: EntityManager, at: Date): Promise<Date | null> {
    const [{ next }] = await tx.query(
      `select min(x.at) as next
         from kept_card k
         join account a on a.id = k.account_id and a.state = 'active'
         join seller s on s.code = a.seller_code
         join offer_version o on o.seller_code = a.seller_code and o.version = a.offer_version
         join subscription v on v.account_id = a.id and v.ended_no = 0 and v.state in ('trial', 'active')
         cross join lateral (select (o.terms -> 'autopayment' ->> 'chargeDaysBefore')::int as charge,
                                    (o.terms -> 'autopayment' ->> 'noticeDaysBefore')::int as notice) t
         cross join lateral (values (v.paid_to - t.charge), (v.paid_to - t.charge - t.notice)) d(day)
         cross join lateral (select (d.day + time '${CHARGE_HOUR}') at time zone s.time_zone as at) x
        where k.removed_at is null and t.charge is not null and x.at > $1`,
      [at],
    );
    return next as Date | null;
  }

  /** Writes the payment of a period down; a second one of the same period does not go in. The account is locked. */
  async begin(
    tx: EntityManager,
    period: PeriodAhead,
    payment: Pick<NewProviderPayment, 'accountId' | 'id' | 'invoiceId'>,
    now: Date,
  ): Promise<void> {
    await tx.query(
      `insert into autopayment (account_id, subscription_id, period_start, period_end, amount, invoice_id, payment_id, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        ...[payment.accountId, period.subscriptionId, period.periodStart, period.periodEnd],
        ...[period.cost.toString(), payment.invoiceId, payment.id, now],
      ],
    );
  }

  async isBegun(tx: EntityManager, accountId: string, period: PeriodAhead): Promise<boolean> {
    const [row] = await tx.query(
      'select 1 from autopayment where account_id = $1 and subscription_id = $2 and period_start = $3',
      [accountId, period.subscriptionId, period.periodStart],
    );
    return row !== undefined;
  }

  /** What is told of a payment by a card: the product, its period, the sum and the mask; null of another payment. */
  async factsOf(
    tx: EntityManager,
    account: AccountRecord,
    payment: { readonly id: string },
  ): Promise<Record<string, unknown> | null> {
    const [row] = await tx.query(
      `select a.amount, a.period_start::text as period_start, a.period_end::text as period_end, v.product_code,
              j.name as project, k.last_four
         from autopayment a
         join provider_payment p on p.account_id = a.account_id and p.id = a.payment_id
         join kept_card k on k.account_id = a.account_id and k.id = p.card_id
         join subscription v on v.account_id = a.account_id and v.id = a.subscription_id
         left join project j on j.account_id = v.account_id and j.id = v.project_id
        where a.account_id = $1 and a.payment_id = $2`,
      [account.id, payment.id],
    );
    if (!row) return null;
    return {
      productCode: row.product_code,
      ...(row.project === null ? {} : { project: row.project }),
      amount: moneyText(BigInt(row.amount), account.seller.currency),
      periodStart: row.period_start,
      periodEnd: row.period_end,
      lastFour: row.last_four,
    };
  }

  /** The last payment by a card, as its owner sees it; null when there was none. */
  async last(tx: EntityManager, { id, seller }: AccountRecord): Promise<AutopaymentDto['last']> {
    const [row] = await tx.query(
      `select a.amount, a.period_start::text as period_start, v.product_code, p.state, p.reason, p.invoice_id, a.created_at
         from autopayment a
         join provider_payment p on p.account_id = a.account_id and p.id = a.payment_id
         join subscription v on v.account_id = a.account_id and v.id = a.subscription_id
        where a.account_id = $1 order by a.created_at desc, a.payment_id desc limit 1`,
      [id],
    );
    if (!row) return null;
    const isUnderWay = row.state === 'created' || row.state === 'waiting';
    return {
      productCode: row.product_code,
      periodStart: row.period_start,
      amount: moneyText(BigInt(row.amount), seller.currency),
      state: isUnderWay ? 'under_way' : row.state === 'paid' ? 'paid' : 'refused',
      reason: row.state === 'paid' || isUnderWay ? null : row.reason,
      invoice: row.invoice_id,
      on: dayOf(row.created_at, seller.timeZone),
    };
  }
}
