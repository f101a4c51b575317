import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { z } from 'zod';
import { paymentShops, type PaymentShop } from './payment-shops';

const LOCAL_HOSTS = ['127.0.0.1', 'localhost', '::1', '[::1]'];

/** The least a password may cost: OWASP's second choice for argon2id. */
const PASSWORD_MEMORY_MIB = 19;

const port = z.coerce.number().int().min(0).max(65_535);
const httpUrl = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/+$/, ''));
const onOff = z
  .enum(['on', 'off', 'true', 'false', '1', '0'])
  .transform((word) => word === 'on' || word === 'true' || word === '1');
/** An empty variable is an absent one: `FOO=` in a compose file means "not set". */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const environment = z.object({
  NODE_ENV: optional(z.enum(['development', 'test', 'production'])),
  PORT: optional(port),
  HOST: optional(z.string().min(1)),
  PUBLIC_URL: optional(httpUrl),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  DATABASE_POOL: optional(z.coerce.number().int().min(2).max(200)),
  RUN_CLAIMERS: optional(z.coerce.number().int().min(1).max(16)),
  RUN_PLAIN: optional(onOff),
  RUN_BATCH: optional(z.coerce.number().int().min(1).max(1000)),
  RUN_TOLERANCE_PERCENT: optional(z.coerce.number().int().min(0).max(1000)),
  REDIS_URL: optional(z.url({ protocol: /^rediss?$/ })),
  WORKER_INLINE: optional(onOff),
  DATA_DIR: optional(z.string().min(1)),
  FRONT_ENDS_DIR: optional(z.string().min(1)),
  SANDBOX: optional(onOff),
  SECRETS_KEY: optional(
    z
      .string()
      .transform((text) => text.split(',').map((key) => key.trim()))
      .refine(
        (keys) =>
          keys.every((key) => /^[A-Za-z0-9+/]{43}=$/.test(key) && Buffer.from(key, 'base64').length === 32),
        'wants 32 bytes in base64',
      ),
  ),
  AMO_CLIENT_ID: optional(z.string().min(1)),
  AMO_CLIENT_SECRETS: optional(z.string().min(1)),
  AMO_REDIRECT_URI: optional(httpUrl),
  AMO_EMULATOR_URL: optional(httpUrl),
  PAYMENT_SHOPS: optional(paymentShops),
  SMTP_URL: optional(z.url({ protocol: /^smtps?$/ })),
  MAIL_FROM: optional(z.string().min(3)),
  EDO_FOLDER: optional(z.string().min(1)),
  WEBHOOKS_TO_LOOPBACK: optional(onOff),
  WEBHOOK_PATIENCE_MS: optional(z.coerce.number().int().min(100).max(60_000)),
  REQUEST_LEASE_MS: optional(z.coerce.number().int().min(1_000).max(600_000)),
  STAFF_SECOND_FACTOR: optional(z.enum(['required', 'optional'])),
  PASSWORD_MEMORY_MIB: optional(z.coerce.number().int().min(1).max(1024)),
  STREAM_SECONDS: optional(z.coerce.number().int().min(1).max(86_400)),
  LEAVE_AFTER_MS: optional(z.coerce.number().int().min(0).max(60_000)),
  TRUST_PROXY: optional(onOff),
  PRODUCT_MEMORY: optional(onOff),
  LOG_LEVEL: optional(z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])),
});

type Environment = z.output<typeof environment>;

/** A setting is missing or wrong. The message is the whole explanation: one sentence naming the variable. */
export class WrongConfig extends Error {
  override readonly name = 'WrongConfig';
}

