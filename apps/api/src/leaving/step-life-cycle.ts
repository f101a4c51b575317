import { Injectable, Logger } from '@nestjs/common';
import { lifeCycleDays, lifeCycleStep, type LifeCycleDates, type LifeCycleStep } from '@rocket/billing';
import { counted, type OfferTerms } from '@rocket/catalog';
import { Clock, DomainError, dayOf, earlier, type LocalDate } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { NoticeStore } from '../notices/notice.store';
import { withTransaction } from '../platform/database';
import { EraseAccount } from './erase-account';

interface Candidate {
  readonly id: string;
  readonly state: 'suspended' | 'frozen';
  readonly suspended_on: LocalDate;
  readonly frozen_on: LocalDate | null;
  readonly kept_until: LocalDate | null;
  readonly warned_at: Date | null;
  readonly freeze_told: boolean;
  readonly erasure_told: boolean;
  readonly time_zone: string;
  readonly life_cycle: OfferTerms['lifeCycle'];
  readonly calendar: OfferTerms['calendar'] | null;
}

/**
 * Takes every account that does not pay to the stage its dates say (rules 15–16): warned, frozen, warned, erased. Side effects
 * happen once; a year without a calendar makes the step wait. Accounts held by staff are left to staff.
 */
@Injectable()
export class StepLifeCycle {
  private readonly log = new Logger(StepLifeCycle.name);

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly notices: NoticeStore,
    private readonly eraseAccount: EraseAccount,
  ) {}

  async run(): Promise<void> {
    const now = await this.clock.now();
    for (const { id } of await this.candidates(null)) {
      // An outage may have skipped stages: each is taken, so that each side effect happens.
      for (let stages = 0; stages < 4 && (await this.step(id, now)); stages += 1);
    }
  }

  /** The first day from `from` on with a step to take in a zone, as far as is known today; null when none is in sight. */
  async nextStep(timeZone: string, from: LocalDate): Promise<LocalDate | null> {
    let next: LocalDate | null = null;
    for (const candidate of await this.candidates(null)) {
      if (candidate.time_zone !== timeZone) continue;
      const day = this.isOwed(candidate, from) ? from : this.firstDay(candidate, from);
      if (day !== null && (next === null || day < next)) next = day;
    }
    return next;
  }

  private isOwed(candidate: Candidate, on: LocalDate): boolean {
    const step = this.owed(candidate, on);
    if (step?.kind === 'warn_freeze') return !candidate.freeze_told;
    if (step?.kind === 'warn_erasure') return !candidate.erasure_told;
    return step !== null;
  }

  private firstDay(candidate: Candidate, from: LocalDate): LocalDate | null {
    const days = unlessUnknown(() => lifeCycleDays(datesOf(candidate), termsOf(candidate))) ?? [];
    const ahead = days.filter((day) => day >= from);
    return ahead.length === 0 ? null : ahead.reduce(earlier);
  }

  /** True when a stage was taken and another may follow. */
  private step(id: string, now: Date): Promise<boolean> {
    return withTransaction(this.db, async (tx) => {
      await this.accounts.lock(tx, id);
      const [candidate] = await this.candidates(id, tx);
      if (!candidate) return false;
      const step = this.owed(candidate, dayOf(now, candidate.time_zone));
      return step !== null && (await this.take(tx, candidate, step, now));
    });
  }

  private owed(candidate: Candidate, today: LocalDate): LifeCycleStep | null {
    return unlessUnknown(
      () => lifeCycleStep(datesOf(candidate), termsOf(candidate), today),
      (error) => this.log.warn({ msg: error.message, account: candidate.id }),
    );
  }

  private async take(
    tx: EntityManager,
    { id, suspended_on }: Candidate,
    step: LifeCycleStep,
    now: Date,
  ): Promise<boolean> {
    const tell = (kind: 'freeze_warning' | 'frozen' | 'erasure_warning', on: LocalDate): Promise<void> =>
      this.notices.post(tx, [{ accountId: id, key: `${kind}:${suspended_on}`, kind, facts: { on } }], now);
    switch (step.kind) {
      case 'warn_freeze':
        await tell('freeze_warning', step.on);
        return false;
      case 'freeze':
        await tx.query(`update account set state = 'frozen', frozen_on = $2 where id = $1`, [id, step.on]);
        await tell('frozen', step.on);
        return true;
      case 'warn_erasure':
        await tell('erasure_warning', step.on);
        return false;
      case 'erase':
        await this.eraseAccount.run(tx, id, now);
        return false;
    }
  }

  private candidates(id: string | null, tx: EntityManager = this.db.manager): Promise<Candidate[]> {
    return tx.query(
      `select a.id, a.state, a.suspended_on, a.frozen_on, a.kept_until, s.time_zone, o.terms -> 'lifeCycle' as life_cycle, o.terms ->> 'calendar' as calendar,
              exists (select from notice n where n.account_id = a.id and n.key = 'freeze_warning:' || a.suspended_on) as freeze_told,
              exists (select from notice n where n.account_id = a.id and n.key = 'erasure_warning:' || a.suspended_on) as erasure_told,
              (select min(d.at) from notice n
                 join notice_delivery d on d.account_id = n.account_id and d.notice_id = n.id
                where n.account_id = a.id and n.key = 'erasure_warning:' || a.suspended_on
                  and (d.state in ('seen', 'acknowledged')
                    or d.channel = 'email' and d.state = 'accepted'
                       and not exists (select from notice_delivery b where b.account_id = n.account_id and b.notice_id = n.id
                                          and b.channel = 'email' and b.state = 'bounced'))) as warned_at
         from account a join seller s on s.code = a.seller_code
         join offer_version o on o.seller_code = a.seller_code and o.version = a.offer_version
        where a.state in ('suspended', 'frozen') and a.held_ground is null and a.suspended_on is not null
          and ($1::uuid is null or a.id = $1)
        order by a.id`,
      [id],
    );
  }
}

const termsOf = ({ life_cycle: terms, calendar }: Candidate): OfferTerms['lifeCycle'] => {
  const by = { calendar: calendar ?? undefined };
  return {
    ...terms,
    freezeAfter: terms.freezeAfter && counted(by, terms.freezeAfter),
    eraseAfter: terms.eraseAfter && counted(by, terms.eraseAfter),
  };
};

const datesOf = (candidate: Candidate): LifeCycleDates => ({
  state: candidate.state,
  suspendedOn: candidate.suspended_on,
  frozenOn: candidate.frozen_on,
  keptUntil: candidate.kept_until,
  warnedOn: candidate.warned_at && dayOf(candidate.warned_at, candidate.time_zone),
});

/** A year without a calendar makes a step wait. */
function unlessUnknown<T>(
  decide: () => T,
  onUnknown: (error: DomainError) => void = () => undefined,
): T | null {
  try {
    return decide();
  } catch (error) {
    if (!(error instanceof DomainError && error.code === 'calendar_unknown')) throw error;
    onUnknown(error);
    return null;
  }
}
