import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  authorizeUrl,
  createAmoGateway,
  readInstallQuery,
  verifyDisposableToken,
  verifyUninstallHook,
  type AmoGateway,
  type AmoTokens,
} from '@rocket/amocrm';
import { DEMO_ACCOUNTS, startEmulator, type AmoEmulator } from '../index';
import { noFaults } from './faults';

const CLIENT = '0b0123f4-d123-4123-9123-e09f12345600';
const SECRET = 'emulator-secret';
const ROMASHKA = 31415926;
const HOST = 'romashka.amocrm.ru';

/** Our API as amoCRM sees it: an address that is knocked at. */
async function listen(): Promise<{ server: Server; origin: string; calls: URL[] }> {
  const calls: URL[] = [];
  const server = createServer((request, response) => {
    calls.push(new URL(request.url ?? '/', 'http://api'));
    response.writeHead(500).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls };
}

describe('amoCRM, as our gateway meets it', () => {
  let api: Awaited<ReturnType<typeof listen>>;
  let emulator: AmoEmulator;
  let gateway: AmoGateway;
  let redirectUri: string;
  let now: Date;

  beforeAll(async () => {
    api = await listen();
    redirectUri = `${api.origin}/callback`;
  });
  afterAll(() => api.server.close());

  beforeEach(async () => {
    now = new Date('2027-03-01T09:00:00Z');
    api.calls.length = 0;
    emulator = await startEmulator({
      clientId: CLIENT,
      clientSecret: SECRET,
      redirectUri,
      hookUrl: `${api.origin}/hook`,
      now: () => now,
    });
    DEMO_ACCOUNTS.forEach((account) => emulator.addAccount(account));
    gateway = createAmoGateway({
      clientId: CLIENT,
      clientSecrets: [SECRET],
      redirectUri,
      baseUrl: emulator.url,
    });
  });
  afterEach(() => emulator.close());

  const later = (seconds: number): Date => (now = new Date(now.getTime() + seconds * 1000));
  const query = (url: string): Record<string, string> => Object.fromEntries(new URL(url).searchParams);

  async function connect(userId?: number): Promise<AmoTokens> {
    const installed = readInstallQuery(query(await emulator.authorize(ROMASHKA, 'state-1', userId)));
    if (installed.kind !== 'granted') throw new Error('not granted');
    return gateway.exchangeCode(installed.host, installed.code);
  }

  describe('installing', () => {
    it('from the market knocks once, without state, and does not care for the answer', async () => {
      await expect(emulator.install(ROMASHKA)).resolves.toBe(500);
      expect(api.calls).toHaveLength(1);
      const installed = readInstallQuery(Object.fromEntries(api.calls[0]!.searchParams), {
        clientId: CLIENT,
      });
      expect(installed).toMatchObject({ kind: 'granted', host: HOST, state: null, fromWidget: true });
      if (installed.kind !== 'granted') return;
      const tokens = await gateway.exchangeCode(HOST, installed.code);
      await expect(gateway.account(HOST, tokens.accessToken)).resolves.toEqual({
        id: ROMASHKA,
        name: 'ООО «Ромашка»',
        subdomain: 'romashka',
        country: 'RU',
        currency: 'RUB',
        timeZone: 'Europe/Moscow',
        currentUserId: 1001,
        isTechnicalAccount: false,
      });
    });

    it('takes a code once only, for twenty minutes only, at its own account only', async () => {
      const { code } = query(await emulator.authorize(ROMASHKA, null)) as { code: string };
      await expect(gateway.exchangeCode('vasilek.amocrm.ru', code)).rejects.toMatchObject({
        code: 'amo_rejected',
      });
      await expect(gateway.exchangeCode(HOST, code)).resolves.toMatchObject({ expiresIn: 86400 });
      await expect(gateway.exchangeCode(HOST, code)).rejects.toMatchObject({ code: 'amo_rejected' });
      const { code: old } = query(await emulator.authorize(ROMASHKA, null)) as { code: string };
      later(20 * 60);
      await expect(gateway.exchangeCode(HOST, old)).rejects.toMatchObject({ code: 'amo_rejected' });
    });

    it('needs our secret and our redirect URI, letter by letter', async () => {
      const { code } = query(await emulator.authorize(ROMASHKA, null)) as { code: string };
      const settings = { clientId: CLIENT, clientSecrets: [SECRET], redirectUri, baseUrl: emulator.url };
      for (const wrong of [
        { clientSecrets: ['other'] },
        { redirectUri: `${redirectUri}/` },
        { clientId: 'other' },
      ]) {
        const stranger = createAmoGateway({ ...settings, ...wrong });
        await expect(stranger.exchangeCode(HOST, code)).rejects.toMatchObject({ code: 'amo_unauthorized' });
      }
    });

    it('by the browser goes over the consent page, and no is an answer too', async () => {
      const url = authorizeUrl({ clientId: CLIENT, state: 's 1', mode: 'popup', baseUrl: emulator.url });
      const page = await (await fetch(url)).text();
      expect(page).toContain('Разрешить');
      const follow = async (more: string): Promise<string> =>
        (await fetch(`${url}${more}`, { redirect: 'manual' })).headers.get('location') ?? '';
      expect(readInstallQuery(query(await follow(`&allow=1&who=${ROMASHKA}.1002`)))).toMatchObject({
        kind: 'granted',
        host: HOST,
        state: 's 1',
        fromWidget: false,
      });
      expect(readInstallQuery(query(await follow('&deny=1')))).toEqual({ kind: 'denied', state: 's 1' });
    });
  });

  describe('tokens', () => {
    it('rotate: the old refresh token is dead, the new one lives', async () => {
      const first = await connect();
      const second = await gateway.refresh(HOST, first.refreshToken);
      await expect(gateway.refresh(HOST, first.refreshToken)).rejects.toMatchObject({
        code: 'amo_unauthorized',
        facts: { hint: 'Token has been revoked' },
      });
      await expect(gateway.refresh(HOST, second.refreshToken)).resolves.toBeDefined();
    });

    it('of three parallel refreshes one wins: why refresh must be serialised', async () => {
      const { refreshToken } = await connect();
      const tries = await Promise.allSettled([1, 2, 3].map(() => gateway.refresh(HOST, refreshToken)));
      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });

    it('lost on the way are had again with the old one while amoCRM still honours it', async () => {
      emulator.faults.rotationGrace = true;
      const first = await connect();
      emulator.faults.dropAnswers = 1;
      const second = await gateway.refresh(HOST, first.refreshToken);
      await gateway.account(HOST, second.accessToken);
      await expect(gateway.refresh(HOST, first.refreshToken)).rejects.toMatchObject({
        code: 'amo_unauthorized',
      });
    });

    it('lost on the way are gone under strict rotation: the user must authorise again', async () => {
      const first = await connect();
      emulator.faults.dropAnswers = 1;
      await expect(gateway.refresh(HOST, first.refreshToken)).rejects.toMatchObject({
        code: 'amo_unauthorized',
      });
    });

    it('are asked for again when the request never arrived', async () => {
      const first = await connect();
      emulator.faults.dropRequests = 1;
      await expect(gateway.refresh(HOST, first.refreshToken)).resolves.toBeDefined();
    });

    it('live a day and three months', async () => {
      const tokens = await connect();
      later(86_400);
      await expect(gateway.account(HOST, tokens.accessToken)).rejects.toMatchObject({
        code: 'amo_unauthorized',
      });
      later(88 * 86_400);
      const fresh = await gateway.refresh(HOST, tokens.refreshToken);
      later(91 * 86_400);
      await expect(gateway.refresh(HOST, fresh.refreshToken)).rejects.toMatchObject({
        code: 'amo_unauthorized',
      });
    });

    it('outlive a renaming: the account is found by its refresh token', async () => {
      const tokens = await connect();
      expect(tokens.apiDomain).toBe('api-b.amocrm.ru');
      emulator.renameAccount(ROMASHKA, 'romashka-opt');
      await expect(gateway.refresh(HOST, tokens.refreshToken)).rejects.toMatchObject({
        code: 'amo_not_found',
      });
      const found = await gateway.currentHost(tokens.apiDomain!, tokens.refreshToken);
      expect(found).toEqual({
        accountId: ROMASHKA,
        subdomain: 'romashka-opt',
        host: 'romashka-opt.amocrm.ru',
      });
      await expect(gateway.refresh(found.host, tokens.refreshToken)).resolves.toBeDefined();
    });
  });

  describe('reading', () => {
    it('tells administrators, ordinary and free users apart', async () => {
      const { accessToken } = await connect();
      const users = await gateway.users(HOST, accessToken);
      expect(users.map(({ id, isAdmin, isFree }) => [id, isAdmin, isFree])).toEqual([
        [1001, true, false],
        [1002, false, false],
        [1003, false, true],
      ]);
      await expect(gateway.user(HOST, accessToken, 1002)).resolves.toMatchObject({
        name: 'Пётр Ильин',
        isAdmin: false,
      });
      await expect(gateway.user(HOST, accessToken, 9999)).rejects.toMatchObject({ code: 'amo_not_found' });
    });

    it('keeps the list of users from an ordinary user', async () => {
      const { accessToken } = await connect(1002);
      await expect(gateway.users(HOST, accessToken)).rejects.toMatchObject({ code: 'amo_forbidden' });
      await expect(gateway.user(HOST, accessToken, 1002)).resolves.toMatchObject({ isAdmin: false });
    });

    it('walks over the pages of a large account, up to an empty one', async () => {
      const crowd = (count: number) => ({
        id: 5,
        subdomain: 'crowd',
        name: 'Толпа',
        users: Array.from({ length: count }, (_, index) => ({
          id: index + 1,
          name: `Ы ${index}`,
          isAdmin: true,
        })),
      });
      emulator.addAccount(crowd(601));
      const { code } = query(await emulator.authorize(5, null)) as { code: string };
      const { accessToken } = await gateway.exchangeCode('crowd.amocrm.ru', code);
      const users = await gateway.users('crowd.amocrm.ru', accessToken);
      expect(new Set(users.map(({ id }) => id)).size).toBe(601);
    });

    it('takes 204 for an empty list', async () => {
      const { accessToken } = await connect();
      const answer = await fetch(`${emulator.url}/api/v4/users?page=2`, {
        headers: { Authorization: `Bearer ${accessToken}`, 'X-Amo-Account-Host': HOST },
      });
      expect([answer.status, await answer.text()]).toEqual([204, '']);
    });

    it("never shows one account to another's token", async () => {
      const { accessToken } = await connect();
      await expect(gateway.account('vasilek.amocrm.ru', accessToken)).rejects.toMatchObject({
        code: 'amo_unauthorized',
      });
    });

    it('keeps Cyrillic whole when packets part a letter', async () => {
      const { accessToken } = await connect();
      emulator.faults.splitUtf8 = true;
      await expect(gateway.account(HOST, accessToken)).resolves.toMatchObject({ name: 'ООО «Ромашка»' });
    });
  });

  describe('trouble', () => {
    it.each([
      ['revoked', 'amo_unauthorized', 401],
      ['paymentRequired', 'amo_payment_required', 402],
      ['blocked', 'amo_forbidden', 403],
      ['rateLimited', 'amo_rate_limited', 429],
      ['gatewayTimeout', 'amo_unavailable', 504],
    ] as const)('%s becomes %s and passes', async (fault, code, status) => {
      const { accessToken } = await connect();
      emulator.faults[fault] = true;
      await expect(gateway.account(HOST, accessToken)).rejects.toMatchObject({ code, facts: { status } });
      Object.assign(emulator.faults, noFaults());
      await expect(gateway.account(HOST, accessToken)).resolves.toMatchObject({ id: ROMASHKA });
    });

    it('may hit one account only', async () => {
      const { accessToken } = await connect();
      Object.assign(emulator.faults, { blocked: true, onlyAccount: 27182818 });
      await expect(gateway.account(HOST, accessToken)).resolves.toMatchObject({ id: ROMASHKA });
    });

    it('more than seven requests a second are refused', async () => {
      const { accessToken } = await connect();
      emulator.faults.requestsPerSecond = 7;
      const tries = await Promise.allSettled(
        Array.from({ length: 20 }, () => gateway.account(HOST, accessToken)),
      );
      const refused = tries.filter((one) => one.status === 'rejected');
      // Twenty at once fall into one second, or into two when its end is near.
      expect(refused.length).toBeGreaterThanOrEqual(6);
      expect(refused[0]).toMatchObject({ reason: { code: 'amo_rate_limited' } });
    });
  });

  describe('the widget', () => {
    const check = () => ({ secrets: [SECRET], clientId: CLIENT, redirectUri, now });

    it('gets a token that we accept, made by the clock of the sandbox', async () => {
      const caller = verifyDisposableToken(await emulator.disposableToken(ROMASHKA, 1002), check());
      expect(caller).toMatchObject({ amocrmAccountId: ROMASHKA, userId: 1002, host: HOST, isAdmin: null });
      expect(caller.expiresAt).toEqual(new Date('2027-03-01T09:30:00Z'));
    });

    it('gets it over the address its SDK asks, for whoever sits at the page', async () => {
      const page = await fetch(`${emulator.url}/demo?who=27182818.2002`);
      const cookie = page.headers.get('set-cookie')!.split(';')[0]!;
      const path = `/ajax/v2/integrations/${CLIENT}/disposable_token`;
      const answer = await fetch(`${emulator.url}${path}`, { headers: { cookie } });
      const { token } = (await answer.json()) as { token: string };
      expect(verifyDisposableToken(token, check())).toMatchObject({
        amocrmAccountId: 27182818,
        userId: 2002,
      });
    });
  });

  describe('uninstalling', () => {
    it('kills the tokens and tells us with a signature', async () => {
      const tokens = await connect();
      await emulator.uninstall(ROMASHKA);
      const hook = Object.fromEntries(api.calls.at(-1)!.searchParams);
      expect(verifyUninstallHook(hook, { clientId: CLIENT, clientSecrets: [SECRET] })).toEqual({
        amocrmAccountId: ROMASHKA,
      });
      await expect(gateway.account(HOST, tokens.accessToken)).rejects.toMatchObject({
        code: 'amo_unauthorized',
      });
      await expect(gateway.refresh(HOST, tokens.refreshToken)).rejects.toMatchObject({
        code: 'amo_unauthorized',
      });
    });
  });
});