/** The settings of this process, read once. Nothing but this file looks at environment variables. */
export class AppConfig {
  readonly production: boolean;
  readonly test: boolean;
  /** 0 asks the machine for a free port (tests). */
  readonly port: number;
  readonly host: string;
  readonly databaseUrl: string;
  /** Connections of this process to PostgreSQL. */
  readonly databasePool: number;
  /** The renewal run, in this process. */
  readonly run: {
    /** How many take batches at once; each needs a connection, so at most half of the pool. */
    readonly claimers: number;
    /** Accounts of a batch: what is written, or rolled back, together. */
    readonly batch: number;
    /** By how much a run may charge more than its rehearsal foresaw, before it stops and asks. */
    readonly tolerancePercent: number;
    /** Plain accounts are renewed together (decision 0023); off: each by a plan of its own, to compare the two. */
    readonly plain: boolean;
  };
  readonly redisUrl: string | null;
  /** With Redis: this process also handles the wake-ups instead of leaving them to `worker`. */
  readonly workerInline: boolean;
  readonly dataDir: string;
  /** Where the built front ends are: `control-panel/` and `widget/` below it. */
  readonly frontEndsDir: string;
  readonly sandbox: boolean;
  /** 32 bytes each for AES-256-GCM; the newest first, older ones open what they sealed. */
  readonly secretsKeys: readonly [Buffer, ...Buffer[]];
  readonly amo: {
    readonly clientId: string;
    /** The newest first; older ones stay valid for one-time tokens while a secret is being changed. */
    readonly clientSecrets: readonly string[];
    readonly redirectUri: string;
    /** Where the amoCRM emulator listens; null in production and when none was started. */
    readonly emulatorUrl: string | null;
  };
  /** Where sellers take card payments, with the secrets of each shop. */
  readonly paymentShops: readonly PaymentShop[];
  /** Where letters are handed over; null: none are written. */
  readonly mail: { readonly url: string; readonly from: string } | null;
  /** Telling products what happens. */
  readonly webhooks: {
    /** A program on this machine may be told too: for a sandbox. */
    readonly toLoopback: boolean;
    /** How long one request may take in all. */
    readonly patienceMs: number;
  };
  /** A request whose process died may be done again under its key after so long. */
  readonly requestLeaseMs: number;
  /** Where files for the EDO operator's program are put; null: none are handed over. */
  readonly edoFolder: string | null;
  /** Staff who have no second factor set one up before anything else. */
  readonly needsSecondFactor: boolean;
  /** What checking one password costs, so that guessing costs too. Passwords set from now on. */
  readonly passwordMemoryMib: number;
  /** How long a stream of the widget lives before it has to show a token again. */
  readonly streamLifeMs: number;
  /** Asked to stop, how long it serves on while it says that it is not ready: balancers look elsewhere meanwhile. */
  readonly leaveAfterMs: number;
  /** Believe X-Forwarded-For and -Proto: only behind a proxy of ours. */
  readonly trustProxy: boolean;
  /** Answers to products come from memory where changes are heard; off, all come from the database. */
  readonly productMemory: boolean;
  readonly logLevel: string;
  private readonly givenPublicUrl: string | null;
  private listeningPort: number | null = null;

