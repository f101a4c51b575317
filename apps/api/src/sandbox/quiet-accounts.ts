import { Injectable } from '@nestjs/common';
import { forecastRenewals, runInstant } from '@rocket/billing';
import { addDays, dayOf, earlier, type LocalDate } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { owedDate } from '../renewals/run-due-renewals';
import { SnapshotStore } from '../subscriptions/snapshot.store';

/** The date of the first run after an instant. */
export const nextRunDate = (at: Date, zone: string): LocalDate => {
  const today = dayOf(at, zone);
  return runInstant(today, zone) > at ? today : addDays(today, 1);
};

/** A long way is walked in stages: a look at the end of each changes nothing. */
const MOST_DAYS = 1000;

interface Waiting {
  readonly id: string;
  readonly time_zone: string;
  readonly state: string;
  readonly last_seq: number;
}

/**
 * Accounts with something suspended are tried by every daily run, and nearly always in vain. The planner of the run says
 * when the first of them will change anything if nobody does, so that a clock that jumps need not stop on the days before.
 */
@Injectable()
export class QuietAccounts {
  private readonly known = new Map<string, { from: LocalDate; to: LocalDate }>();

  constructor(
    private readonly db: DataSource,
    private readonly snapshots: SnapshotStore,
  ) {}

  /** Forgets what was known: between two moves of the clock anybody may have done anything. */
  beginMove(): void {
    this.known.clear();
  }

  /** The first run after `at` that changes something for one of them, or that is so far that it has to be asked again. */
  async nextRun(at: Date, target: Date): Promise<Date | null> {
    let next: Date | null = null;
    for (const account of await this.waiting()) {
      const first = nextRunDate(at, account.time_zone);
      const last = earlier(dayOf(target, account.time_zone), addDays(first, MOST_DAYS));
      if (last < first) continue;
      const run = runInstant(await this.firstChange(account, first, last, at), account.time_zone);
      if (next === null || run < next) next = run;
    }
    return next;
  }

  /** Leaves them as the runs that were passed over would have: due at the next one. */
  async passTo(instant: Date): Promise<void> {
    const zones = new Set((await this.waiting()).map(({ time_zone }) => time_zone));
    for (const zone of zones) {
      const owed = owedDate(instant, zone);
      const due = runInstant(owed, zone).getTime() === instant.getTime() ? owed : addDays(owed, 1);
      await this.db.query(
        `update account a set next_due = $2 from seller s
          where s.code = a.seller_code and s.time_zone = $1 and a.next_due < $2 and ${SOMETHING_WAITS}`,
        [zone, due],
      );
    }
  }

  /** Whatever happens to an account is an entry or a state, so what was found holds until one of them is another. */
  private async firstChange(
    account: Waiting,
    first: LocalDate,
    last: LocalDate,
    now: Date,
  ): Promise<LocalDate> {
    const key = `${account.id} ${account.state} ${account.last_seq}`;
    const known = this.known.get(key);
    if (known && known.from <= first && first <= known.to) return known.to;
    const { snapshot } = await this.snapshots.readOne(this.db.manager, account.id);
    const [day] = forecastRenewals(snapshot, first, last, now, 1);
    const to = day?.date ?? last;
    this.known.set(key, { from: first, to });
    return to;
  }

  private waiting(): Promise<Waiting[]> {
    return this.db.query(
      `select a.id, s.time_zone, a.state, a.last_seq from account a join seller s on s.code = a.seller_code
        where a.next_due is not null and ${SOMETHING_WAITS}`,
    );
  }
}

/** About an account `a`: something of it waits for money, so that every run tries it. */
export const SOMETHING_WAITS = `exists (
  select from subscription w where w.account_id = a.id and w.ended_no = 0 and w.state = 'suspended')`;
