import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { licenceClaims, routes, type EntitlementDto, type LicenceKeyDto } from '@rocket/contracts';
import { createLocalJWKSet, decodeJwt, errors, jwtVerify, type JSONWebKeySet } from 'jose';
import { loadApi } from '../kit/api/load-api';
import type { Customer } from '../kit/customer';
import { eventually } from '../kit/house';
import type { Person } from '../kit/person';
import { ProductProgram } from '../kit/product-program';
import { Wire } from '../kit/wire';
import { World } from '../kit/world';

const ROUNDS = 3;

let world: World;
let wire: Wire;
let second: NestFastifyApplication;
/** Of the API process behind the wire. */
let secondUrl: string;
let romashka: Customer;
let program: Person;

beforeAll(async () => {
  world = await World.open();
  wire = await Wire.to(world.databaseUrl);
  const { createApp, listen, readConfig } = await loadApi();
  const config = readConfig({
    NODE_ENV: 'test',
    PORT: '0',
    DATABASE_URL: wire.url,
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'silent',
  });
  second = await createApp(config);
  secondUrl = await listen(second, config);
});
afterAll(async () => {
  await second?.close();
  await world?.end();
  await wire?.cut();
});
beforeEach(async () => {
  await world.begin('2027-06-01T09:00:00+03:00');
  await world.product('chats', { price: '100.00' });
  romashka = await world.account('ООО «Ромашка»');
  await world.topUp(romashka, '90000.00');
  await romashka.connects('chats');
  program = (await ProductProgram.of(world, 'chats')).caller;
});

const asks = (at: string, customer = romashka): Promise<EntitlementDto> =>
  program.at(at).asks(routes.entitlement, { query: { account: customer.account.amocrmAccountId } });
const both = (): Promise<EntitlementDto[]> => Promise.all([asks(world.url), asks(secondUrl)]);
const keySet = async (at: string): Promise<JSONWebKeySet> =>
  (await (await fetch(`${at}/.well-known/jwks.json`)).json()) as JSONWebKeySet;

it('what was committed is never answered in the old way, however hot the question is on either process', async () => {
  // What the second process is told comes late, so that only a question that waits for it is answered rightly.
  await both();
  wire.newsLagMs = 40;
  let isOver = false;
  let asked = 0;
  const keepAsking = async (at: string): Promise<void> => {
    while (!isOver) {
      await asks(at);
      asked += 1;
    }
  };
  const support = await world.staff('support');
  const crowd = [world.url, secondUrl].map(keepAsking);
  try {
    for (let round = 1; round <= ROUNDS; round += 1) {
      const writer = round % 2 === 0 ? world.url : secondUrl;
      const params = { id: romashka.id };
      const body = { ground: 'security', reason: 'Проверка' } as const;
      await support.at(writer).asks(routes.suspendAccount, { params, body });
      expect((await both()).map(({ entitled }) => entitled)).toEqual([false, false]);
      await support.at(writer).asks(routes.resumeAccount, { params, body: { reason: 'Проверили' } });
      expect((await both()).map(({ entitled }) => entitled)).toEqual([true, true]);
      await romashka.changes('chats', { quantity: round + 1 });
      expect((await both()).map(({ quantity }) => quantity)).toEqual([round + 1, round + 1]);
    }
  } finally {
    isOver = true;
    await Promise.all(crowd);
    wire.newsLagMs = 0;
  }
  expect(asked).toBeGreaterThan(ROUNDS * 4);
});

it('questions that come in one moment are each answered for their own account and key', async () => {
  const vasilek = await world.account('ИП Василёк');
  await world.topUp(vasilek, '300.00');
  await vasilek.connects('chats', { quantity: 3 });
  const stranger = await world.account('ООО «Незабудка»');
  const forged = world.bearer(`rmp_${'a'.repeat(43)}`);
  const query = { account: romashka.account.amocrmAccountId };
  const [answers, refusals] = await Promise.all([
    Promise.all([vasilek, romashka, stranger, romashka, vasilek].map((each) => asks(secondUrl, each))),
    Promise.all([1, 2].map(() => forged.at(secondUrl).isRefused(routes.entitlement, { query }))),
  ]);
  expect(answers.map(({ quantity }) => quantity)).toEqual([3, 1, 0, 1, 3]);
  expect(answers.map(({ licence }) => decodeJwt(licence).sub)).toEqual(
    [vasilek, romashka, stranger, romashka, vasilek].map(({ account }) => String(account.amocrmAccountId)),
  );
  expect(refusals.map(({ code }) => code)).toEqual(['unauthenticated', 'unauthenticated']);
});

