import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  freePort,
  startAmocrm,
  startApi,
  startRedis,
  startWorker,
  type HouseSettings,
  type Program,
} from '../kit/house';
import { Mailbox } from '../kit/mailbox/mailbox';
import { startPaymentShops, type PaymentShops } from '../kit/payment-shops/start';
import { PostgresProcess, type StartPostgres } from './postgres-process';

export const HARMS = [
  'the API is killed',
  'a worker is killed',
  'the API is asked to leave',
  'PostgreSQL is killed',
  'a process of PostgreSQL is killed',
  'PostgreSQL stops fast',
  'Redis is killed and empty again',
  'the mail server stops',
  'amoCRM stands still',
] as const;
export type Harm = (typeof HARMS)[number];

/** How long amoCRM and the mail server are away: longer than a request waits. */
const AWAY_MS = 1_500;

/** Everything a customer's money depends on, each a process of its own, and somebody who breaks it. */
export class TownUnderFire {
  readonly harms: Record<string, number> = {};

  private constructor(
    readonly postgres: PostgresProcess,
    readonly shops: PaymentShops,
    private readonly folder: string,
    private readonly settings: HouseSettings,
    private readonly redisPort: number,
    private readonly smtpPort: number,
    private amocrm: Program,
    private mailbox: Mailbox,
    private redis: Program,
    private api: Program,
    private worker: Program,
  ) {}

  static async open(startPostgres: StartPostgres): Promise<TownUnderFire> {
    const folder = mkdtempSync(join(tmpdir(), 'rocket-crash-'));
    const [port, redisPort, smtpPort, postgresPort] = [
      await freePort(),
      await freePort(),
      await freePort(),
      await freePort(),
    ];
    const postgres = await PostgresProcess.open(startPostgres, folder, postgresPort);
    const shops = await startPaymentShops({ apiUrl: `http://127.0.0.1:${port}`, seller: 'rocket-sales' });
    const mailbox = await Mailbox.open({ smtpPort });
    const { url: emulatorUrl, program: amocrm } = await startAmocrm(port);
    const settings = {
      databaseUrl: postgres.url,
      redisUrl: `redis://127.0.0.1:${redisPort}`,
      port,
      emulatorUrl,
      env: { PAYMENT_SHOPS: shops.settings, SMTP_URL: `smtp://127.0.0.1:${smtpPort}` },
    };
    const redis = await startRedis(redisPort);
    const { program: api } = await startApi(settings);
    const worker = await startWorker(settings);
    return new TownUnderFire(
      postgres,
      shops,
      folder,
      settings,
      redisPort,
      smtpPort,
      amocrm,
      mailbox,
      redis,
      api,
      worker,
    );
  }

  get url(): string {
    return `http://127.0.0.1:${this.settings.port}`;
  }

  /** Does it, waits a little while it is so, and sets right what does not come back by itself. */
  async suffers(harm: Harm, forMs: number): Promise<void> {
    this.harms[harm] = (this.harms[harm] ?? 0) + 1;
    switch (harm) {
      case 'the API is killed':
      case 'the API is asked to leave':
        await this.api.end(harm === 'the API is killed' ? 'SIGKILL' : 'SIGTERM');
        await pause(forMs);
        return this.apiComesBack();
      case 'a worker is killed':
        await this.worker.end('SIGKILL');
        await pause(forMs);
        return this.workerComesBack();
      case 'PostgreSQL is killed':
        await this.postgres.dies();
        await pause(forMs);
        return this.postgres.comesBack();
      case 'a process of PostgreSQL is killed':
        return this.postgres.losesBackend();
      case 'PostgreSQL stops fast':
        await this.postgres.stopsFast();
        await pause(forMs);
        return this.postgres.comesBack();
      case 'Redis is killed and empty again':
        await this.redis.end('SIGKILL');
        await pause(forMs);
        this.redis = await startRedis(this.redisPort);
        return;
      case 'the mail server stops':
        await this.mailbox.close();
        await pause(AWAY_MS);
        this.mailbox = await Mailbox.open({ smtpPort: this.smtpPort });
        return;
      case 'amoCRM stands still':
        process.kill(this.amocrm.pid, 'SIGSTOP');
        await pause(AWAY_MS);
        process.kill(this.amocrm.pid, 'SIGCONT');
    }
  }

  /** A process that could not bear what happened to the others has ended by itself: whoever watches it starts it again. */
  async heals(): Promise<void> {
    await this.postgres.isWell();
    if (!this.api.isThere) await this.apiComesBack();
    if (!this.worker.isThere) await this.workerComesBack();
  }

  async close(): Promise<void> {
    for (const program of [this.worker, this.api, this.redis, this.amocrm]) await program.end('SIGKILL');
    await this.mailbox.close();
    await this.shops.close();
    await this.postgres.stopsFast();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async apiComesBack(): Promise<void> {
    this.api = await again(async () => (await startApi(this.settings)).program);
  }

  private async workerComesBack(): Promise<void> {
    this.worker = await again(() => startWorker(this.settings));
  }
}

/** A start may meet a database that recovers, as a restart of everything does. */
async function again(start: () => Promise<Program>): Promise<Program> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await start();
    } catch (error) {
      if (attempt === 20) throw error;
      await pause(500);
    }
  }
}