  constructor(env: Environment) {
    this.production = env.NODE_ENV === 'production';
    this.test = env.NODE_ENV === 'test';
    this.port = env.PORT ?? 3000;
    this.host = env.HOST ?? '127.0.0.1';
    this.givenPublicUrl = env.PUBLIC_URL ?? null;
    this.databaseUrl = env.DATABASE_URL;
    this.databasePool = env.DATABASE_POOL ?? 10;
    this.run = {
      claimers: Math.min(env.RUN_CLAIMERS ?? 2, Math.max(1, Math.floor(this.databasePool / 2))),
      batch: env.RUN_BATCH ?? 200,
      tolerancePercent: env.RUN_TOLERANCE_PERCENT ?? 20,
      plain: env.RUN_PLAIN ?? true,
    };
    this.redisUrl = env.REDIS_URL ?? null;
    this.workerInline = env.WORKER_INLINE ?? false;
    this.dataDir = resolve(env.DATA_DIR ?? '.data');
    this.frontEndsDir = resolve(env.FRONT_ENDS_DIR ?? 'dist/apps');
    this.sandbox = env.SANDBOX ?? !this.production;
    const [newest, ...older] = (env.SECRETS_KEY ?? []).map((key) => Buffer.from(key, 'base64'));
    this.secretsKeys = [newest ?? developmentKey(), ...older];
    this.amo = {
      clientId: env.AMO_CLIENT_ID ?? '00000000-0000-4000-8000-000000000000',
      clientSecrets: (env.AMO_CLIENT_SECRETS ?? 'sandbox-client-secret')
        .split(',')
        .map((secret) => secret.trim())
        .filter((secret) => secret !== ''),
      redirectUri: env.AMO_REDIRECT_URI ?? `${this.publicUrl}/api/v1/amocrm/oauth/callback`,
      emulatorUrl: env.AMO_EMULATOR_URL ?? null,
    };
    this.paymentShops = env.PAYMENT_SHOPS ?? [];
    this.mail = env.SMTP_URL
      ? { url: env.SMTP_URL, from: env.MAIL_FROM ?? 'Rocket <no-reply@localhost>' }
      : null;
    this.webhooks = {
      toLoopback: env.WEBHOOKS_TO_LOOPBACK ?? false,
      patienceMs: env.WEBHOOK_PATIENCE_MS ?? 15_000,
    };
    this.requestLeaseMs = env.REQUEST_LEASE_MS ?? 20_000;
    this.edoFolder = env.EDO_FOLDER ? resolve(env.EDO_FOLDER) : this.sandboxFolder('edo');
    this.needsSecondFactor =
      (env.STAFF_SECOND_FACTOR ?? (this.sandbox ? 'optional' : 'required')) === 'required';
    this.passwordMemoryMib = env.PASSWORD_MEMORY_MIB ?? PASSWORD_MEMORY_MIB;
    this.streamLifeMs = (env.STREAM_SECONDS ?? 900) * 1000;
    this.leaveAfterMs = env.LEAVE_AFTER_MS ?? (this.production ? 5_000 : 0);
    this.trustProxy = env.TRUST_PROXY ?? false;
    this.productMemory = env.PRODUCT_MEMORY ?? true;
    this.logLevel = env.LOG_LEVEL ?? (this.test ? 'error' : 'info');
  }

  /** The origin people and amoCRM reach us by, without a slash at the end. */
  get publicUrl(): string {
    return this.givenPublicUrl ?? `http://${this.printedHost}:${this.listeningPort ?? this.port}`;
  }

  get secure(): boolean {
    return this.publicUrl.startsWith('https://');
  }

  /** Told once the server listens, so that links are right when the port was given by the machine. */
  listeningOn(port: number): void {
    this.listeningPort = port;
  }

  /** The sandbox shows what would be handed over; tests say where they want it. */
  private sandboxFolder(name: string): string | null {
    return this.sandbox && !this.test ? resolve(this.dataDir, name) : null;
  }

  private get printedHost(): string {
    return LOCAL_HOSTS.includes(this.host) || this.host === '0.0.0.0' ? '127.0.0.1' : this.host;
  }
}

/**
 * Reads the settings out of environment variables, the process's own when left out.
 *
 * Throws: `WrongConfig` with one sentence naming the first variable that is wrong. In production the sandbox
 * and the amoCRM emulator are refused, and the keys that have a development value must be given.
 */
export function readConfig(variables: Readonly<Record<string, string | undefined>> = process.env): AppConfig {
  const parsed = environment.safeParse(variables);
  if (!parsed.success) throw new WrongConfig(sentenceOf(parsed.error, variables));
  const env = parsed.data;
  if (env.NODE_ENV === 'production') refuseInProduction(env);
  if (env.WEBHOOKS_TO_LOOPBACK && !(env.SANDBOX ?? env.NODE_ENV !== 'production'))
    throw new WrongConfig(
      'WEBHOOKS_TO_LOOPBACK can only be on in a sandbox: it lets web hooks reach programs on this machine.',
    );
  if ((env.PASSWORD_MEMORY_MIB ?? PASSWORD_MEMORY_MIB) < PASSWORD_MEMORY_MIB && env.NODE_ENV !== 'test')
    throw new WrongConfig(`PASSWORD_MEMORY_MIB is wrong: it should be ${MEANING['PASSWORD_MEMORY_MIB']}.`);
  return new AppConfig(env);
}

