import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Controller, Get, Injectable, Module, Param, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { grantBonus, issueInvoice, type AccountDto } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { createApp, listen } from '../app';
import { FEATURES } from '../features';
import { SandboxClock } from './clock';
import { AppConfig, WrongConfig, readConfig } from './config';
import { sqlStateOf, withTransaction } from './database';
import {
  AcceptedAnswer,
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
import { AccountCards } from './identity/account-cards';
import { AddStaffMember } from './identity/add-staff-member';
import { AdmitAmocrmUser } from './identity/admit-amocrm-user';
import { IssuePanelLink } from './identity/issue-panel-link';
import { IssueOwnerToken, IssueStaffToken } from './identity/issue-token';

type Body = NonNullable<RequestInit['body']>;

const ACCOUNT = randomUUID();
const OTHER = randomUUID();
const AMO_ACCOUNT = 12_345_678;
let made = 0;

/** Doors of the contract with nothing behind them but a counter: what is tried here is the doorway. */
@Controller()
class TrialDoors {
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
    return { number: made, size: file.bytes.length, hex: file.bytes.subarray(0, 4).toString('hex') };
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

  @Get('widget/state')
  @Who('widget')
  state(@Caller() caller: CallerOf): CallerOf {
    return caller;
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

@Module({ controllers: [TrialDoors], providers: [{ provide: AccountCards, useClass: TrialCards }] })
class TrialModule {}

/** The server a developer or CI names by DATABASE_URL; a database of our own is made in it. */
function serverUrl(): string | null {
  try {
    return readConfig().databaseUrl;
  } catch (error) {
    if (error instanceof WrongConfig) return null;
    throw error;
  }
}

const server = serverUrl();
const withPostgres = server ? describe : describe.skip;

withPostgres('the doorway, on a real PostgreSQL (DATABASE_URL)', () => {
  let app: NestFastifyApplication;
  let config: AppConfig;
  let db: DataSource;
  let url: string;
  let owner: string;
  let accountant: string;
  let support: string;
  const name = `doors_${randomUUID().replaceAll('-', '')}`;

  const onServer = async (statement: string): Promise<void> => {
    const client = new Client({ connectionString: server ?? '' });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };

  const call = async (method: string, path: string, headers: Record<string, string> = {}, body?: Body) => {
    const answer = await fetch(url + path, { method, headers, body });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json');
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      body: (isJson ? JSON.parse(text) : {}) as Record<string, unknown>,
    };
  };
  const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
  const json = { 'content-type': 'application/json' };
  const invoice = JSON.stringify({ amount: { amount: '5000.00', currency: 'RUB' } });
  const post = (path: string, token: string, body: string, key?: string) =>
    call('POST', path, { ...bearer(token), ...json, ...(key ? { 'idempotency-key': key } : {}) }, body);

  beforeAll(async () => {
    await onServer(`create database ${name} template template0`);
    const database = new URL(server ?? '');
    database.pathname = `/${name}`;
    config = readConfig({ DATABASE_URL: database.href, PORT: '0', NODE_ENV: 'test', LOG_LEVEL: 'error' });
    FEATURES.splice(0, FEATURES.length, TrialModule);
    app = await createApp(config);
    url = await listen(app, config);
    db = app.get(DataSource);
    await db.query(
      `create table if not exists account (id uuid, amocrm_account_id bigint, state text, installed_at timestamptz)`,
    );
    // The accounts feature's table has more columns and guards; this trial needs the pair of ids alone.
    const columns = (await db.query(
      `select count(*)::int as many from information_schema.columns where table_name = 'account'`,
    )) as { many: number }[];
    if (columns[0]?.many === 4)
      await db.query(`insert into account values ($1, $2, 'active', $3)`, [
        ACCOUNT,
        AMO_ACCOUNT,
        new Date(0),
      ]);
    await app
      .get(AdmitAmocrmUser)
      .run(db, { accountId: ACCOUNT, amocrmUserId: 1, isAdmin: true, name: 'Анна' });
    ({ token: owner } = await app.get(IssueOwnerToken).run(ACCOUNT));
    ({ token: accountant } = await app.get(IssueStaffToken).run('accountant'));
    ({ token: support } = await app.get(IssueStaffToken).run('support'));
  }, 30_000);

  afterAll(async () => {
    await app?.close();
    await onServer(`drop database if exists ${name} with (force)`);
  }, 30_000);

  describe('an Idempotency-Key', () => {
    const path = `/api/v1/accounts/${ACCOUNT}/invoices`;

    it('is required where the contract says so', async () => {
      expect((await post(path, owner, invoice)).body['code']).toBe('idempotency_key_required');
    });

    it('gives the first answer again, marked, and does nothing twice', async () => {
      const before = made;
      const first = await post(path, owner, invoice, 'k-1');
      const again = await post(path, owner, JSON.stringify(JSON.parse(invoice), null, 2), 'k-1');
      expect(first.status).toBe(201);
      expect(first.headers.get('idempotent-replayed')).toBeNull();
      expect([again.status, again.body]).toEqual([201, first.body]);
      expect(again.headers.get('idempotent-replayed')).toBe('true');
      expect(made).toBe(before + 1);
    });

    it('is refused with another body', async () => {
      const other = invoice.replace('5000', '6000');
      expect(await post(path, owner, other, 'k-1')).toMatchObject({
        status: 422,
        body: { code: 'idempotency_key_reused' },
      });
    });

    it('belongs to its caller and path', async () => {
      const before = made;
      expect((await post(path, support, invoice, 'k-1')).status).toBe(201);
      expect((await post(path, owner, invoice, 'k-1')).headers.get('idempotent-replayed')).toBe('true');
      expect(made).toBe(before + 1);
    });

    it('lets one of two at once through and asks the other to wait', async () => {
      const before = made;
      const both = await Promise.all([post(path, owner, invoice, 'k-2'), post(path, owner, invoice, 'k-2')]);
      expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
      expect(both.find(({ status }) => status === 409)?.body['code']).toBe('idempotency_in_progress');
      expect(made).toBe(before + 1);
    });

    it('is free again after a refusal and after a failure', async () => {
      const foreign = `/api/v1/accounts/${OTHER}/invoices`;
      expect((await post(foreign, owner, invoice, 'k-3')).status).toBe(404);
      expect((await post(foreign, owner, invoice.replace('5000', '1'), 'k-3')).status).toBe(404);
      const before = made;
      await post(`/api/v1/accounts/${ACCOUNT}/suspension`, support, '{}', 'k-3');
      await post(`/api/v1/accounts/${ACCOUNT}/suspension`, support, '{}', 'k-3');
      expect(made).toBe(before + 2);
    });

    it('does not wait for ever for a process that died', async () => {
      await post(path, owner, invoice, 'k-4');
      await db.query(`update idempotency_key set state = 'running', status = null where key = 'k-4'`);
      expect((await post(path, owner, invoice, 'k-4')).status).toBe(409);
      await db.query(`update idempotency_key set lease_until = $1 where key = 'k-4'`, [new Date(0)]);
      const taken = await post(path, owner, invoice, 'k-4');
      expect([taken.status, taken.headers.get('idempotent-replayed')]).toEqual([201, null]);
      expect((await post(path, owner, invoice, 'k-4')).body).toEqual(taken.body);
    });

    it('keeps the status too: 202 stays 202', async () => {
      const body = JSON.stringify({
        amount: { amount: '9.00', currency: 'RUB' },
        ground: 'support',
        reason: 'р',
      });
      const bonus = `/api/v1/accounts/${ACCOUNT}/bonus-grants`;
      expect((await post(bonus, support, body, 'k-5')).status).toBe(202);
      expect(await post(bonus, support, body, 'k-5')).toMatchObject({
        status: 202,
        body: { approval: { id: 'a' } },
      });
    });
  });

  describe('a file', () => {
    const bytes = Buffer.from([0xd1, 0xe5, 0xea, 0xff, 0x0d, 0x0a]);
    const send = (headers: Record<string, string>, body: Body, key: string) =>
      call(
        'POST',
        '/api/v1/bank-statements',
        { ...bearer(accountant), 'idempotency-key': key, ...headers },
        body,
      );

    it('arrives byte for byte as text and in a form, and both are the same request', async () => {
      const text = await send({ 'content-type': 'text/plain' }, new Uint8Array(bytes), 'f-1');
      expect(text).toMatchObject({ status: 201, body: { size: 6, hex: 'd1e5eaff' } });
      const form = new FormData();
      form.append('file', new Blob([new Uint8Array(bytes)]), 'kl_to_1c.txt');
      const again = await send({}, form, 'f-1');
      expect(again.body).toEqual(text.body);
      expect(again.headers.get('idempotent-replayed')).toBe('true');
    });

    it('may be large here and nowhere else', async () => {
      const large = new Uint8Array(3 * 1024 * 1024);
      expect((await send({ 'content-type': 'text/plain' }, large, 'f-2')).status).toBe(201);
      const tooLarge = new Uint8Array(21 * 1024 * 1024);
      expect((await send({ 'content-type': 'text/plain' }, tooLarge, 'f-3')).body['code']).toBe(
        'payload_too_large',
      );
      const elsewhere = await post(
        '/api/v1/sessions',
        owner,
        JSON.stringify({ email: 'a'.repeat(2 ** 21), password: 'x' }),
      );
      expect(elsewhere.body['code']).toBe('payload_too_large');
    });

    it('is asked for when it is not there', async () => {
      expect((await send({ 'content-type': 'text/plain' }, '', 'f-4')).body['code']).toBe(
        'validation_failed',
      );
      expect((await send(json, '{}', 'f-4')).body['code']).toBe('validation_failed');
    });
  });

  describe('who calls', () => {
    it('is let in by level and role, and 401, 403 and 404 are told apart', async () => {
      const path = `/api/v1/accounts/${ACCOUNT}`;
      expect((await call('GET', path)).body['code']).toBe('unauthenticated');
      expect((await call('GET', path, bearer('rms_wrong'))).body['code']).toBe('unauthenticated');
      expect((await call('GET', path, bearer(owner))).status).toBe(200);
      expect((await call('GET', `/api/v1/accounts/${OTHER}`, bearer(owner))).body['code']).toBe('not_found');
      expect((await call('GET', '/api/v1/accounts/nonsense', bearer(owner))).body['code']).toBe('not_found');
      expect((await call('GET', `/api/v1/accounts/${OTHER}`, bearer(support))).status).toBe(200);
      expect(
        (await call('POST', '/api/v1/bank-statements', { ...bearer(support), 'idempotency-key': 'x' })).body[
          'code'
        ],
      ).toBe('forbidden');
    });

    it('is nobody at a public door when the credential is stale, and the door stays open', async () => {
      expect((await call('GET', '/api/v1/products/p', bearer('stale'))).body).toEqual({
        code: 'p',
        kind: 'nobody',
      });
      expect((await call('GET', '/api/v1/products/p', bearer(owner))).body).toEqual({
        code: 'p',
        kind: 'user',
      });
    });

    it('loses access the moment they are switched off', async () => {
      await app.get(AdmitAmocrmUser).run(db, { accountId: OTHER, amocrmUserId: 2, isAdmin: false });
      const { token, userId } = await app.get(IssueOwnerToken).run(OTHER);
      expect((await call('GET', `/api/v1/accounts/${OTHER}`, bearer(token))).status).toBe(200);
      await db.query('update account_user set is_active = false where id = $1', [userId]);
      expect((await call('GET', `/api/v1/accounts/${OTHER}`, bearer(token))).status).toBe(401);
    });

    it('is kept as a hash alone', async () => {
      const rows = (await db.query('select t::text as line from api_token t')) as { line: string }[];
      expect(rows.map(({ line }) => line).join()).not.toContain(owner.slice(4));
    });
  });

  describe('signing in', () => {
    const signIn = (email: string, password: string, headers: Record<string, string> = {}) =>
      call('POST', '/api/v1/sessions', { ...json, ...headers }, JSON.stringify({ email, password }));
    const cookieIn = ({ headers }: { headers: Headers }): string =>
      headers.get('set-cookie')?.split(';')[0] ?? '';

    beforeAll(async () => {
      await app
        .get(AddStaffMember)
        .run({ email: 'Anna@rocket.example', name: 'Анна', role: 'administrator', password: 'верный' });
    });

    it('opens a session in a cookie no script can read, and closing it ends it', async () => {
      const entered = await signIn('anna@rocket.example', 'верный');
      expect(entered).toMatchObject({
        status: 201,
        body: { kind: 'staff', name: 'Анна', role: 'administrator' },
      });
      expect(entered.headers.get('set-cookie')).toMatch(
        /^rm_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=43200$/,
      );
      const cookie = cookieIn(entered);
      expect((await call('GET', '/api/v1/me', { cookie })).body).toMatchObject({ kind: 'staff' });
      expect(
        (await call('DELETE', '/api/v1/sessions/current', { cookie, 'sec-fetch-site': 'cross-site' })).body[
          'code'
        ],
      ).toBe('foreign_origin');
      expect(
        (await call('DELETE', '/api/v1/sessions/current', { cookie, 'sec-fetch-site': 'same-origin' }))
          .status,
      ).toBe(204);
      expect((await call('GET', '/api/v1/me', { cookie })).status).toBe(401);
    });

    it('refuses a wrong password and an unknown e-mail in the same words', async () => {
      const wrong = await signIn('anna@rocket.example', 'неверный');
      const unknown = await signIn('nobody@rocket.example', 'неверный');
      expect(wrong).toMatchObject({ status: 401, body: { code: 'wrong_credentials' } });
      expect(unknown.body).toEqual(wrong.body);
    });

    it('makes whoever keeps guessing wait, even with the right password', async () => {
      for (let guess = 0; guess < 4; guess += 1) await signIn('guess@rocket.example', `${guess}`);
      const blocked = await signIn('guess@rocket.example', 'верный');
      expect(blocked).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
      expect(Number(blocked.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      expect((await signIn('anna@rocket.example', 'верный')).status).toBe(201);
    });

    it('is not possible from somebody else’s page', async () => {
      expect(
        (await signIn('anna@rocket.example', 'верный', { 'sec-fetch-site': 'cross-site' })).body['code'],
      ).toBe('foreign_origin');
    });

    it('by a link works once, for the user it was made for', async () => {
      const { userId } = await app.get(IssueOwnerToken).run(ACCOUNT);
      const link = await app.get(IssuePanelLink).run({ accountId: ACCOUNT, id: userId });
      const token = new URL(link.url).hash.slice(1);
      const enter = () => call('POST', '/api/v1/sessions/link', json, JSON.stringify({ token }));
      const [one, two] = await Promise.all([enter(), enter()]);
      expect([one.status, two.status].sort()).toEqual([201, 401]);
      const entered = one.status === 201 ? one : two;
      expect(entered.body).toMatchObject({
        kind: 'user',
        id: userId,
        level: 'owner',
        account: { name: 'Ромашка' },
      });
      expect((await call('GET', '/api/v1/me', { cookie: cookieIn(entered) })).body).toEqual(entered.body);
    });

    it('by a link is over after a minute', async () => {
      const { userId } = await app.get(IssueOwnerToken).run(ACCOUNT);
      const link = await app.get(IssuePanelLink).run({ accountId: ACCOUNT, id: userId });
      await db.query(`update one_time_link set expires_at = $1 where used_at is null`, [new Date(0)]);
      const body = JSON.stringify({ token: new URL(link.url).hash.slice(1) });
      expect((await call('POST', '/api/v1/sessions/link', json, body)).body['code']).toBe('link_spent');
    });
  });

  describe('the widget', () => {
    const token = (over: Record<string, unknown> = {}, secret = 'sandbox-client-secret'): string => {
      const now = Math.floor(new Date().getTime() / 1000);
      const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
      const { protocol, hostname } = new URL(config.amo.redirectUri);
      const head = part({ typ: 'JWT', alg: 'HS256' });
      const claims = part({
        ...{ iss: 'https://romashka.amocrm.ru', aud: `${protocol}//${hostname}`, jti: randomUUID() },
        ...{
          iat: now,
          nbf: now,
          exp: now + 1800,
          account_id: AMO_ACCOUNT,
          user_id: 77,
          subdomain: 'romashka',
        },
        ...{ client_uuid: config.amo.clientId, ...over },
      });
      return `${head}.${claims}.${createHmac('sha256', secret).update(`${head}.${claims}`).digest('base64url')}`;
    };
    const state = (value: string, headers: Record<string, string> = {}) =>
      call('GET', '/api/v1/widget/state', { 'x-auth-token': value, ...headers });

    it('is recognised by amoCRM’s token, and a newcomer only looks on', async () => {
      const seen = await state(token(), { origin: 'https://romashka.amocrm.ru' });
      expect(seen).toMatchObject({
        status: 200,
        body: { kind: 'user', accountId: ACCOUNT, level: 'viewer', via: 'widget' },
      });
      expect(seen.headers.get('access-control-allow-origin')).toBe('https://romashka.amocrm.ru');
      expect((await state(token())).body['id']).toBe(seen.body['id']);
      expect((await state(token({ user_id: 78, is_admin: true }))).body['level']).toBe('administrator');
      expect((await state(token({ user_id: 1 }))).body['level']).toBe('owner');
    });

    it('is refused with a forged token, from another account’s page and when not connected', async () => {
      expect((await state(token({}, 'guessed'))).status).toBe(401);
      expect((await state('rubbish')).status).toBe(401);
      expect((await state(token(), { origin: 'https://other.amocrm.ru' })).body['code']).toBe(
        'foreign_origin',
      );
      expect((await state(token({ account_id: 1 }))).body['code']).toBe('not_connected');
    });

    it('asks before it calls, and is answered without a token', async () => {
      const asked = await call('OPTIONS', '/api/v1/widget/state', { origin: 'https://romashka.amocrm.ru' });
      expect(asked.status).toBe(204);
      expect(asked.headers.get('access-control-allow-headers')).toContain('X-Auth-Token');
      expect(asked.headers.get('access-control-allow-credentials')).toBeNull();
      const evil = await call('OPTIONS', '/api/v1/widget/state', { origin: 'https://evil.example' });
      expect(evil.headers.get('access-control-allow-origin')).toBeNull();
    });
  });

  describe('answers', () => {
    it('of a bug tell nothing but a number', async () => {
      const answer = await post(`/api/v1/accounts/${ACCOUNT}/suspension`, support, '{}');
      expect(answer).toMatchObject({ status: 500, body: { code: 'internal_error' } });
      expect(answer.text).not.toMatch(/select|secret|at /);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
    });

    it('of a door that is not there are problems too', async () => {
      for (const path of ['/api/v1/nothing', '/api/nothing', '/health/nothing', '/nothing'])
        expect(await call('GET', path, { accept: 'application/json' })).toMatchObject({
          status: 404,
          body: { code: 'not_found' },
        });
      expect((await call('POST', '/api/v1/me')).status).toBe(404);
      expect((await call('POST', '/api/v1/sessions', json, '{')).body['code']).toBe('malformed_body');
      expect(
        (await call('POST', '/api/v1/sessions', { 'content-type': 'application/xml' }, '<a/>')).status,
      ).toBe(415);
    });

    it('carry the request id they came with', async () => {
      const { headers } = await call('GET', '/health/live', { 'x-request-id': 'order-12345' });
      expect(headers.get('x-request-id')).toBe('order-12345');
    });

    it('say what each dependency says, and describe the whole contract', async () => {
      expect((await call('GET', '/health/ready')).body).toEqual({
        status: 'ready',
        checks: { database: 'ok', migrations: 'ok' },
      });
      expect((await call('GET', '/api/openapi.json')).body).toMatchObject({ openapi: '3.1.0' });
      expect((await call('GET', '/api/docs')).text).toContain('/api/v1/accounts/{id}/invoices');
      expect((await call('GET', '/metrics')).text).toContain('route="/api/v1/accounts/:id/invoices"');
    });

    it('of amoCRM’s own pages say that the emulator is not there', async () => {
      expect((await call('GET', '/demo')).status).toBe(503);
    });
  });

  describe('the sandbox clock', () => {
    it('stands still, goes forward and never back', async () => {
      const clock = app.get(Clock);
      const sandbox = app.get(SandboxClock);
      const before = await clock.now();
      await pause(20);
      expect(await clock.now()).toEqual(before);
      const later = new Date(before.getTime() + 86_400_000);
      await sandbox.forward(db, later);
      expect(await clock.now()).toEqual(later);
      await expect(sandbox.forward(db, before)).rejects.toMatchObject({ code: 'clock_backwards' });
      await sandbox.set(db, before);
      expect(await clock.now()).toEqual(before);
    });
  });

  describe('a transaction', () => {
    it('that met a deadlock is done again, both of them to the end', async () => {
      await db.query('create table trial (id int primary key, n int not null)');
      await db.query('insert into trial values (1, 0), (2, 0)');
      const cross = (first: number, second: number) =>
        withTransaction(db, async (tx) => {
          await tx.query('update trial set n = n + 1 where id = $1', [first]);
          await pause(50);
          await tx.query('update trial set n = n + 1 where id = $1', [second]);
        });
      await Promise.all([cross(1, 2), cross(2, 1)]);
      expect(await db.query('select n from trial order by id')).toEqual([{ n: 2 }, { n: 2 }]);
    });

    it('that broke a rule is not tried again', async () => {
      let tries = 0;
      const work = withTransaction(db, async (tx) => {
        tries += 1;
        await tx.query('insert into trial values (1, 0)');
      });
      const error: unknown = await work.catch((reason: unknown) => reason);
      expect([sqlStateOf(error), tries]).toEqual(['23505', 1]);
    });

    it('reads a business date as the text it is, in UTC', async () => {
      const [row] = (await db.query(
        `select date '2026-03-01' as day, current_setting('timezone') as zone`,
      )) as object[];
      expect(row).toEqual({ day: '2026-03-01', zone: 'UTC' });
    });
  });

  it('two processes that start at once migrate once', async () => {
    const other = await createApp(config);
    await other.init();
    const [row] = (await db.query(
      'select count(*)::int as many, count(distinct name)::int as names from migrations',
    )) as {
      many: number;
      names: number;
    }[];
    expect(row?.many).toBe(row?.names);
    await other.close();
  });
});

describe('a database that is not there', () => {
  it('stops the start with one sentence that holds no password', async () => {
    FEATURES.splice(0, FEATURES.length);
    const DATABASE_URL = 'postgres://user:hunter2@127.0.0.1:1/rocket';
    const start = createApp(readConfig({ DATABASE_URL, NODE_ENV: 'test', LOG_LEVEL: 'silent' }));
    const error: unknown = await start.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(WrongConfig);
    expect((error as Error).message).toMatch(/^DATABASE_URL .+\.$/);
    expect((error as Error).message).not.toContain('hunter2');
  });
});
