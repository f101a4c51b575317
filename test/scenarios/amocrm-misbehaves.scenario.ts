import { routes } from '@rocket/contracts';
import { noFaults } from '../kit/amocrm-emulator';
import { ANNA, PETR, companyInAmocrm, inPanel, inWidget, panelSecret } from '../kit/amocrm-people';
import type { Person } from '../kit/person';
import { World } from '../kit/world';

const ROMASHKA = 31_415_926;
const HOST = 'romashka.amocrm.ru';
const PEOPLE = [
  { id: ANNA, name: 'Анна Соколова', isAdmin: true },
  { id: PETR, name: 'Пётр Ильин' },
];

let world: World;
let anna: Person;
let id: string;
beforeAll(async () => {
  world = await World.open({ amocrm: true, processes: 2 });
});
afterAll(() => world?.end());
beforeEach(async () => {
  Object.assign(world.amocrm.faults, noFaults());
  await world.begin('2027-03-01T10:00:00+03:00');
  companyInAmocrm(world, ROMASHKA, 'romashka', 'ООО «Ромашка»');
  expect(await world.amocrm.install(ROMASHKA)).toBe(200);
  await settled();
  const widget = await inWidget(world, ROMASHKA, ANNA, 'romashka');
  id = (await widget.asks(routes.widgetState)).account.id;
  anna = await inPanel(world, await panelSecret(widget));
});

/** Whatever was woken is done. */
const settled = async (): Promise<void> => world.moveTo((await world.now()).toISOString());
const reads = (person: Person) => person.asks(routes.readUsers, { params: { id } });
/** Support at the door of one of the two processes. */
const at = async (process: number): Promise<Person> =>
  (await world.staff('support')).at(world.urls[process]!);
const connection = () => anna.asks(routes.connection, { params: { id } });
/** Tokens live by the machine's clock. */
const daysUntil = (instant: string): number =>
  Math.round((Date.parse(instant) - Date.now()) / (24 * 3600_000));
const refreshes = (since: number) =>
  world.amocrm.requests.slice(since).filter(({ path }) => path === '/oauth2/access_token').length;

it('an account is connected, its people are known, and its tokens lie sealed', async () => {
  expect(await connection()).toEqual({
    state: 'connected',
    host: HOST,
    trouble: null,
    seats: { count: 2, readAt: '2027-03-01T07:00:00.000Z' },
    technical: false,
    endsAt: null,
    connectUrl: `${world.url}/api/v1/amocrm/oauth/start`,
  });
  const [row] = await world.sql<{ tokens: Buffer }>('select tokens from amocrm_permission');
  expect(row!.tokens.toString('latin1')).not.toMatch(/def502|eyJ/);
});

it('two processes that find the token over at once ask amoCRM for one new pair (facts §0, 7)', async () => {
  await world.sql(`update amocrm_permission set expires_at = now() - interval '1 minute'`);
  world.amocrm.faults.delayMs = 300;
  const before = world.amocrm.requestCount();
  const answers = await Promise.all([0, 1, 0, 1].map(async (process) => reads(await at(process))));
  expect(answers.map(({ state }) => state)).toEqual(['connected', 'connected', 'connected', 'connected']);
  expect(refreshes(before)).toBe(1);
});

it('a token that amoCRM let go early is replaced once, whoever notices', async () => {
  for (const processes of [[0, 1], [0], [1]]) {
    world.amocrm.expireAccess(ROMASHKA);
    const before = world.amocrm.requestCount();
    await Promise.all(processes.map(async (process) => reads(await at(process))));
    expect(refreshes(before)).toBe(1);
    expect((await connection()).state).toBe('connected');
  }
});

it('a process that died while it held the rotation keeps the others waiting only for a while', async () => {
  await world.sql(
    `update amocrm_permission set expires_at = now(), lease_owner = gen_random_uuid(), rotating = true,
            lease_until = clock_timestamp() + interval '700 ms'`,
  );
  const before = world.amocrm.requestCount();
  expect((await reads(anna)).state).toBe('connected');
  expect(refreshes(before)).toBe(1);
});

