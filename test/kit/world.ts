import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  routes,
  type AddPriceDto,
  type BonusGrantDto,
  type CreateProductDto,
  type ReceiptDto,
  type RunDto,
  type StaffRole,
  type StatementResultDto,
} from '@rocket/contracts';
import { dayOf, localDate } from '@rocket/kernel';
import { Client } from 'pg';
import { loadApi } from './api/load-api';
import { startEmulator, type AmoEmulator } from './amocrm-emulator';
import { SELLERS_ACCOUNT, bankFile, type Payment } from './bank-file';
import { Mailbox } from './mailbox/mailbox';
import { Customer, rub } from './customer';
import { FreshStart } from './fresh-start';
import { startPaymentShops, type PaymentShops } from './payment-shops/start';
import { Person } from './person';
import { type TestDatabase } from './postgres';
import { innOf } from './requisites';
import { CHEAP_PASSWORDS, createSeededDatabase } from './seeded-database';

export const SELLER = 'rocket-sales';
const ZONE = 'Europe/Moscow';

export interface ProductWish extends Partial<Omit<CreateProductDto, 'code'>> {
  /** For one unit and period: `100.00`. */
  readonly price: string;
  /** A month unless told. */
  readonly period?: string;
  /** More prices of the same product. */
  readonly prices?: readonly Pick<AddPriceDto, 'period' | 'unitPrice'>[];
  /** What is included in every price, and what is metered beside it. */
  readonly limits?: AddPriceDto['limits'];
  readonly usagePrices?: AddPriceDto['usagePrices'];
  /** Counts for one term, instead of a subscription. */
  readonly isPackage?: boolean;
}

export interface WorldOptions {
  readonly amocrm?: boolean;
  readonly shops?: boolean | { readonly seller: string };
  readonly mail?: boolean | { readonly startTls: boolean; readonly query?: string };
  readonly processes?: number;
  readonly settings?: Readonly<Record<string, string>>;
}

/**
 * The whole API in this process, on a database of its own, with the sandbox on. One for each scenario file; each story
 * begins with `begin`. Everything is said over HTTP, as a program outside would.
 */
export class World {
  private readonly people = new Map<string, Person>();
  private count = 0;
  private freshStart: FreshStart | null = null;
  private connection: Promise<Client> | null = null;

  private constructor(
    /** `http://127.0.0.1:port` of each process, the first one's first. */
    readonly urls: readonly string[],
    private readonly apps: readonly NestFastifyApplication[],
    private readonly database: TestDatabase,
    private readonly emulator: AmoEmulator | null,
    private readonly paymentShops: PaymentShops | null,
    private readonly mailbox: Mailbox | null,
  ) {}

  /**
   * With `amocrm`, a fake amoCRM stands beside it; with `shops`, fake card shops of the first seller unless another is named; with `mail`, letters are
   * written and a mailbox takes them. With `processes`, as many APIs work on the one database; the world speaks to the first.
   * `settings` are environment variables, such as RUN_CLAIMERS.
   */
  static async open(options: WorldOptions = {}): Promise<World> {
    const { createApp, listen, readConfig } = await loadApi();
    const database = await createSeededDatabase();
    // amoCRM is told our address before either listens, so a port has to be chosen first.
    const port = options.amocrm || options.shops ? await freePort() : 0;
    const emulator = options.amocrm ? await startEmulator(emulatorOptions(port)) : null;
    const apiUrl = `http://127.0.0.1:${port}`;
    const { seller } = typeof options.shops === 'object' ? options.shops : { seller: SELLER };
    const shops = options.shops ? await startPaymentShops({ apiUrl, seller }) : null;
    const mailOptions = typeof options.mail === 'object' ? options.mail : { startTls: false };
    const mailbox = options.mail ? await Mailbox.open(mailOptions) : null;
    const apps: NestFastifyApplication[] = [];
    const urls: string[] = [];
    for (let nth = 0; nth < (options.processes ?? 1); nth += 1) {
      const config = readConfig({
        NODE_ENV: 'test',
        PORT: String(nth === 0 ? port : 0),
        DATABASE_URL: database.url,
        LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'silent',
        PASSWORD_MEMORY_MIB: CHEAP_PASSWORDS,
        // Every process names the address amoCRM knows, whichever of them it listens at itself.
        ...(emulator
          ? { AMO_EMULATOR_URL: emulator.url, AMO_REDIRECT_URI: emulatorOptions(port).redirectUri }
          : {}),
        ...(shops ? { PAYMENT_SHOPS: shops.settings } : {}),
        ...(mailbox ? { SMTP_URL: `${mailbox.smtpUrl}${mailOptions.query ?? ''}` } : {}),
        ...options.settings,
      });
      const app = await createApp(config);
      apps.push(app);
      urls.push(await listen(app, config));
    }
    return new World(urls, apps, database, emulator, shops, mailbox);
  }

