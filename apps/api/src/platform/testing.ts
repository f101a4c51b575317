import { randomUUID } from 'node:crypto';
import { readdir, readlink } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { Controller, Get, Injectable, Module, Param, Post, Sse } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { grantBonus, issueInvoice, type AccountDto } from '@rocket/contracts';
import { Client } from 'pg';
import { NEVER, startWith, type Observable } from 'rxjs';
import { DataSource } from 'typeorm';
import { createApp, listen } from '../app';
import { FEATURES } from '../features';
import { WrongConfig, readConfig, type AppConfig } from './config';
import { afterCommit, withTransaction } from './database';
import {
  AcceptedAnswer,
  AnswersInTransaction,
  Caller,
  FileBody,
  IdParam,
  RequestKey,
  Who,
  ZodBody,
  requireAccount,
  type CallerOf,
} from './door';
import { Upload } from './http/upload';
import { AccountCards, AskRights } from './identity/account-cards';
import { AdmitAmocrmUser } from './identity/admit-amocrm-user';
import { IssueOwnerToken, IssueStaffToken } from './identity/issue-token';
import { forEverybody } from './walls/whose-rows';

export const ACCOUNT = randomUUID();
export const OTHER = randomUUID();
export const AMO_ACCOUNT = 12_345_678;
let made = 0;
/** How often the trial doors did something. */
export const madeSoFar = (): number => made;

/** A deed that stands in the middle of its transaction until it is let go, and how often it was begun and committed. */
export class HeldDeed {
  static begun = 0;
  static committed = 0;
  private static held: (() => void)[] = [];

  static hold(): Promise<void> {
    this.begun += 1;
    return new Promise((done) => this.held.push(done));
  }

  static letGo(): void {
    for (const go of this.held.splice(0)) go();
  }
}

/** Doors of the contract with nothing behind them but a counter: what is tried here is the doorway. */
@Controller()
class TrialDoors {
  constructor(private readonly db: DataSource) {}

  /** Does its deed, and dies before it can say so. */
  @Post('accounts/:id/subscriptions')
  @AnswersInTransaction()
  @Who('spender')
  async connect(): Promise<never> {
    made += 1;
    const number = made;
    await withTransaction(this.db, () => Promise.resolve({ number }));
    throw new Error('The process was killed');
  }

  @Post('accounts/:id/adjustments')
  @AnswersInTransaction()
  @Who('accountant')
  adjust(): Promise<object> {
    return withTransaction(this.db, async (tx) => {
      await HeldDeed.hold();
      afterCommit(tx, () => (HeldDeed.committed += 1));
      return { number: HeldDeed.begun };
    });
  }

  @Post('accounts/:id/invoices')
  @Who('spender', 'staff')
  async invoice(
    @IdParam('id') id: string,
    @ZodBody(issueInvoice) body: unknown,
    @Caller() caller: CallerOf,
    @RequestKey() key: string | null,
  ): Promise<object> {
    requireAccount(caller, id);
    made += 1;
    const number = made;
    await pause(100);
    return { number, body, key };
  }

  @Post('accounts/:id/bonus-grants')
  @Who('support', 'administrator')
  bonus(@ZodBody(grantBonus) _body: unknown): AcceptedAnswer<object> {
    return new AcceptedAnswer({ approval: { id: 'a', state: 'pending' } });
  }

  @Post('bank-statements')
  @Who('accountant')
  statement(@FileBody() file: Upload): object {
    made += 1;
    const { size, filename: name, bytes } = file;
    return {
      number: made,
      size,
      hex: bytes.subarray(0, 4).toString('hex'),
      name,
      onDisk: size > 0 && bytes.length === 0,
    };
  }

  @Post('documents/:id/signed-copy')
  @Who('customer', 'staff')
  scan(@FileBody() file: Upload): object {
    return { size: file.bytes.length };
  }

  @Post('accounts/:id/suspension')
  @Who('staff')
  suspend(): object {
    made += 1;
    throw new Error(`select secret from account; ${made}`);
  }

  @Get('accounts/:id')
  @Who('customer', 'staff')
  account(@IdParam('id') id: string, @Caller() caller: CallerOf): object {
    requireAccount(caller, id);
    return { id };
  }

  /** Whose rows PostgreSQL shows to whoever asks. */
  @Get('accounts/:id/balance')
  @Who('customer', 'staff')
  async shown(): Promise<object> {
    const [row] = (await this.db.query(
      `select current_user as role, current_setting('market.account', true) as said`,
    )) as [object];
    return row;
  }

