import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ApiError } from '../api-error';
import { WallClock } from '../clock';
import { withTransaction } from '../database';
import { delayAfter, failuresNow, networkOf, type CountedBy } from './sign-in-delay';

interface FailureRow {
  readonly who: Buffer;
  readonly failures: number;
  readonly failed_at: Date;
  readonly blocked_until: Date;
}

/** Whose attempts are counted together. An e-mail nobody has is counted like any other. */
export interface Attempt {
  readonly email: string;
  readonly address: string;
}

/**
 * Counts attempts to prove a password or a code, by account and by address, in the database: every process counts with the
 * others and a restart forgets nothing. An attempt counts as wrong until it is known to be right, so that a hundred sent at
 * once are no hundred guesses.
 */
@Injectable()
export class SignInAttempts {
  constructor(
    private readonly db: DataSource,
    private readonly clock: WallClock,
  ) {}

  /** Lets an attempt begin. @throws ApiError `rate_limited` with the instant `until` which to wait */
  async begin(attempt: Attempt): Promise<void> {
    const now = await this.clock.now();
    await withTransaction(this.db, async (tx) => {
      const counted = keysOf(attempt);
      // In one order everywhere, so that two attempts never wait for each other.
      const rows = (await tx.query(
        `insert into sign_in_failure (who, failures, failed_at, blocked_until)
         select who, 0, $2, $2 from unnest($1::bytea[]) who order by who
         on conflict (who) do update set who = excluded.who returning *`,
        [counted.map(({ who }) => who), now],
      )) as FailureRow[];
      const until = rows
        .filter(isBlocked)
        .map((row) => row.blocked_until)
        .reduce((latest, one) => (one > latest ? one : latest), now);
      if (until > now) throw tooMany(until, now);
      for (const row of rows) await this.count(tx, row, countedBy(counted, row), now);
    });
  }

  /** It was wrong, as was counted: the wait begins now, not when it was sent. */
  async wrong(attempt: Attempt): Promise<void> {
    const now = await this.clock.now();
    for (const { by, who } of keysOf(attempt)) {
      const [row] = (await this.db.query('select failures from sign_in_failure where who = $1', [
        who,
      ])) as Pick<FailureRow, 'failures'>[];
      const delay = delayAfter(by, row?.failures ?? 0);
      if (delay === 0) continue;
      await this.db.query(
        'update sign_in_failure set blocked_until = greatest(blocked_until, $2) where who = $1',
        [who, new Date(now.getTime() + delay)],
      );
    }
  }

  /** It was right: the account begins anew, the address keeps the mistakes it made with other accounts. */
  async right(db: DataSource | EntityManager, attempt: Attempt): Promise<void> {
    const [account, address] = keysOf(attempt);
    await db.query('delete from sign_in_failure where who = $1', [account.who]);
    await this.takeBack(db, [address.who]);
  }

  /** Neither right nor wrong yet: another step has to follow. The mistakes made before still count. */
  async unfinished(attempt: Attempt): Promise<void> {
    await this.takeBack(
      this.db,
      keysOf(attempt).map(({ who }) => who),
    );
  }

  private async takeBack(db: DataSource | EntityManager, who: readonly Buffer[]): Promise<void> {
    // It could only begin when nothing was blocked, so what blocks now is this attempt itself.
    await db.query(
      `update sign_in_failure set failures = greatest(failures - 1, 0), blocked_until = failed_at where who = any($1)`,
      [who],
    );
  }

  private async count(tx: EntityManager, row: FailureRow, by: CountedBy, now: Date): Promise<void> {
    const failures = failuresNow(row.failures, row.failed_at, now);
    await tx.query(
      'update sign_in_failure set failures = $2, failed_at = $3, blocked_until = $4 where who = $1',
      [row.who, failures, now, new Date(now.getTime() + delayAfter(by, failures))],
    );
  }
}

/** A row without a wait ends when it failed: whoever read the clock a moment before somebody else's attempt is not kept waiting by it. */
const isBlocked = ({ blocked_until: until, failed_at: failed }: FailureRow): boolean => until > failed;

interface Counted {
  readonly by: CountedBy;
  readonly who: Buffer;
}

const keyOf = (by: CountedBy, text: string): Counted => ({
  by,
  who: createHash('sha256').update(`${by}\n${text}`).digest(),
});

/** Only hashes are kept: somebody may have typed a password where the e-mail belongs. */
const keysOf = ({ email, address }: Attempt): readonly [Counted, Counted] => [
  keyOf('account', email.trim().toLowerCase()),
  keyOf('address', networkOf(address)),
];

const countedBy = (counted: readonly Counted[], row: FailureRow): CountedBy =>
  counted.find(({ who }) => who.equals(row.who))!.by;

const CLOCK = new Intl.DateTimeFormat('ru-RU', { timeZone: 'Europe/Moscow', timeStyle: 'medium' });

function tooMany(until: Date, now: Date): ApiError {
  const retryAfter = Math.ceil((until.getTime() - now.getTime()) / 1000);
  // The clock on the wall shows whole seconds: what it shows has to be over, not about to be.
  const shown = CLOCK.format(new Date(now.getTime() + retryAfter * 1000));
  return new ApiError(
    'rate_limited',
    `Слишком много неудачных попыток входа. Следующая возможна после ${shown} по московскому времени`,
    { retryAfter, until: until.toISOString() },
  );
}