  get url(): string {
    return this.urls[0]!;
  }

  get databaseUrl(): string {
    return this.database.url;
  }

  get mail(): Mailbox {
    if (!this.mailbox) throw new Error('This world was opened without mail');
    return this.mailbox;
  }

  get amocrm(): AmoEmulator {
    if (!this.emulator) throw new Error('This world was opened without amoCRM');
    return this.emulator;
  }

  get shops(): PaymentShops {
    if (!this.paymentShops) throw new Error('This world was opened without shops');
    return this.paymentShops;
  }

  /**
   * Back to freshly seeded data, with the clock at an instant. The door of the clock only goes forward from real time, and a
   * story has to read the same next year: this once its row is written directly. Where the database allows it, the rows of
   * the template are put back, which takes a fortieth of the time of the door of the reset.
   */
  async begin(instant: string): Promise<void> {
    this.people.clear();
    this.paymentShops?.forget();
    // Answered when nothing is under way any more.
    await this.stranger.asks(routes.sandboxToken, { body: { role: 'support' } });
    this.freshStart ??= await FreshStart.of(this.database.url);
    if (!(await this.freshStart?.again())) await this.stranger.asks(routes.sandboxReset);
    await this.sql('update sandbox_clock set at = $1', [instant]);
  }

  async now(): Promise<Date> {
    return new Date((await this.stranger.asks(routes.sandboxClock)).now);
  }

  /** The business date in Moscow. */
  async today(): Promise<string> {
    return dayOf(await this.now(), ZONE);
  }

  /** Moves the clock forward; everything due on the way has happened when it answers. */
  async moveTo(instant: string): Promise<void> {
    await this.stranger.asks(routes.sandboxMoveClock, { body: { now: instant } });
  }

  /** An outage of ours: nothing scheduled happens until `schedulerWorks`. */
  async schedulerStops(): Promise<void> {
    await this.stranger.asks(routes.sandboxScheduler, { body: { paused: true } });
  }

  async schedulerWorks(): Promise<void> {
    await this.stranger.asks(routes.sandboxScheduler, { body: { paused: false } });
  }

  /** Nobody in particular. */
  get stranger(): Person {
    return new Person(this.url, {});
  }

  bearer(token: string): Person {
    return new Person(this.url, { authorization: `Bearer ${token}` });
  }

  /** The member of staff with a role; the same one each time in a story. */
  async staff(role: StaffRole): Promise<Person> {
    const known = this.people.get(role);
    if (known) return known;
    const { token } = await this.stranger.asks(routes.sandboxToken, { body: { role } });
    const person = this.bearer(token);
    this.people.set(role, person);
    return person;
  }

  /** An account as if just installed from amoCRM. */
  async account(name: string, options: { seller?: string; partner?: string } = {}): Promise<Customer> {
    this.count += 1;
    const { account, ownerToken } = await this.stranger.asks(routes.sandboxAccount, {
      body: {
        name,
        subdomain: `account-${this.count}`,
        amocrmAccountId: 30_000_000 + this.count,
        ...options,
      },
    });
    return new Customer(account, this.bearer(ownerToken), innOf(this.count));
  }

