import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { AppConfig } from '../platform/config';
import { sessionOf } from '../platform/database';

const SHORTEST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

/**
 * The one connection of this process on which PostgreSQL rings when a notice was committed, whoever posted it and in
 * whichever process. It is opened for the first who listens and comes back by itself; while it is away, sweeps do its work.
 */
@Injectable()
export class NoticeBell implements BeforeApplicationShutdown {
  private readonly log = new Logger('NoticeBell');
  private client: pg.Client | null = null;
  private heard: (() => void) | null = null;
  private retry: NodeJS.Timeout | null = null;
  private failures = 0;
  private isHung = false;

  constructor(
    private readonly config: AppConfig,
    private readonly db: DataSource,
  ) {}

  /** Whether a ring would be heard now. */
  get isThere(): boolean {
    return this.isHung;
  }

  /** Calls back at every ring from now on, and once whenever the connection is new: rings may have been missed. */
  listen(heard: () => void): void {
    if (this.heard) return;
    this.heard = heard;
    void this.hang();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.heard = null;
    if (this.retry) clearTimeout(this.retry);
    await this.client?.end().catch(() => undefined);
  }

  private async hang(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.config.databaseUrl,
      options: sessionOf(this.db),
      application_name: 'rocket-market notices',
      keepAlive: true,
    });
    this.client = client;
    // Without a listener an error of an idle connection would end the process.
    client.on('error', (error) => this.fall(client, error));
    client.on('end', () => this.fall(client, null));
    client.on('notification', () => this.heard?.());
    try {
      await client.connect();
      await client.query('listen notices');
      this.isHung = true;
      this.failures = 0;
      this.heard?.();
    } catch (error) {
      this.fall(client, error);
    }
  }

  private fall(client: pg.Client, error: unknown): void {
    if (client !== this.client) return;
    this.client = null;
    this.isHung = false;
    void client.end().catch(() => undefined);
    if (!this.heard) return;
    if (error) this.log.warn(`Notices are found by sweeps meanwhile: ${String(error)}`);
    const pause = Math.min(LONGEST_PAUSE_MS, SHORTEST_PAUSE_MS * 2 ** this.failures++);
    this.retry = setTimeout(() => void this.hang(), pause * (0.5 + Math.random())).unref();
  }
}
