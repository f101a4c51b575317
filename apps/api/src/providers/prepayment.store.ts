import { Injectable } from '@nestjs/common';
import type { MoneyMove } from '@rocket/billing';
import { localDate, type LocalDate, type Minor } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { ProviderPaymentStore, type ProviderPaymentRecord } from './provider-payment.store';

/** A card payment whose prepayment is not wholly set off. */
export interface OpenPrepayment {
  readonly payment: ProviderPaymentRecord;
  readonly receiptId: string;
  readonly paidOn: LocalDate;
  readonly through: LocalDate | null;
  /** What receipts of offset have been written for, cancelled ones too: a person sees to those. */
  readonly setOff: Minor;
}

interface PrepaymentRow {
  readonly id: string;
  readonly payment_id: string;
  readonly through: string | null;
  readonly paid_on: string;
  readonly set_off: string;
}

interface MoveRow {
  readonly day: string;
  readonly amount: string;
  readonly payment: string | null;
  readonly kind: MoneyMove['kind'];
}

/** Card money that was paid for before it was used: which of it waits for the second receipt. */
@Injectable()
export class PrepaymentStore {
  constructor(private readonly payments: ProviderPaymentStore) {}

  /** Accounts with a month that ended more than `graceDays` ago and was not decided yet, by id. */
  async accountsDue(
    tx: EntityManager,
    now: Date,
    graceDays: number,
    after: string | null,
    most: number,
  ): Promise<string[]> {
    const rows: { account_id: string }[] = await tx.query(
      `select distinct f.account_id from fiscal_receipt f
         join account a on a.id = f.account_id
         join seller s on s.code = a.seller_code
        cross join lateral (select (date_trunc('month', ($1::timestamptz at time zone s.time_zone)
                - make_interval(days => $2)) - interval '1 month')::date as last) m
        where f.kind = 'income' and not f.offset_over and (f.offset_through is null or f.offset_through < m.last)
          and ($3::uuid is null or f.account_id > $3)
        order by f.account_id limit $4`,
      [now, graceDays, after, most],
    );
    return rows.map((row) => row.account_id);
  }

  /** The account is locked. */
  async open(tx: EntityManager, accountId: string, timeZone: string): Promise<OpenPrepayment[]> {
    const rows: PrepaymentRow[] = await tx.query(
      `select f.id, f.payment_id, f.offset_through::text as through,
              (f.created_at at time zone $2)::date::text as paid_on,
              coalesce((select sum(o.amount) from fiscal_receipt o where o.account_id = f.account_id
                 and o.payment_id = f.payment_id and o.kind = 'offset'), 0) as set_off
         from fiscal_receipt f
        where f.account_id = $1 and f.kind = 'income' and not f.offset_over order by f.created_at, f.id`,
      [accountId, timeZone],
    );
    return Promise.all(
      rows.map(async (row) => ({
        payment: (await this.payments.find(tx, row.payment_id))!,
        receiptId: row.id,
        paidOn: localDate(row.paid_on),
        through: row.through === null ? null : localDate(row.through),
        setOff: BigInt(row.set_off),
      })),
    );
  }

  async decided(
    tx: EntityManager,
    accountId: string,
    receiptId: string,
    through: LocalDate,
    isOver: boolean,
  ): Promise<void> {
    await tx.query(
      'update fiscal_receipt set offset_through = $3, offset_over = $4 where account_id = $1 and id = $2',
      [accountId, receiptId, through, isOver],
    );
  }

  /** Every movement of the account's own money with its business date, in the order it was booked. */
  async moves(tx: EntityManager, accountId: string): Promise<(MoneyMove & { readonly day: LocalDate })[]> {
    const rows: MoveRow[] = await tx.query(
      `select e.business_date::text as day, p.amount, coalesce(rp.payment_id, pp.id) as payment,
              case when p.from_account = 'customer_money' then case p.to_account when 'revenue' then 'spent' else 'out' end
                   else case p.from_account when 'revenue' then 'given_back' else 'in' end end as kind
         from posting p
         join entry e on e.account_id = p.account_id and e.seq = p.seq
         left join entry r on r.account_id = e.account_id and r.id = e.reverses
         left join provider_payment pp on pp.account_id = e.account_id and pp.receipt_id::text =
              case when e.kind = 'top_up' then e.subject ->> 'id' when r.kind = 'top_up' then r.subject ->> 'id' end
         left join provider_refund rp on rp.account_id = e.account_id and e.kind = 'refund'
              and rp.id::text = split_part(e.key, ':', 3)
        where p.account_id = $1 and 'customer_money' in (p.from_account, p.to_account)
        order by p.seq, p.line`,
      [accountId],
    );
    return rows.map((row) => ({
      day: localDate(row.day),
      kind: row.kind,
      payment: row.payment,
      amount: BigInt(row.amount),
    }));
  }
}