  /** Puts a product on sale from today. Without `trialDays` there is no trial: most stories are about money. */
  async product(code: string, wish: ProductWish): Promise<void> {
    const { price, period = 'P1M', prices = [], limits, usagePrices, isPackage, ...product } = wish;
    const administrator = await this.staff('administrator');
    await administrator.asks(routes.createProduct, {
      body: {
        code,
        name: `Продукт ${code}`,
        kind: 'widget',
        seller: SELLER,
        tariffUnit: 'Чат',
        trialDays: 0,
        ...product,
      },
    });
    const validFrom = await this.today();
    for (const each of [{ period, unitPrice: rub(price) }, ...prices])
      await administrator.asks(routes.addPrice, {
        params: { code },
        body: { ...each, validFrom, limits, usagePrices, isPackage },
      });
  }

  /** A payment that reached the seller's bank today. */
  async payment(wish: Pick<Payment, 'amount' | 'purpose' | 'payer'> & Partial<Payment>): Promise<Payment> {
    this.count += 1;
    return { number: String(this.count), date: await this.today(), ...wish };
  }

  async importsStatement(bytes: Uint8Array): Promise<StatementResultDto> {
    const accountant = await this.staff('accountant');
    return accountant.asks(routes.importStatement, {
      raw: { bytes: new Blob([new Uint8Array(bytes)]), type: 'text/plain' },
    });
  }

  /** Money that nobody is named in, given to an account by hand: any amount, without an invoice. */
  async topUp(customer: Customer, amount: string): Promise<ReceiptDto> {
    const payer = { name: customer.account.name, inn: customer.inn };
    const payeeAccount = await this.receivingAccountOf(customer);
    const payment = await this.payment({ amount, payer, payeeAccount, purpose: 'Перевод средств' });
    const { lines } = await this.importsStatement(bankFile([payment]));
    const manager = await this.staff('account_manager');
    return manager.asks(routes.allocateReceipt, {
      params: { id: lines[0]!.receipt.id },
      body: { accountId: customer.id, reason: 'Клиент подтвердил письмом' },
    });
  }

  /** Where the seller of a customer receives money. */
  private async receivingAccountOf({ account: { seller } }: Customer): Promise<string> {
    if (seller === SELLER) return SELLERS_ACCOUNT;
    const { requisites } = await this.stranger.asks(routes.sellerProfile, { params: { code: seller } });
    return requisites.settlementAccount ?? SELLERS_ACCOUNT;
  }

  /** A bonus small enough to need no second person. */
  async grants(
    customer: Customer,
    amount: string,
    wish: { reason?: string; priority?: number; expiresOn?: string } = {},
  ): Promise<BonusGrantDto> {
    const expiresOn = wish.expiresOn === undefined ? undefined : localDate(wish.expiresOn);
    const support = await this.staff('support');
    return support.asks(routes.grantBonus, {
      params: { id: customer.id },
      body: { amount: rub(amount), ground: 'support', reason: 'Подарок', ...wish, expiresOn },
    });
  }

  async runs(businessDate: string, dryRun = false): Promise<RunDto> {
    const administrator = await this.staff('administrator');
    return administrator.asks(routes.startRun, { body: { businessDate, dryRun } });
  }

  /** Straight to the database, by the application's own address: for what the database itself promises. */
  async sql<Row = Record<string, unknown>>(statement: string, values: unknown[] = []): Promise<Row[]> {
    this.connection ??= connected(this.database.url);
    return (await (await this.connection).query(statement, values)).rows as Row[];
  }

  async end(): Promise<void> {
    await this.freshStart?.end();
    await (await this.connection)?.end();
    for (const app of this.apps) await app.close();
    await this.emulator?.close();
    await this.paymentShops?.close();
    await this.mailbox?.close();
    await this.database.drop();
  }
}

async function connected(databaseUrl: string): Promise<Client> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  return client;
}

const emulatorOptions = (port: number) => ({
  clientId: '00000000-0000-4000-8000-000000000000',
  clientSecret: 'sandbox-client-secret',
  redirectUri: `http://127.0.0.1:${port}/api/v1/amocrm/oauth/callback`,
  hookUrl: `http://127.0.0.1:${port}/api/v1/amocrm/hooks/uninstall`,
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}