  @Get('widget/state')
  @Who('widget')
  state(@Caller() caller: CallerOf): CallerOf {
    return caller;
  }

  @Sse('widget/stream')
  @Who('widget')
  stream(): Observable<{ data: string }> {
    return NEVER.pipe(startWith({ data: 'hello' }));
  }

  @Get('products/:code')
  @Who('public')
  product(@Param('code') code: string, @Caller() caller: CallerOf): object {
    return { code, kind: caller.kind };
  }
}

@Injectable()
class TrialCards extends AccountCards {
  card(id: string): Promise<AccountDto | null> {
    const card = {
      id,
      amocrmAccountId: AMO_ACCOUNT,
      subdomain: 'romashka',
      name: 'Ромашка',
      state: 'active' as const,
    };
    return Promise.resolve({
      ...card,
      seller: 'first',
      offerVersion: '1',
      installedAt: '2026-01-01T00:00:00Z',
    });
  }
}

@Module({
  controllers: [TrialDoors],
  providers: [
    { provide: AccountCards, useClass: TrialCards },
    { provide: AskRights, useValue: { ask: () => Promise.resolve('not_installed') } },
  ],
})
class TrialModule {}

/** The server a developer or CI names by DATABASE_URL; a database of our own is made in it. */
const server = ((): string | null => {
  try {
    return readConfig().databaseUrl;
  } catch (error) {
    if (error instanceof WrongConfig) return null;
    throw error;
  }
})();

/** `describe`, skipped by name where no PostgreSQL was named. */
export const withPostgres = server ? describe : describe.skip;

export const json = { 'content-type': 'application/json' };
export const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });

type Body = NonNullable<RequestInit['body']>;

export interface TrialAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Record<string, unknown>;
}

/** The whole platform on a database of its own, listening, with the trial doors behind it. */
export class Doorway {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly config: AppConfig,
    readonly url: string,
    private readonly database: string,
    /** The owner of its tables, for what a story puts there by hand. */
    readonly db: DataSource,
  ) {}

  /** @param settings environment variables besides those of every spec */
  static async open(settings: Readonly<Record<string, string>> = {}): Promise<Doorway> {
    const database = `doors_${randomUUID().replaceAll('-', '')}`;
    await onServer(`create database ${database} template template0`);
    const address = new URL(server ?? '');
    address.pathname = `/${database}`;
    const config = readConfig({
      DATABASE_URL: address.href,
      PORT: '0',
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      ...settings,
    });
    FEATURES.splice(0, FEATURES.length, TrialModule);
    const app = await createApp(config);
    const db = await new DataSource({ type: 'postgres', url: address.href }).initialize();
    const doorway = new Doorway(app, config, await listen(app, config), database, db);
    await app
      .get(AdmitAmocrmUser)
      .run(db, { accountId: ACCOUNT, amocrmUserId: 1, isAdmin: true, name: 'Анна' });
    return doorway;
  }

  /** A user of an account with a token of theirs. */
  owner(accountId = ACCOUNT): Promise<{ token: string; userId: string }> {
    return forEverybody(() => this.app.get(IssueOwnerToken).run(accountId));
  }

  async ownerToken(accountId = ACCOUNT): Promise<string> {
    return (await this.owner(accountId)).token;
  }

  async staffToken(role: 'support' | 'accountant'): Promise<string> {
    return (await forEverybody(() => this.app.get(IssueStaffToken).run(role))).token;
  }

  async call(
    method: string,
    path: string,
    headers: Record<string, string> = {},
    body?: Body,
  ): Promise<TrialAnswer> {
    const answer = await fetch(this.url + path, { method, headers, body });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json');
    const read = (isJson ? JSON.parse(text) : {}) as Record<string, unknown>;
    return { status: answer.status, headers: answer.headers, text, body: read };
  }

  post(path: string, token: string, body: string, key?: string): Promise<TrialAnswer> {
    const headers = { ...bearer(token), ...json, ...(key ? { 'idempotency-key': key } : {}) };
    return this.call('POST', path, headers, body);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.db.destroy();
    await onServer(`drop database if exists ${this.database} with (force)`);
  }
}

async function onServer(statement: string): Promise<void> {
  const client = new Client({ connectionString: server ?? '' });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** How many files of uploads this process holds on disk; they have no name there. */
export async function uploadsOnDisk(): Promise<number> {
  const open = await readdir('/proc/self/fd');
  const names = await Promise.all(open.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')));
  return names.filter((name) => name.includes('rocket-upload-')).length;
}
