import Bull, { type Queue } from 'bull';
import { routes } from '@rocket/contracts';
import { dayOf } from '@rocket/kernel';
import { Client } from 'pg';
import { signJwt } from '../kit/amocrm-emulator/src/signing';
import { bankFile } from '../kit/bank-file';
import { Customer, rub } from '../kit/customer';
import {
  eventually,
  freePort,
  startApi,
  startRedis,
  startWorker,
  type HouseSettings,
  type Program,
} from '../kit/house';
import { Person } from '../kit/person';
import { type TestDatabase } from '../kit/postgres';
import { innOf } from '../kit/requisites';
import { createSeededDatabase } from '../kit/seeded-database';

const DAY_MS = 86_400_000;
/** Days are the seller's: for three hours of each the calendar of UTC is a day behind. */
const ZONE = 'Europe/Moscow';
const PRODUCT = 'chat-hub';

/** The API, with Redis a worker beside it, on a database that remembers which of the two drew a document up. */
class House {
  readonly programs: Program[] = [];
  private count = 0;

  private constructor(
    readonly database: TestDatabase,
    public url = '',
  ) {}

  static async unstarted(): Promise<House> {
    return new House(await createSeededDatabase());
  }

  static async open(redisUrl?: string): Promise<House> {
    const house = await House.unstarted();
    await house.startApi(redisUrl ? { redisUrl } : {});
    if (redisUrl) await house.startWorker({ redisUrl });
    return house;
  }

  async startApi(settings: Partial<HouseSettings>): Promise<Program> {
    const { url, program } = await startApi({ databaseUrl: this.database.url, ...settings });
    this.url = url;
    this.programs.push(program);
    await this.sql(
      `alter table document add column if not exists drawn_up_by text default current_setting('application_name')`,
    );
    return program;
  }

  async startWorker(settings: Partial<HouseSettings>): Promise<Program> {
    const databaseUrl = new URL(this.database.url);
    databaseUrl.searchParams.set('application_name', 'worker');
    const worker = await startWorker({ databaseUrl: databaseUrl.href, ...settings });
    this.programs.push(worker);
    return worker;
  }

  as(token?: string): Person {
    return new Person(this.url, token ? { authorization: `Bearer ${token}` } : {});
  }

  async staff(role: 'accountant' | 'administrator'): Promise<Person> {
    return this.as((await this.as().asks(routes.sandboxToken, { body: { role } })).token);
  }

  async customer(name: string): Promise<Customer> {
    this.count += 1;
    const { account, ownerToken } = await this.as().asks(routes.sandboxAccount, {
      body: { name, subdomain: `account-${this.count}` },
    });
    const customer = new Customer(account, this.as(ownerToken), innOf(this.count));
    await customer.givesRequisites();
    return customer;
  }

  /** A bank file in which the customer pays an invoice of 6,000 roubles. */
  async paidInvoice(customer: Customer): Promise<Blob> {
    const { number } = await customer.invoices('6000.00');
    this.count += 1;
    const bytes = bankFile([
      {
        amount: '6000.00',
        number: String(this.count),
        date: dayOf(new Date(), ZONE),
        payer: { name: customer.account.name, inn: customer.inn },
        purpose: `Оплата по счету № ${number}`,
      },
    ]);
    return new Blob([new Uint8Array(bytes)]);
  }

  async pays(customer: Customer, accountant: Person): Promise<void> {
    await this.imports(await this.paidInvoice(customer), accountant);
  }

  async imports(bytes: Blob, accountant: Person): Promise<void> {
    await accountant.asks(routes.importStatement, { raw: { bytes, type: 'text/plain' } });
  }

  /** Which process drew up the UPDs of a customer, oldest first. */
  async drawnUpBy(customer: Customer): Promise<string[]> {
    const rows = await this.sql<{ drawn_up_by: string }>(
      `select drawn_up_by from document where account_id = $1 and kind = 'upd' order by number`,
      [customer.id],
    );
    return rows.map((row) => row.drawn_up_by);
  }

