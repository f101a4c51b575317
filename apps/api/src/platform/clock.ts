import { Injectable } from '@nestjs/common';
import { Clock, SystemClock } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { ApiError } from './api-error';
import { AppConfig } from './config';

type Reader = DataSource | EntityManager;

export interface SandboxTime {
  readonly at: Date;
  /** Nothing scheduled happens while the clock moves. */
  readonly paused: boolean;
}

/**
 * The time of the machine, for what is about machines and not about books: sessions, tokens, leases, amoCRM's
 * JWTs. The sandbox clock moves a year in a second, and nobody should be signed out by that.
 */
export class WallClock extends SystemClock {}

/** The row that is the clock of a sandbox. It stands still until it is moved. */
@Injectable()
export class SandboxClock {
  private stopped: Date | null = null;

  /** Where this process has stopped the clock on its way; null when its row has to be read. */
  get stop(): Date | null {
    return this.stopped;
  }

  /** Does what is due at an instant the clock was just put to: every step of it asks for the time, and nobody moves it meanwhile. */
  async stoppedAt(at: Date, work: () => Promise<void>): Promise<void> {
    this.stopped = at;
    try {
      await work();
    } finally {
      this.stopped = null;
    }
  }

  async read(db: Reader): Promise<SandboxTime> {
    const [row] = (await db.query('select at, paused from sandbox_clock where id = 1')) as SandboxTime[];
    if (!row) throw new Error('The sandbox clock has no row: was it started?');
    return row;
  }

  /** Puts the clock at an instant, wherever it was (a reset). */
  async set(db: Reader, at: Date): Promise<void> {
    await db.query(
      `insert into sandbox_clock (id, at, paused) values (1, $1, false)
       on conflict (id) do update set at = excluded.at`,
      [at],
    );
  }

  /** Moves the clock forward. Throws `clock_backwards` when `at` is before where it stands. */
  async forward(db: Reader, at: Date): Promise<void> {
    const moved = (await db.query(
      'with moved as (update sandbox_clock set at = $1 where id = 1 and at <= $1 returning id) select id from moved',
      [at],
    )) as unknown[];
    if (moved.length > 0) return;
    const { at: now } = await this.read(db);
    throw new ApiError('clock_backwards', `Часы уже показывают ${now.toISOString()}`, {
      now: now.toISOString(),
    });
  }

  async pause(db: Reader, paused: boolean): Promise<void> {
    await db.query('update sandbox_clock set paused = $1 where id = 1', [paused]);
  }

  /** The first start of a sandbox: it stands at the real time. Later starts leave the clock alone. */
  async start(db: Reader, realTime: Date): Promise<void> {
    await db.query(
      `insert into sandbox_clock (id, at, paused) values (1, $1, false) on conflict (id) do nothing`,
      [realTime],
    );
  }
}

/** The clock of the use cases: the row of the sandbox, or the real time. */
@Injectable()
export class ApiClock extends Clock {
  private readonly real = new SystemClock();

  constructor(
    private readonly config: AppConfig,
    private readonly db: DataSource,
    private readonly sandbox: SandboxClock,
  ) {
    super();
  }

  async now(): Promise<Date> {
    if (!this.config.sandbox) return this.real.now();
    return this.sandbox.stop ?? (await this.sandbox.read(this.db)).at;
  }

  async onModuleInit(): Promise<void> {
    if (this.config.sandbox) await this.sandbox.start(this.db, await this.real.now());
  }
}