function refuseInProduction(env: Environment): void {
  if (env.SANDBOX)
    throw new WrongConfig(
      'SANDBOX cannot be on when NODE_ENV is production: it lets anybody move the clock.',
    );
  if (env.AMO_EMULATOR_URL)
    throw new WrongConfig('AMO_EMULATOR_URL cannot be set when NODE_ENV is production.');
  if (env.SMTP_URL && !env.MAIL_FROM)
    throw new WrongConfig('MAIL_FROM is required with SMTP_URL when NODE_ENV is production.');
  const needed = [
    'SECRETS_KEY',
    'PUBLIC_URL',
    'AMO_CLIENT_ID',
    'AMO_CLIENT_SECRETS',
    'AMO_REDIRECT_URI',
  ] as const;
  for (const name of needed)
    if (!env[name]) throw new WrongConfig(`${name} is required when NODE_ENV is production.`);
}

function sentenceOf(error: z.ZodError, variables: Readonly<Record<string, string | undefined>>): string {
  const issue = error.issues[0];
  const name = String(issue?.path[0] ?? 'The environment');
  if (!variables[name]) return `${name} is required: ${MEANING[name] ?? 'see docs/runbook.md'}.`;
  return `${name} is wrong: it should be ${MEANING[name] ?? issue?.message ?? 'something else'}.`;
}

/** What each variable should be, in words that end a sentence. No value is ever repeated: some are secrets. */
const MEANING: Readonly<Record<string, string>> = {
  NODE_ENV: 'development, test or production',
  PORT: 'a port number from 0 to 65535',
  HOST: 'an address to listen on',
  PUBLIC_URL: 'the http(s) address people reach the system by',
  DATABASE_URL: 'a PostgreSQL address such as postgres://user:password@host:5432/name',
  DATABASE_POOL: 'a number of connections from 2 to 200',
  RUN_CLAIMERS: 'a number of claimers from 1 to 16',
  RUN_BATCH: 'a number of accounts from 1 to 1000',
  RUN_PLAIN: 'on or off',
  RUN_TOLERANCE_PERCENT: 'a whole number of percent from 0 to 1000',
  REDIS_URL: 'a Redis address such as redis://host:6379',
  WORKER_INLINE: 'on or off',
  SANDBOX: 'on or off',
  SECRETS_KEY:
    '32 bytes in base64 (openssl rand -base64 32), the newest first when there are several, comma-separated',
  AMO_REDIRECT_URI: 'the http(s) address of the OAuth callback',
  AMO_EMULATOR_URL: 'the http(s) address of the amoCRM emulator',
  PAYMENT_SHOPS: 'a JSON list of shops, as docs/runbook.md shows',
  SMTP_URL: 'an SMTP address such as smtps://user:password@host:465',
  MAIL_FROM: 'an address letters come from',
  EDO_FOLDER: 'a folder for files to the EDO operator',
  WEBHOOKS_TO_LOOPBACK: 'on or off',
  WEBHOOK_PATIENCE_MS: 'a number of milliseconds from 100 to 60000',
  REQUEST_LEASE_MS: 'a number of milliseconds from 1000 to 600000',
  STAFF_SECOND_FACTOR: 'required or optional',
  PASSWORD_MEMORY_MIB: 'a number of MiB from 19 to 1024',
  STREAM_SECONDS: 'a number of seconds from 1 to 86400',
  LEAVE_AFTER_MS: 'a number of milliseconds from 0 to 60000',
  TRUST_PROXY: 'on or off',
  PRODUCT_MEMORY: 'on or off',
  LOG_LEVEL: 'trace, debug, info, warn, error, fatal or silent',
};

/** Fixed on purpose: the sandbox must open tomorrow what it sealed today. Production never gets here. */
const developmentKey = (): Buffer =>
  createHash('sha256').update('rocket-market development secrets key').digest();