  async sql<Row>(statement: string, values: unknown[] = []): Promise<Row[]> {
    const client = new Client({ connectionString: this.database.url });
    await client.connect();
    try {
      return (await client.query(statement, values)).rows as Row[];
    } finally {
      await client.end();
    }
  }

  /** What the API says of Redis. */
  async readiness(): Promise<string> {
    const answer = await fetch(`${this.url}/health/ready`);
    return ((await answer.json()) as { checks: { redis: string } }).checks.redis;
  }

  /** A product with a trial of fourteen days, by the month. */
  async sellsFrom(administrator: Person, validFrom: string): Promise<void> {
    const product = {
      code: 'bees',
      name: 'Пчёлы',
      kind: 'widget',
      seller: 'rocket-sales',
      tariffUnit: 'Улей',
    };
    await administrator.asks(routes.createProduct, { body: { ...product, kind: 'widget', trialDays: 14 } });
    const body = { period: 'P1M', unitPrice: rub('1000.00'), validFrom };
    await administrator.asks(routes.addPrice, { params: { code: product.code }, body });
  }

  /** An open widget of the customer's; the answer counts the events it has been sent. */
  async listens(customer: Customer): Promise<() => number> {
    const seconds = Math.floor(Date.now() / 1000);
    const claims = {
      iss: `https://${customer.account.subdomain}.amocrm.ru`,
      aud: 'http://127.0.0.1',
      jti: 'one',
      iat: seconds,
      nbf: seconds,
      exp: seconds + 1800,
      account_id: customer.account.amocrmAccountId,
      user_id: 7,
      subdomain: customer.account.subdomain,
      client_uuid: '00000000-0000-4000-8000-000000000000',
    };
    const token = signJwt(claims, 'sandbox-client-secret');
    const stream = await fetch(`${this.url}/api/v1/widget/stream`, { headers: { 'x-auth-token': token } });
    if (!stream.ok || !stream.body) throw new Error(`The stream answered ${stream.status}`);
    let heard = '';
    const reader = stream.body.pipeThrough(new TextDecoderStream()).getReader();
    void (async () => {
      for (let part = await reader.read(); !part.done; part = await reader.read()) heard += part.value;
    })().catch(() => undefined);
    return () => heard.split('event: notices').length - 1;
  }

  /** The same customer after the API moved to another address. */
  reached(customer: Customer): Customer {
    return new Customer(customer.account, new Person(this.url, customer.owner.headers), customer.inn);
  }

  async end(): Promise<void> {
    for (const program of this.programs.reverse()) await program.end();
    await this.database.drop();
  }
}

/** Told to both forms of wake-ups alike. */
async function moneyInTrialAndFirstCharge(house: House): Promise<{ customer: Customer; story: string[] }> {
  const accountant = await house.staff('accountant');
  const customer = await house.customer('ООО «Ромашка»');
  const story: string[] = [];
  await house.pays(customer, accountant);
  const [upd, ...others] = await customer.documents('upd');
  const pdf = upd?.files.pdf ? await customer.owner.downloads(upd.files.pdf) : Buffer.alloc(0);
  story.push(`${await customer.balance()}, ${others.length + 1} UPD, ${pdf.subarray(0, 5)}`);

  await customer.connects(PRODUCT, { quantity: 2 });
  story.push((await customer.subscription(PRODUCT)).state);
  const { now } = await house.as().asks(routes.sandboxClock);
  const later = new Date(Date.parse(now) + 16 * DAY_MS).toISOString();
  await house.as().asks(routes.sandboxMoveClock, { body: { now: later } });
  // Nothing is waited for from here on: the clock has answered, so everything has happened.
  const charges = await customer.entries('charge');
  story.push(...charges.map(({ money }) => `charged ${money.amount}`));
  story.push(`${await customer.balance()}, ${(await customer.subscription(PRODUCT)).state}`);
  story.push(`${(await customer.notices('charged')).length} notice of it`);
  return { customer, story };
}

const THE_STORY = ['6000.00, 1 UPD, %PDF-', 'trial', 'charged -1380.00', '4620.00, active', '1 notice of it'];