it('a stolen key is refused everywhere at once; a key that is replaced works until the moment stated', async () => {
  const administrator = await world.staff('administrator');
  const params = { code: 'chats' };
  const stolen = await administrator.asks(routes.createKey, {
    params,
    body: { name: 'Сервер', scopes: ['entitlements:read'] },
  });
  const thief = world.bearer(stolen.secret);
  const query = { account: romashka.account.amocrmAccountId };
  for (const at of [world.url, secondUrl]) await thief.at(at).asks(routes.entitlement, { query });
  expect((await thief.isRefused(routes.recordUsage, { body: usageOf(romashka) })).code).toBe('forbidden');

  const { keyId } = stolen;
  const replaced = await administrator.asks(routes.rotateKey, { params: { ...params, id: keyId } });
  for (const secret of [stolen.secret, replaced.secret])
    await world.bearer(secret).at(secondUrl).asks(routes.entitlement, { query });
  await administrator.asks(routes.revokeKey, { params: { ...params, id: keyId } });
  for (const at of [secondUrl, world.url])
    expect((await thief.at(at).isRefused(routes.entitlement, { query })).code).toBe('unauthenticated');
  await world.bearer(replaced.secret).at(secondUrl).asks(routes.entitlement, { query });

  await world.sql(`update product_key set expires_at = now() where id = $1`, [replaced.keyId]);
  const late = world.bearer(replaced.secret).at(secondUrl);
  expect((await late.isRefused(routes.entitlement, { query })).code).toBe('unauthenticated');
  const { items } = await administrator.asks(routes.productKeys, { params });
  expect(items.map(({ state, replaces, scopes }) => ({ state, replaces, scopes })).slice(0, 2)).toEqual([
    { state: 'expired', replaces: keyId, scopes: ['entitlements:read'] },
    { state: 'revoked', replaces: null, scopes: ['entitlements:read'] },
  ]);
  expect(JSON.stringify(items)).not.toContain(stolen.secret);
  expect(stolen.secret.startsWith(items[1]!.prefix!)).toBe(true);

  // One that was made to write of use asks nothing, by no way.
  const writer = await administrator.asks(routes.createKey, { params, body: { scopes: ['usage:write'] } });
  for (const at of [world.url, secondUrl])
    expect((await world.bearer(writer.secret).at(at).isRefused(routes.entitlement, { query })).code).toBe(
      'forbidden',
    );
});

const usageOf = ({ account }: Customer) => ({
  account: account.amocrmAccountId,
  unit: 'chats',
  quantity: 1,
  at: '2027-06-01T09:00:00+03:00',
});

it('one question is answered for all products of a back end', async () => {
  await world.product('calls', { price: '50.00' });
  const vasilek = await world.account('ИП Василёк');
  const administrator = await world.staff('administrator');
  const { secret } = await administrator.asks(routes.createKey, {
    params: { code: 'chats' },
    body: { products: ['calls'] },
  });
  const backEnd = world.bearer(secret).at(secondUrl);
  const accounts = [romashka, vasilek].map(({ account }) => account.amocrmAccountId);
  const { items } = await backEnd.asks(routes.entitlements, { body: { accounts: [...accounts, 1] } });
  expect(items.map(({ account, product, state }) => [account, product, state])).toEqual([
    [accounts[0], 'chats', 'active'],
    [accounts[0], 'calls', 'none'],
    [accounts[1], 'chats', 'none'],
    [accounts[1], 'calls', 'none'],
    [1, 'chats', 'unknown'],
    [1, 'calls', 'unknown'],
  ]);
  await romashka.connects('calls');
  const query = { account: accounts[0]!, product: 'calls' };
  expect(await backEnd.asks(routes.entitlement, { query })).toMatchObject({
    entitled: true,
    state: 'active',
  });
  const wrong = await program.isRefused(routes.entitlements, { body: { accounts, products: ['calls'] } });
  expect(wrong.code).toBe('not_found');
  const many = Array.from({ length: 101 }, (_, nth) => nth + 1);
  const tooMany = await backEnd.isRefused(routes.entitlements, { body: { accounts: many } });
  expect(tooMany.errors).toMatchObject([{ path: 'accounts' }]);
});

