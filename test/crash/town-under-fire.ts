import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  eventually,
  freePort,
  startAmocrm,
  startApi,
  startRedis,
  startWorker,
  type HouseSettings,
  type Program,
} from '../kit/house';
import { Mailbox, type Letter } from '../kit/mailbox/mailbox';
import { startPaymentShops, type PaymentShops } from '../kit/payment-shops/start';
import { WebhookReceiver } from '../kit/webhook-receiver';
import { Balancer } from './balancer';
import { CommitLine, type Moment } from './commit-line';
import { HARMS, type Harm, type PlannedHarm } from './harms';
import { PostgresProcess, type StartPostgres } from './postgres-process';
import { SmallDisk } from './small-disk';

/** How long amoCRM, the shop and the mail server are away: longer than a request waits. */
const AWAY_MS = 1_500;
/** How long at most the disk stays full before anybody needs more of it. */
const FULL_MS = 12_000;
/** How long a commit is waited for: at night a worker has nothing to do. */
const COMMITS_WITHIN_MS = 2_000;
/** Where several processes serve, each has its own line to the database: nobody is met at a commit there. */
type Lines = { readonly api: CommitLine; readonly worker: CommitLine } | null;

/** What a company is known by that installs us in amoCRM. */
interface Company {
  readonly id: number;
  readonly subdomain: string;
  readonly name: string;
}

/** Everything a customer's money depends on, each a process of its own, and somebody who breaks it. */
export class TownUnderFire {
  readonly harms: Record<string, number> = {};
  /** How often PostgreSQL said that there was no space left; null where the disk cannot be filled. */
  noSpace: number | null;
  private readonly lettersBefore: Letter[] = [];
  /** What the API said of its mistakes before it died. */
  private readonly mistakesBefore: string[] = [];
  private apiStarts: Promise<void> | null = null;
  private workerStarts: Promise<void> | null = null;

  private constructor(
    readonly postgres: PostgresProcess,
    readonly shops: PaymentShops,
    readonly products: WebhookReceiver,
    private readonly disk: SmallDisk | null,
    private readonly folder: string,
    private readonly port: number,
    private readonly settings: HouseSettings,
    private readonly apiPorts: readonly number[],
    /** Before several API processes; null where there is one. */
    readonly balancer: Balancer | null,
    private readonly lines: Lines,
    private readonly redisPort: number,
    private readonly smtpPort: number,
    private amocrm: Program,
    private mailbox: Mailbox,
    private redis: Program,
    private readonly apis: Program[],
    private readonly workers: Program[],
  ) {
    this.noSpace = disk ? 0 : null;
  }