/** A number of the run's own Redis for each story that needs no Redis to be killed. */
function redisUrl(database: number): string {
  if (!process.env.TEST_REDIS_URL) throw new Error('TEST_REDIS_URL is not set: run this by npm test');
  const url = new URL(process.env.TEST_REDIS_URL);
  url.pathname = `/${database}`;
  return url.href;
}

describe('the same story, whoever wakes the workers', () => {
  let house: House;
  afterEach(() => house.end());

  it('by timers of the one process, without Redis', async () => {
    house = await House.open();
    const { customer, story } = await moneyInTrialAndFirstCharge(house);
    expect(story).toEqual(THE_STORY);
    expect(await house.drawnUpBy(customer)).toEqual(['rocket-market']);
  });

  it('by Bull on Redis, the worker a process of its own', async () => {
    house = await House.open(redisUrl(1));
    const { customer, story } = await moneyInTrialAndFirstCharge(house);
    expect(story).toEqual(THE_STORY);
    expect(await house.drawnUpBy(customer)).toEqual(['worker']);
  });

  it('by Bull on a Redis that dies and comes back with nothing in it', async () => {
    house = await House.unstarted();
    const port = await freePort();
    const redis = await startRedis(port);
    const settings = { redisUrl: `redis://127.0.0.1:${port}` };
    await house.startApi(settings);
    await house.startWorker(settings);
    const accountant = await house.staff('accountant');
    const customer = await house.customer('ООО «Лютик»');
    await house.pays(customer, accountant);
    await redis.end('SIGKILL');
    await house.pays(customer, accountant);
    expect(await house.drawnUpBy(customer)).toEqual(['worker', 'rocket-market']);
    expect(await house.readiness()).toBe('unavailable: this process wakes itself');

    house.programs.unshift(await startRedis(port));
    await eventually('Redis is there again', async () => (await house.readiness()) === 'ok');
    await eventually('the worker works again', async () => {
      await house.pays(customer, accountant);
      return (await house.drawnUpBy(customer)).at(-1) === 'worker';
    });
    const later = new Date(Date.now() + DAY_MS).toISOString();
    await house.as().asks(routes.sandboxMoveClock, { body: { now: later } });
    expect(await customer.documents('upd')).toHaveLength((await house.drawnUpBy(customer)).length);
  });

  it('by the API itself while no worker is there', async () => {
    house = await House.unstarted();
    await house.startApi({ redisUrl: redisUrl(2) });
    const { customer, story } = await moneyInTrialAndFirstCharge(house);
    expect(story).toEqual(THE_STORY);
    expect(await house.drawnUpBy(customer)).toEqual(['rocket-market']);
  });
});