it('keys that sign take turns: published before, kept until the last licence is over, taken out at once when stolen', async () => {
  const administrator = await world.staff('administrator');
  const states = async (): Promise<LicenceKeyDto['state'][]> =>
    (await administrator.asks(routes.licenceKeys)).items.map(({ state }) => state);
  /** As if all of this had begun so much earlier. */
  const passes = (time: string) =>
    world.sql(
      `update signing_key set signs_from = signs_from - $1::interval, created_at = created_at - $1::interval`,
      [time],
    );
  const verifies = async (licence: string, at: string, currentDate = new Date()) =>
    jwtVerify(licence, createLocalJWKSet(await keySet(at)), {
      audience: 'chats',
      currentDate,
      clockTolerance: 60,
    });

  const { licence } = await asks(world.url);
  const { payload, protectedHeader } = await verifies(licence, secondUrl);
  const claims = licenceClaims.parse(payload);
  expect(claims).toMatchObject({ entitled: true, product: 'chats', quantity: 1, grace: 86_400 });
  expect(claims.exp - claims.iat).toBe(3600);
  // The product's clock is behind ours, or ahead.
  const minutes = (from: number, count: number): Date => new Date(from * 1000 + count * 60_000);
  await verifies(licence, secondUrl, minutes(claims.iat, -10));
  await verifies(licence, secondUrl, minutes(claims.exp, 0.9));
  await expect(verifies(licence, secondUrl, minutes(claims.exp, 2))).rejects.toThrow(errors.JWTExpired);

  await passes('89 days 1 hour');
  expect((await keySet(secondUrl)).keys).toHaveLength(2);
  expect(await states()).toEqual(['waits', 'signs']);
  const before = await verifies((await asks(world.url)).licence, secondUrl);
  expect(before.protectedHeader.kid).toBe(protectedHeader.kid);
  await passes('1 day');
  const after = await verifies((await asks(secondUrl)).licence, world.url);
  expect(after.protectedHeader.kid).not.toBe(protectedHeader.kid);
  await verifies(licence, world.url);
  expect(await states()).toEqual(['signs', 'published']);
  await passes('27 hours');
  await expect(verifies(licence, world.url)).rejects.toThrow(errors.JWKSNoMatchingKey);
  expect(await states()).toEqual(['signs', 'retired']);

  const body = { reason: 'Ключ мог попасть к чужим', compromised: true };
  await administrator.at(secondUrl).asks(routes.rotateLicenceKey, { body });
  const clean = (await asks(world.url)).licence;
  await expect(verifies((await asks(secondUrl)).licence, world.url)).resolves.toBeDefined();
  await verifies(clean, secondUrl);
  expect(await states()).toEqual(['signs', 'retired', 'retired']);
});

it('while the database is away known answers go on and say how old they are, others are refused for a moment', async () => {
  const vasilek = await world.account('ИП Василёк');
  const support = await world.staff('support');
  const hot = await asks(secondUrl);
  expect(hot).toMatchObject({ entitled: true, ageSeconds: 0 });
  await wire.cut();
  const params = { id: romashka.id };
  await support.asks(routes.suspendAccount, { params, body: { ground: 'security', reason: 'Проверка' } });
  const aged = await eventually('the answer is a second old', async () => {
    const answer = await asks(secondUrl);
    return answer.ageSeconds >= 1 && answer;
  });
  expect(aged).toMatchObject({ entitled: true, state: 'active' });
  expect(Date.parse(aged.asOf)).toBeGreaterThanOrEqual(Date.parse(hot.asOf));
  expect((await keySet(secondUrl)).keys).toHaveLength(1);
  const cold = { query: { account: vasilek.account.amocrmAccountId } };
  const refusal = await program.at(secondUrl).isRefused(routes.entitlement, cold);
  expect(refusal).toMatchObject({ status: 503, code: 'database_unavailable', retryAfter: 5 });
  // The other process has its database and says how it is.
  expect(await asks(world.url)).toMatchObject({ entitled: false, ageSeconds: 0 });

  await wire.mend();
  expect(await asks(secondUrl)).toMatchObject({ entitled: false, state: 'suspended', ageSeconds: 0 });
  await program.at(secondUrl).asks(routes.entitlement, cold);
});