  static async open(startPostgres: StartPostgres, size = { apis: 1, workers: 2 }): Promise<TownUnderFire> {
    const folder = mkdtempSync(join(tmpdir(), 'rocket-crash-'));
    const [port, redisPort, smtpPort, postgresPort] = [
      await freePort(),
      await freePort(),
      await freePort(),
      await freePort(),
    ];
    const disk = SmallDisk.mount(join(folder, 'disk'));
    const postgres = await PostgresProcess.open(startPostgres, join(folder, 'disk/postgres'), postgresPort);
    const shops = await startPaymentShops({ apiUrl: `http://127.0.0.1:${port}`, seller: 'rocket-sales' });
    const mailbox = await Mailbox.open({ smtpPort });
    const products = await WebhookReceiver.open();
    const { url: emulatorUrl, program: amocrm } = await startAmocrm(port);
    const settings = {
      databaseUrl: postgres.url,
      redisUrl: `redis://127.0.0.1:${redisPort}`,
      emulatorUrl,
      env: {
        PUBLIC_URL: `http://127.0.0.1:${port}`,
        LEAVE_AFTER_MS: size.apis > 1 ? '1500' : '0',
        PAYMENT_SHOPS: shops.settings,
        SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
        WEBHOOKS_TO_LOOPBACK: 'on',
        // What was about to be told when a process died is told again after this.
        WEBHOOK_PATIENCE_MS: '2000',
        REQUEST_LEASE_MS: '3000',
      },
    };
    const redis = await startRedis(redisPort);
    const apiPorts = [port];
    if (size.apis > 1) for (let nth = 0; nth < size.apis; nth += 1) apiPorts[nth] = await freePort();
    const lines: Lines =
      size.apis > 1
        ? null
        : { api: await CommitLine.to(postgres.url), worker: await CommitLine.to(postgres.url) };
    const apis: Program[] = [];
    // One by one: the first makes the schema.
    for (const own of apiPorts) apis.push((await startApi(asApi(settings, own, lines))).program);
    const workers = await Promise.all(
      Array.from({ length: size.workers }, (_, nth) => startWorker(asWorker(settings, nth, lines))),
    );
    const balancer = size.apis > 1 ? await Balancer.before(apiPorts, port) : null;
    return new TownUnderFire(
      postgres,
      shops,
      products,
      disk,
      folder,
      port,
      settings,
      apiPorts,
      balancer,
      lines,
      redisPort,
      smtpPort,
      amocrm,
      mailbox,
      redis,
      apis,
      workers,
    );
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The disk is filled only where it is a small one of its own. */
  get possibleHarms(): readonly Harm[] {
    return HARMS.filter((harm) => harm !== 'the disk is full' || this.disk !== null);
  }

  /** Every letter any of the mail servers took. */
  get letters(): readonly Letter[] {
    return [...this.lettersBefore, ...this.mailbox.letters];
  }

  /** A company installs us: amoCRM sends its people to our callback. @returns whether we answered that it is taken in */
  async installsFromAmocrm({ id, subdomain, name }: Company): Promise<boolean> {
    const act = async (what: string, asked: object): Promise<Record<string, unknown>> => {
      const init = {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(asked),
      };
      return (await (await fetch(`${this.settings.emulatorUrl}/_emu/${what}`, init)).json()) as Record<
        string,
        unknown
      >;
    };
    const users = [{ id: id * 10 + 1, name: 'Анна Ильина', email: `anna-${id}@example.org`, isAdmin: true }];
    await act('accounts', { id, name, subdomain, users });
    for (let attempt = 0; attempt < 100; attempt += 1) {
      if ((await act('install', { accountId: id }))['status'] === 200) return true;
      await pause(200);
    }
    return false;
  }

  /** Does it, waits a little while it is so, and sets right what does not come back by itself. */
  async suffers({ harm, forMs, nthCommit }: PlannedHarm): Promise<void> {
    this.harms[harm] = (this.harms[harm] ?? 0) + 1;
    switch (harm) {
      case 'the API is killed':
        return this.losesApi(forMs, (api) => api.end('SIGKILL'));
      case 'the API is asked to leave':
        return this.losesApi(forMs, (api) => api.end('SIGTERM'));
      case 'the API is killed before a commit':
        return this.losesApi(forMs, (api) => this.diesAt('before', nthCommit, this.lines!.api, api));
      case 'the API is killed after a commit':
        return this.losesApi(forMs, (api) => this.diesAt('after', nthCommit, this.lines!.api, api));
      case 'a worker is killed':
        return this.losesWorker(forMs, (worker) => worker.end('SIGKILL'));
      case 'a worker is killed before a commit':
        return this.losesWorker(forMs, (one) => this.diesAt('before', nthCommit, this.lines!.worker, one));
      case 'a worker is killed after a commit':
        return this.losesWorker(forMs, (one) => this.diesAt('after', nthCommit, this.lines!.worker, one));
      case 'PostgreSQL is killed':
        await this.postgres.dies();
        await pause(forMs);
        await this.postgres.comesBack();
        return this.postgres.isWell();
      case 'a process of PostgreSQL is killed':
        await this.postgres.losesBackend();
        return this.postgres.isWell();
      case 'PostgreSQL stops fast':
        await this.postgres.stopsFast();
        await pause(forMs);
        await this.postgres.comesBack();
        return this.postgres.isWell();
      case 'Redis is killed and empty again':
        await this.redis.end('SIGKILL');
        await pause(forMs);
        this.redis = await startRedis(this.redisPort);
        return;
      case 'the mail server stops':
        await this.mailbox.close();
        this.lettersBefore.push(...this.mailbox.letters);
        await pause(AWAY_MS);
        this.mailbox = await Mailbox.open({ smtpPort: this.smtpPort });
        return;
      case 'amoCRM stands still':
        process.kill(this.amocrm.pid, 'SIGSTOP');
        await pause(AWAY_MS);
        process.kill(this.amocrm.pid, 'SIGCONT');
        return;
      case 'the card provider is down':
        this.shops.yookassa.faults.down = true;
        await pause(AWAY_MS);
        this.shops.yookassa.faults.down = false;
        return;
      case 'the disk is full':
        this.noSpace! += await this.fillsTheDisk(forMs);
        if (!this.postgres.isThere) await this.postgres.comesBack();
        return this.postgres.isWell();
    }
  }

  /** A process that could not bear what happened to the others has ended by itself: whoever watches it starts it again. */
  async heals(): Promise<void> {
    await Promise.all([this.apisComeBack(), this.workersComeBack()]);
  }

  /** What any API process said when it answered 500, by the number it gave. */
  mistake(incident: string): string {
    const said = [...this.mistakesBefore, ...this.apis.flatMap(mistakesIn)];
    return said.find((line) => line.includes(incident)) ?? 'nothing was said';
  }

  /** Asks one process to leave, and starts it again when it is gone; comes back when it is ready. */
  async replaces(kind: 'API' | 'worker', nth: number): Promise<void> {
    await (kind === 'API' ? this.apis : this.workers)[nth]!.end('SIGTERM');
    if (kind === 'worker') return this.workersComeBack();
    await this.apisComeBack();
    await eventually('the process is ready', () =>
      Promise.resolve(this.balancer!.isReady(this.apiPorts[nth]!)),
    );
  }

  async close(): Promise<void> {
    for (const program of [...this.workers, ...this.apis, this.redis, this.amocrm])
      await program.end('SIGKILL');
    await this.balancer?.close();
    await Promise.all([this.lines?.api.close(), this.lines?.worker.close()]);
    await this.mailbox.close();
    await this.products.close();
    await this.shops.close();
    await this.postgres.stopsFast();
    this.disk?.unmount();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** It may have ended by itself before, because of what happened to others. */
  private async losesApi(forMs: number, harm: (api: Program) => Promise<void>): Promise<void> {
    await this.apisComeBack();
    await harm(this.apis[0]!);
    await pause(forMs);
    return this.apisComeBack();
  }

  private async losesWorker(forMs: number, harm: (worker: Program) => Promise<void>): Promise<void> {
    await this.workersComeBack();
    await harm(this.workers[0]!);
    await pause(forMs);
    return this.workersComeBack();
  }

  /** Every other time where money moves, which is seldom among all that the API commits. */
  private async diesAt(moment: Moment, nth: number, line: CommitLine, program: Program): Promise<void> {
    const ofMoney = line === this.lines!.api && nth % 2 === 1;
    const met = { moment, ofMoney, nth: ofMoney ? (nth + 1) / 2 : nth };
    await line.meets(met, () => void program.end('SIGKILL'), COMMITS_WITHIN_MS);
    await program.end('SIGKILL');
  }

  /** Until PostgreSQL has met it, and a while more. @returns how often it said so */
  private async fillsTheDisk(forMs: number): Promise<number> {
    const before = complaintsOf(this.postgres.logFile);
    this.disk!.fill();
    for (const deadline = Date.now() + FULL_MS; Date.now() < deadline; await pause(200))
      if (complaintsOf(this.postgres.logFile) > before) break;
    await pause(forMs);
    const met = complaintsOf(this.postgres.logFile) - before;
    this.disk!.empty();
    return met;
  }

  private apisComeBack(): Promise<void> {
    return (this.apiStarts ??= this.startApis().finally(() => (this.apiStarts = null)));
  }

  private workersComeBack(): Promise<void> {
    return (this.workerStarts ??= this.startWorkers().finally(() => (this.workerStarts = null)));
  }

  private async startApis(): Promise<void> {
    for (const [nth, api] of this.apis.entries())
      if (!api.isThere) {
        this.mistakesBefore.push(...mistakesIn(api));
        this.apis[nth] = await again(async () => {
          const { program } = await startApi(asApi(this.settings, this.apiPorts[nth]!, this.lines));
          return program;
        });
      }
  }

  private async startWorkers(): Promise<void> {
    for (const [nth, worker] of this.workers.entries())
      if (!worker.isThere)
        this.workers[nth] = await again(() => startWorker(asWorker(this.settings, nth, this.lines)));
  }
}

const asApi = (settings: HouseSettings, port: number, lines: Lines): HouseSettings => ({
  ...settings,
  ...{ port, isHeard: true, databaseUrl: lines?.api.url ?? settings.databaseUrl },
});

/** The first is the one that dies; the others reach the database themselves. */
const asWorker = (settings: HouseSettings, nth: number, lines: Lines): HouseSettings =>
  nth === 0 && lines ? { ...settings, databaseUrl: lines.worker.url } : settings;

/** Each line of the log with the stack that follows it. */
const mistakesIn = (api: Program): string[] =>
  api
    .output()
    .split(/\n(?=\d\d:\d\d:)/)
    .filter((line) => line.includes('incident='));

const complaintsOf = (logFile: string): number =>
  readFileSync(logFile, 'utf8').split('No space left on device').length - 1;

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