describe('as customers run it: no sandbox, real time, Bull on Redis', () => {
  let house: House;
  let customer: Customer;
  let accountant: Person;
  let redis: Program;
  let worker: Program;
  let redisPort: number;
  let settings: Partial<HouseSettings>;

  beforeAll(async () => {
    house = await House.unstarted();
    // Twenty days ago, in the sandbox, somebody began a trial of fourteen.
    const sandbox = await house.startApi({});
    await house.sql(`update sandbox_clock set at = $1`, [new Date(Date.now() - 20 * DAY_MS)]);
    const administrator = await house.staff('administrator');
    const { now } = await house.as().asks(routes.sandboxClock);
    await house.sellsFrom(administrator, dayOf(new Date(now), ZONE));
    const { token } = await house.as().asks(routes.sandboxToken, { body: { role: 'accountant' } });
    customer = await house.customer('ООО «Василёк»');
    await customer.connects('bees');
    await sandbox.end();

    redisPort = await freePort();
    redis = await startRedis(redisPort);
    settings = { redisUrl: `redis://127.0.0.1:${redisPort}`, isLive: true };
    await house.startApi(settings);
    customer = house.reached(customer);
    accountant = house.as(token);
    worker = await house.startWorker(settings);
  });
  afterAll(async () => {
    await house?.end();
    await redis?.end();
  });

  async function withQueue<T>(topic: string, work: (queue: Queue) => Promise<T>): Promise<T> {
    const queue = new Bull(`wake-${topic}`, `redis://127.0.0.1:${redisPort}`);
    try {
      return await work(queue);
    } finally {
      await queue.close();
    }
  }
  const sweeps = (topic: string): Promise<number[]> =>
    withQueue(topic, async (queue) => (await queue.getRepeatableJobs()).map(({ every }) => Number(every)));
  /** Bull's next sweep of a topic, now instead of within the minute. */
  const sweepNow = (topic: string): Promise<void> =>
    withQueue(topic, async (queue) => {
      const next = await eventually('a sweep is on the calendar', async () => (await queue.getDelayed())[0]);
      await next.promote();
    });

  it('the daily run is a repeatable job, and the worker debits by it', async () => {
    expect(await sweeps('renewals')).toEqual([60_000]);
    // A sweep of its own could come between the payment and the look at what it did.
    await withQueue('renewals', (queue) => queue.pause());
    await house.pays(customer, accountant);
    expect(await customer.entries('charge')).toEqual([]);
    await withQueue('renewals', (queue) => queue.resume());
    await sweepNow('renewals');
    const [charge] = await eventually('the charge', async () => {
      const charges = await customer.entries('charge');
      return charges.length > 0 && charges;
    });
    expect(charge!.money.amount).toBe('-1000.00');
    await eventually('the UPD', async () => (await house.drawnUpBy(customer))[0] === 'worker');
    expect(await customer.notices('charged')).toHaveLength(1);
  });

  it('an open widget hears at once of what the worker posts', async () => {
    const events = await house.listens(customer);
    await eventually('the greeting', () => Promise.resolve(events() === 1), 8_000);
    await house.pays(customer, accountant);
    await eventually('the event', () => Promise.resolve(events() > 1), 2_000);
    await eventually('its UPD', async () => (await house.drawnUpBy(customer)).length === 2);
  });

  it('a worker killed in the middle of a job: the next one finishes it', async () => {
    const before = (await house.drawnUpBy(customer)).length;
    const payment = await house.paidInvoice(customer);
    const blocker = new Client({ connectionString: house.database.url });
    await blocker.connect();
    await blocker.query('begin; lock table document in exclusive mode');
    await house.imports(payment, accountant);
    await eventually('the worker in the middle of it', async () => {
      const waiting = await house.sql(
        `select 1 from pg_stat_activity where application_name = 'worker' and wait_event_type = 'Lock'
            and datname = current_database()`,
      );
      return waiting.length > 0;
    });
    await worker.end('SIGKILL');
    await blocker.query('rollback');
    await blocker.end();
    expect(await house.drawnUpBy(customer)).toHaveLength(before);
    worker = await house.startWorker(settings);
    await eventually('the UPD', async () => (await house.drawnUpBy(customer)).length === before + 1, 30_000);
  });

  it('Redis killed and empty again: requests are served, the sweeps come back, work is found', async () => {
    const before = (await house.drawnUpBy(customer)).length;
    await redis.end('SIGKILL');
    await house.pays(customer, accountant);
    await eventually('the UPD without Redis', async () => (await house.drawnUpBy(customer)).length > before);
    redis = await startRedis(redisPort);
    await eventually('the sweep is back', async () => (await sweeps('documents'))[0] === 60_000);
    await house.sql(`delete from document_file`);
    await sweepNow('documents');
    await eventually('the work of the sweep', async () => {
      const [{ missing }] = (await house.sql<{ missing: string }>(
        `select count(*) as missing from document d where not exists (select from document_file f
            where f.account_id = d.account_id and f.document_id = d.id)`,
      )) as [{ missing: string }];
      return missing === '0';
    });
  });

  it('asked to leave, both go quickly, with Redis away as well', async () => {
    await redis.end('SIGKILL');
    await eventually('the API has noticed', async () => (await house.readiness()) !== 'ok');
    const begun = performance.now();
    for (const program of house.programs) await program.end();
    expect(performance.now() - begun).toBeLessThan(12_000);
  });
});
