import { Injectable } from '@nestjs/common';
import { licenceEndDays, licenceEndStep, type LicenceEndFacts, type LicenceEndRule } from '@rocket/billing';
import { Clock, dayOf, parsePeriod, type LocalDate } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { NoticeStore } from '../notices/notice.store';
import { withTransaction } from '../platform/database';
import { Waker } from '../platform/wakings/waker';
import { EraseAccount } from './erase-account';

interface Row {
  readonly id: string;
  readonly time_zone: string;
  readonly ended_on: LocalDate;
  readonly kept_until: LocalDate | null;
  readonly keep_for: string;
  readonly warn_days: number;
  readonly warned_at: Date | null;
  readonly is_told: boolean;
}

/** Where nothing runs any more: a suspended licence ended with what was paid for, an ended one on its own day. */
const CANDIDATES = `
  select a.id, s.time_zone, v.ended_on::text as ended_on, a.kept_until, o.terms -> 'lifeCycle' ->> 'keepAfterLicence' as keep_for,
         (o.terms -> 'lifeCycle' ->> 'warnBeforeDays')::int as warn_days,
         exists (select from notice n where n.account_id = a.id and n.key = 'licence_erasure:' || v.ended_on) as is_told,
         (select min(d.at) from notice n
            join notice_delivery d on d.account_id = n.account_id and d.notice_id = n.id
           where n.account_id = a.id and n.key = 'licence_erasure:' || v.ended_on
             and (d.state in ('seen', 'acknowledged')
               or d.channel = 'email' and d.state = 'accepted'
                  and not exists (select from notice_delivery b where b.account_id = n.account_id and b.notice_id = n.id
                                     and b.channel = 'email' and b.state = 'bounced'))) as warned_at
    from offer_version o
    join account a on a.seller_code = o.seller_code and a.offer_version = o.version
    join seller s on s.code = a.seller_code
    join lateral (select max(case when p.state = 'ended' then coalesce(p.ended_on, p.paid_to) else p.paid_to end) as ended_on,
                         bool_or(p.state in ('trial', 'active')) as runs
                    from subscription p where p.account_id = a.id) v on v.ended_on is not null and not v.runs
   where o.terms -> 'lifeCycle' ->> 'keepAfterLicence' is not null
     and a.state not in ('terminated', 'erased') and a.held_ground is null
     and ($1::uuid is null or a.id = $1)
   order by a.id`;

/**
 * Erases the data of accounts whose last licence ran out as long ago as the accepted offer keeps them (Alfa CRM 4.3), warned
 * before. A payment in time stops it: then something runs again. Accounts held by staff are left to staff.
 */
@Injectable()
export class StepLicenceEnds {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly notices: NoticeStore,
    private readonly eraseAccount: EraseAccount,
    private readonly waker: Waker,
  ) {}

  async run(): Promise<void> {
    const now = await this.clock.now();
    for (const { id } of await this.candidates(this.db.manager, null))
      await withTransaction(this.db, (tx) => this.step(tx, id, now));
  }

  /** The first day from `from` on with a step to take in a zone, as far as is known today; null when none is in sight. */
  async nextStep(timeZone: string, from: LocalDate): Promise<LocalDate | null> {
    let next: LocalDate | null = null;
    for (const row of await this.candidates(this.db.manager, null)) {
      if (row.time_zone !== timeZone) continue;
      for (const day of licenceEndDays(factsOf(row), ruleOf(row)))
        if (day >= from && (next === null || day < next)) next = day;
    }
    return next;
  }

  private async step(tx: EntityManager, id: string, now: Date): Promise<void> {
    await this.accounts.lock(tx, id);
    const [row] = await this.candidates(tx, id);
    if (!row) return;
    const step = licenceEndStep(factsOf(row), ruleOf(row), dayOf(now, row.time_zone));
    if (step?.kind === 'erase') {
      await this.eraseAccount.run(tx, id, now);
      await this.eraseAccount.registration(tx, id, now);
    } else if (step && !row.is_told) {
      const key = `licence_erasure:${row.ended_on}`;
      const facts = { on: step.on, licenceEnd: row.ended_on };
      await this.notices.post(tx, [{ accountId: id, key, kind: 'erasure_warning', facts }], now);
      this.waker.wake('notices');
    }
  }

  private candidates(tx: EntityManager, id: string | null): Promise<Row[]> {
    return tx.query(CANDIDATES, [id]);
  }
}

const ruleOf = (row: Row): LicenceEndRule => ({
  keepFor: parsePeriod(row.keep_for),
  warnBeforeDays: row.warn_days,
});

const factsOf = (row: Row): LicenceEndFacts => ({
  endedOn: row.ended_on,
  keptUntil: row.kept_until,
  warnedOn: row.warned_at && dayOf(row.warned_at, row.time_zone),
});
