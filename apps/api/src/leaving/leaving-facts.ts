import { Injectable } from '@nestjs/common';
import { wasDown, type LeavingFacts, type PaidLine } from '@rocket/billing';
import { dayOf, type LocalDate } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import type { AccountRecord } from '../accounts/account.store';
import { SnapshotStore } from '../subscriptions/snapshot.store';
import type { NoticeOfTermination } from './termination.rows';

export interface NamedLine extends PaidLine {
  readonly productName: string;
}
export type KnownOfLeaving = LeavingFacts & { readonly lines: readonly NamedLine[] };

/** Reads what `decideRefund` asks: the same for the preview and for the request. */
@Injectable()
export class LeavingFactsReader {
  constructor(private readonly snapshots: SnapshotStore) {}

  /** Without a notice: as if the contract ended today. */
  async read(
    tx: EntityManager,
    account: AccountRecord,
    notice: Pick<NoticeOfTermination, 'initiator' | 'breach' | 'requestedAt'>,
    endsOn: LocalDate,
  ): Promise<KnownOfLeaving> {
    const outages = await this.snapshots.outagesOf(tx, account.seller.code);
    const lines = await this.lines(tx, account);
    return {
      initiator: notice.initiator,
      breach: notice.breach,
      noticeOn: dayOf(notice.requestedAt, account.seller.timeZone),
      endsOn,
      money: account.money,
      lines: lines.filter((line) => line.isInUse || wasDown(line, { outages, endsOn })),
      outages,
    };
  }

  /** One subscription that is given back today while everything else goes on: nothing but what it was paid with. */
  async ofOne(
    tx: EntityManager,
    account: AccountRecord,
    subscriptionId: string,
    today: LocalDate,
  ): Promise<KnownOfLeaving> {
    const lines = await this.lines(tx, account, subscriptionId);
    const outages = await this.snapshots.outagesOf(tx, account.seller.code);
    return {
      initiator: 'customer',
      breach: false,
      noticeOn: today,
      endsOn: today,
      money: 0n,
      lines,
      outages,
    };
  }

  /**
   * Charges of the periods in use when the contract ended: of what lives, or ended by the contract itself. What the customer
   * ended by hand before was given up; what another plan replaced was carried into its first charge; what was metered was
   * used. Reversed charges and those already given back are not there any more. Periods that are over are told too where one of
   * them may have been lost whole (QSockets 4.3.2.2: that is known only when it is over), and of `only` one subscription that is
   * no package: a period ends where the next one begins.
   */
  private async lines(
    tx: EntityManager,
    account: AccountRecord,
    only: string | null = null,
  ): Promise<(NamedLine & { readonly isInUse: boolean })[]> {
    const { rule, usedBy } = account.terms.refund;
    const rows: {
      id: string;
      subscription_id: string;
      product_code: string;
      product_name: string;
      business_date: LocalDate;
      period_start: LocalDate;
      period_end: LocalDate;
      ends_on: LocalDate;
      money: string;
      used: boolean;
      in_use: boolean;
    }[] = await tx.query(
      `select e.id, s.id as subscription_id, s.product_code, d.name as product_name, e.business_date,
              (e.subject ->> 'periodStart')::date as period_start, (e.subject ->> 'periodEnd')::date as period_end,
              coalesce((select min(c.period_start) from charge c where c.account_id = s.account_id and c.subscription_id = s.id
                           and c.period_start > (e.subject ->> 'periodStart')::date), s.paid_to) as ends_on, -e.money as money,
              (exists (select from usage_event u where u.account_id = e.account_id and u.subscription_id = s.id and u.accepted
                         and u.quantity > 0 and (u.at at time zone $2)::date >= (e.subject ->> 'periodStart')::date)
               -- An event that takes the rest of one package and the beginning of the next names only the first.
               or s.package_no > 0 and exists (select from usage_counter c where c.account_id = s.account_id
                         and c.product_code = s.product_code and c.place_id = coalesce(s.project_id, s.account_id)
                         and c.window_key like s.id || ':%' and c.used > 0)
               -- Where a request is a use already (Astars 3.5); one given up in time never was.
               or $3 and exists (select from appointment p where p.account_id = s.account_id and p.subscription_id = s.id
                                    and p.state <> 'cancelled')) as used,
              period.in_use
         from subscription s
         join product d on d.code = s.product_code
         join entry e on e.account_id = s.account_id and e.kind = 'charge' and e.subject ->> 'id' = s.id::text
        cross join lateral (select (s.ended_no = 0 or s.ended_because = 'terminated')
                                   and (e.subject ->> 'periodStart')::date >= s.period_start as in_use) period
        where s.account_id = $1 and ($4::uuid is null or s.id = $4)
          and (($4 is not null or $5) and s.package_no = 0 or period.in_use)
          and e.money < 0
          and not exists (select from usage_charge m where m.account_id = e.account_id and m.seq = e.seq)
          -- Passed on whole, it is somebody else's to give back (Astars 3.10).
          and not exists (select from certificate h where h.account_id = s.account_id and h.subscription_id = s.id
                             and h.passed_at is not null)
          and not exists (select from entry r where r.account_id = e.account_id and r.reverses = e.id)
          and not exists (select from entry b where b.account_id = e.account_id and b.key = 'given-back:' || e.id)
        order by e.seq`,
      [account.id, account.seller.timeZone, usedBy === 'request', only, rule === 'full_if_down'],
    );
    return rows.map((row) => ({
      entryId: row.id,
      subscriptionId: row.subscription_id,
      productCode: row.product_code,
      productName: row.product_name,
      paidOn: row.business_date,
      charged: { start: row.period_start, end: row.period_end },
      endsOn: row.ends_on,
      money: BigInt(row.money),
      used: row.used,
      isInUse: row.in_use,
    }));
  }
}