it('an answer lost on the way is asked for again with the old token, where amoCRM still honours it (facts §1.4)', async () => {
  world.amocrm.faults.rotationGrace = true;
  await world.sql('update amocrm_permission set expires_at = now()');
  world.amocrm.faults.dropAnswers = 1;
  expect((await reads(anna)).state).toBe('connected');
  await world.sql('update amocrm_permission set expires_at = now()');
  expect((await reads(anna)).state).toBe('connected');
});

it('a pair lost for good asks for Connect, takes nothing away from the customer, and Connect brings it back', async () => {
  await world.sql('update amocrm_permission set expires_at = now()');
  world.amocrm.faults.dropAnswers = 1;
  expect(await anna.isRefused(routes.readUsers, { params: { id } })).toMatchObject({ code: 'not_connected' });
  expect(await connection()).toMatchObject({ state: 'needs_reauth' });
  const widget = await inWidget(world, ROMASHKA, ANNA, 'romashka');
  const { banner } = await widget.asks(routes.widgetState);
  expect(banner).toMatchObject({ tone: 'warning', text: expect.stringContaining('amoCRM') });

  const start = await world.stranger.sends('GET', '/amocrm/oauth/start');
  const state = new URL(start.headers.get('location')!).searchParams.get('state');
  const back = new URL(await world.amocrm.authorize(ROMASHKA, state));
  expect((await world.stranger.sends('GET', `/amocrm/oauth/callback${back.search}`)).status).toBe(200);
  expect(await connection()).toMatchObject({ state: 'connected' });
  expect((await reads(anna)).state).toBe('connected');
});

it('an account that was renamed is found at its new host, with its old token (facts §1.4)', async () => {
  world.amocrm.renameAccount(ROMASHKA, 'romashka-plus');
  expect(await reads(anna)).toMatchObject({ state: 'connected', host: 'romashka-plus.amocrm.ru' });
  world.amocrm.renameAccount(ROMASHKA, 'romashka-group');
  await world.sql('update amocrm_permission set expires_at = now()');
  expect(await reads(anna)).toMatchObject({ state: 'connected', host: 'romashka-group.amocrm.ru' });
  expect((await anna.asks(routes.account, { params: { id } })).subdomain).toBe('romashka-group');
});

it('however many ask in two processes, amoCRM hears no more than seven a second (facts §1.6)', async () => {
  world.amocrm.faults.requestsPerSecond = 7;
  const before = world.amocrm.requestCount();
  const answers = await Promise.all(Array.from({ length: 24 }, async (_, nth) => reads(await at(nth % 2))));
  expect(answers).toHaveLength(24);
  const times = world.amocrm.requests.slice(before).map(({ at }) => at);
  expect(times).toHaveLength(24);
  for (const first of times)
    expect(times.filter((at) => at >= first && at < first + 1000).length).toBeLessThanOrEqual(7);
});

it('a storm of 429 makes everybody wait longer each time, and then give up until later', async () => {
  world.amocrm.faults.rateLimited = true;
  const before = world.amocrm.requestCount();
  expect(await anna.isRefused(routes.readUsers, { params: { id } })).toMatchObject({
    status: 503,
    code: 'amo_rate_limited',
  });
  const times = world.amocrm.requests.slice(before).map(({ at }) => at);
  expect(times).toHaveLength(3);
  expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(1000);
  expect(times[2]! - times[1]!).toBeGreaterThanOrEqual(2000);
  expect(await connection()).toMatchObject({ state: 'connected', trouble: null });
});

