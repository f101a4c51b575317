import { createHmac, randomUUID } from 'node:crypto';
import { ACCOUNT, AMO_ACCOUNT, Doorway, OTHER, bearer, json, withPostgres } from '../testing';
import { AddStaffMember } from './add-staff-member';
import { AdmitAmocrmUser } from './admit-amocrm-user';
import { IssuePanelLink } from './issue-panel-link';
import { forAccount, forEverybody } from '../walls/whose-rows';

withPostgres('sign-in, on a real PostgreSQL (DATABASE_URL)', () => {
  let doorway: Doorway;
  const call: Doorway['call'] = (...of) => doorway.call(...of);
  let owner: string;
  let support: string;

  beforeAll(async () => {
    doorway = await Doorway.open();
    owner = await doorway.ownerToken();
    support = await doorway.staffToken('support');
  }, 30_000);

  afterAll(() => doorway?.close(), 30_000);

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

    it('is shown by PostgreSQL the rows of their own account alone, staff those of all', async () => {
      const shown = async (token: string) =>
        (await call('GET', `/api/v1/accounts/${ACCOUNT}/balance`, bearer(token))).body;
      expect(await shown(owner)).toEqual({ role: 'market_account', said: ACCOUNT });
      expect(await shown(support)).toMatchObject({ role: 'market_everybody' });
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
      await doorway.app
        .get(AdmitAmocrmUser)
        .run(doorway.db, { accountId: OTHER, amocrmUserId: 2, isAdmin: true });
      const { token, userId } = await doorway.owner(OTHER);
      expect((await call('GET', `/api/v1/accounts/${OTHER}`, bearer(token))).status).toBe(200);
      await doorway.db.query('update account_user set amo_active = false where id = $1', [userId]);
      expect((await call('GET', `/api/v1/accounts/${OTHER}`, bearer(token))).status).toBe(401);
    });

    it('is kept as a hash alone', async () => {
      const rows = (await doorway.db.query('select t::text as line from api_token t')) as { line: string }[];
      expect(rows.map(({ line }) => line).join()).not.toContain(owner.slice(4));
    });
  });

  describe('signing in', () => {
    const signIn = (email: string, password: string, headers: Record<string, string> = {}) =>
      call('POST', '/api/v1/sessions', { ...json, ...headers }, JSON.stringify({ email, password }));
    const cookieIn = ({ headers }: { headers: Headers }): string =>
      headers.get('set-cookie')?.split(';')[0] ?? '';

    beforeAll(async () => {
      await forEverybody(() =>
        doorway.app
          .get(AddStaffMember)
          .run({ email: 'Anna@rocket.example', name: 'Анна', role: 'administrator', password: 'верный' }),
      );
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

    it('is in a session nobody could have named before, whatever the browser brought', async () => {
      const brought = {
        cookie: 'rm_session=chosen-by-somebody-else',
        'x-request-id': 'chosen-by-somebody-else',
      };
      const [one, other] = [
        cookieIn(await signIn('anna@rocket.example', 'верный', brought)),
        cookieIn(await signIn('anna@rocket.example', 'верный', brought)),
      ];
      expect(one).not.toBe(other);
      for (const cookie of [one, other]) expect(cookie).toMatch(/^rm_session=[\w-]{43}$/);
      expect((await call('GET', '/api/v1/me', { cookie: brought.cookie })).status).toBe(401);
    });

    it('a session is over when its time is', async () => {
      const cookie = cookieIn(await signIn('anna@rocket.example', 'верный'));
      const look = async () => (await call('GET', '/api/v1/me', { cookie })).status;
      expect(await look()).toBe(200);
      await doorway.db.query('update panel_session set expires_at = $1', [new Date()]);
      expect(await look()).toBe(401);
    });

    it('costs as much work for an unknown e-mail as for a wrong password: nobody learns who works here by waiting', async () => {
      const work = async (email: string): Promise<number> => {
        const before = process.cpuUsage();
        for (let nth = 0; nth < 3; nth += 1) await signIn(email, 'неверный');
        const { user, system } = process.cpuUsage(before);
        return user + system;
      };
      const known = await work('anna@rocket.example');
      await doorway.db.query('delete from sign_in_failure');
      const unknown = await work('someone@rocket.example');
      await doorway.db.query('delete from sign_in_failure');
      expect(unknown).toBeGreaterThan(known / 2);
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

    it('is not kept waiting by another attempt of the same moment, after which nobody has to wait', async () => {
      await signIn('anna@rocket.example', 'неверный');
      // The clock of this process was read a moment before the other attempt was written down.
      await doorway.db.query(
        `update sign_in_failure set failed_at = now() + interval '5 seconds', blocked_until = now() + interval '5 seconds'`,
      );
      expect((await signIn('anna@rocket.example', 'верный')).status).toBe(201);
    });

    it('is not possible from somebody else’s page', async () => {
      expect(
        (await signIn('anna@rocket.example', 'верный', { 'sec-fetch-site': 'cross-site' })).body['code'],
      ).toBe('foreign_origin');
    });

    it('by a link works once, for the user it was made for', async () => {
      const { userId } = await doorway.owner();
      const link = await forAccount(ACCOUNT, () =>
        doorway.app.get(IssuePanelLink).run({ accountId: ACCOUNT, id: userId }),
      );
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
      const { userId } = await doorway.owner();
      const link = await forAccount(ACCOUNT, () =>
        doorway.app.get(IssuePanelLink).run({ accountId: ACCOUNT, id: userId }),
      );
      await doorway.db.query(`update one_time_link set expires_at = $1 where used_at is null`, [new Date(0)]);
      const body = JSON.stringify({ token: new URL(link.url).hash.slice(1) });
      expect((await call('POST', '/api/v1/sessions/link', json, body)).body['code']).toBe('link_spent');
    });
  });

  describe('the widget', () => {
    beforeAll(async () => {
      // Stands in for the table of the accounts feature: sign-in reads these columns of it and no others.
      await doorway.db.query('drop table if exists account cascade');
      await doorway.db.query(
        'create table account (id uuid, amocrm_account_id bigint, state text, installed_at timestamptz)',
      );
      await doorway.db.query('grant select on account to market_everybody');
      await doorway.db.query(`insert into account values ($1, $2, 'active', $3)`, [
        ACCOUNT,
        AMO_ACCOUNT,
        new Date(0),
      ]);
    });

    const token = (over: Record<string, unknown> = {}, secret = 'sandbox-client-secret'): string => {
      const now = Math.floor(new Date().getTime() / 1000);
      const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
      const { protocol, hostname } = new URL(doorway.config.amo.redirectUri);
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
        ...{ client_uuid: doorway.config.amo.clientId, ...over },
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
      const refused = (reason: string) => ({ status: 401, body: { code: 'unauthenticated', reason } });
      expect(await state(token({}, 'guessed'))).toMatchObject(refused('signature'));
      expect(await state('rubbish')).toMatchObject(refused('malformed'));
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
});