it('an amoCRM account that is not paid is not asked again and again, and is not taken for one that left (402)', async () => {
  world.amocrm.faults.paymentRequired = true;
  expect(await anna.isRefused(routes.readUsers, { params: { id } })).toMatchObject({
    code: 'amo_payment_required',
  });
  expect(await connection()).toMatchObject({ state: 'connected', trouble: { kind: 'unpaid' } });
  const before = world.amocrm.requestCount();
  await world.moveTo('2027-03-03T10:00:00+03:00');
  expect(world.amocrm.requestCount()).toBe(before);
  Object.assign(world.amocrm.faults, noFaults());
  expect(await reads(anna)).toMatchObject({ state: 'connected', trouble: null });
});

it('a block of everything is told from a missing right, and is left alone for minutes (403)', async () => {
  world.amocrm.faults.blocked = true;
  await anna.isRefused(routes.readUsers, { params: { id } });
  expect(await connection()).toMatchObject({ state: 'connected', trouble: { kind: 'blocked' } });
  const before = world.amocrm.requestCount();
  expect(await anna.isRefused(routes.readUsers, { params: { id } })).toMatchObject({
    code: 'amo_rate_limited',
  });
  expect(world.amocrm.requestCount()).toBe(before);
});

it('Cyrillic letters cut by packets stay whole, and slowness is waited for', async () => {
  Object.assign(world.amocrm.faults, { splitUtf8: true, delayMs: 200 });
  world.amocrm.setUsers(ROMASHKA, [...PEOPLE, { id: 1003, name: 'Щука Ёлкина' }]);
  expect((await reads(anna)).seats?.count).toBe(3);
  const { items } = await anna.asks(routes.accountUsers, { params: { id } });
  expect(items.map(({ name }) => name)).toEqual(['Анна Соколова', 'Пётр Ильин', 'Щука Ёлкина']);
});

it('an installation that amoCRM answers badly is carried out later, from the same code', async () => {
  world.amocrm.addAccount({ id: 27_182_818, subdomain: 'vasilek', name: 'ИП Василёк', users: PEOPLE });
  const administrator = await world.staff('administrator');
  const names = async () => (await administrator.asks(routes.accounts)).items.map(({ name }) => name);
  world.amocrm.faults.gatewayTimeout = true;
  expect(await world.amocrm.install(27_182_818)).toBe(200);
  await settled();
  expect(await names()).not.toContain('ИП Василёк');

  // The code is spent, and then the next question fails: what it brought must not be lost.
  await world.sql('update install_hook set next_try_at = null');
  Object.assign(world.amocrm.faults, noFaults(), { paymentRequired: true });
  await settled();
  expect(
    (await world.sql(`select from install_hook where secret is not null and secret_kind = 'tokens'`)).length,
  ).toBe(1);
  await world.sql('update install_hook set next_try_at = null');
  Object.assign(world.amocrm.faults, noFaults());
  await settled();
  expect(await names()).toContain('ИП Василёк');
});

it('a token made by hand connects its own account only, and its end asks for another one', async () => {
  const params = { id };
  const foreign = await world.amocrm.longLivedToken(
    world.amocrm.addAccount({ id: 1, subdomain: 'foreign', name: 'Чужой', users: PEOPLE }).id,
    ANNA,
    30,
  );
  expect(await anna.isRefused(routes.setLongLivedToken, { params, body: { token: foreign } })).toMatchObject({
    code: 'validation_failed',
    errors: [{ path: 'token' }],
  });
  const token = await world.amocrm.longLivedToken(ROMASHKA, ANNA, 30);
  const connected = await anna.asks(routes.setLongLivedToken, { params, body: { token } });
  expect(connected).toMatchObject({ state: 'connected' });
  expect(daysUntil(connected.endsAt!)).toBe(30);
  const before = world.amocrm.requestCount();
  expect((await reads(anna)).state).toBe('connected');
  expect(refreshes(before)).toBe(0);
  await world.sql('update amocrm_permission set expires_at = now()');
  await anna.isRefused(routes.readUsers, { params });
  expect(await connection()).toMatchObject({ state: 'needs_reauth', endsAt: null });
});
