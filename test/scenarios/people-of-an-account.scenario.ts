import { createHmac } from 'node:crypto';
import { routes, type AccountUserDto } from '@rocket/contracts';
import { noFaults } from '../kit/amocrm-emulator';
import { ANNA, PETR, companyInAmocrm, inPanel, inWidget, panelSecret } from '../kit/amocrm-people';
import { rub } from '../kit/customer';
import type { Person } from '../kit/person';
import { World } from '../kit/world';

const ROMASHKA = 31_415_926;
const OLGA = 1003;
const ORIGIN = 'https://romashka.amocrm.ru';

let world: World;
let anna: Person;
let id: string;
beforeAll(async () => {
  world = await World.open({ amocrm: true });
});
afterAll(() => world?.end());
beforeEach(async () => {
  Object.assign(world.amocrm.faults, noFaults());
  await world.begin('2027-03-01T10:00:00+03:00');
  companyInAmocrm(world, ROMASHKA, 'romashka', 'ООО «Ромашка»');
  people({});
  expect(await world.amocrm.install(ROMASHKA)).toBe(200);
  await world.moveTo('2027-03-01T10:00:00+03:00');
  anna = await enters(ANNA);
  ({ id } = await (
    await inWidget(world, ROMASHKA, ANNA, 'romashka')
  )
    .asks(routes.widgetState)
    .then((s) => s.account));
});

/** Anna and Olga administer amoCRM, Petr works in it, unless told. */
function people(wish: { olga?: Partial<Record<'isAdmin' | 'isActive', boolean>> }): void {
  world.amocrm.setUsers(ROMASHKA, [
    { id: ANNA, name: 'Анна Соколова', isAdmin: true },
    { id: OLGA, name: 'Ольга Белова', isAdmin: true, ...wish.olga },
    { id: PETR, name: 'Пётр Ильин' },
    { id: 1004, name: 'Бот', isFree: true },
  ]);
}

async function enters(userId: number): Promise<Person> {
  return inPanel(world, await panelSecret(await inWidget(world, ROMASHKA, userId, 'romashka')));
}

const all = async (): Promise<AccountUserDto[]> =>
  (await anna.asks(routes.accountUsers, { params: { id } })).items;
const one = async (amocrmUserId: number): Promise<AccountUserDto> =>
  (await all()).find((person) => person.amocrmUserId === amocrmUserId)!;
const gives = async (
  who: Person,
  amocrmUserId: number,
  body: { level?: AccountUserDto['level']; access?: boolean },
) => who.asks(routes.setAccess, { params: { id, userId: (await one(amocrmUserId)).id }, body });
const cannotGive = async (
  who: Person,
  amocrmUserId: number,
  body: { level?: AccountUserDto['level']; access?: boolean },
) => who.isRefused(routes.setAccess, { params: { id, userId: (await one(amocrmUserId)).id }, body });
/** Something only people who may spend are let do. */
const spends = (who: Person) => who.sends('PUT', `/accounts/${id}/profile`, { body: {} });
const MAY = 422;
const MAY_NOT = 403;
const forgetsRights = (age: string) =>
  world.sql(`update account_user set rights_read_at = now() - $1::interval, rights_tried_at = null`, [age]);

it('whoever installed owns the account; amoCRM’s administrators administer it, others look on (rule 30)', async () => {
  expect((await all()).map(({ name, level, isFree }) => [name, level, isFree])).toEqual([
    ['Анна Соколова', 'owner', false],
    ['Ольга Белова', 'administrator', false],
    ['Бот', 'viewer', true],
    ['Пётр Ильин', 'viewer', false],
  ]);
  const { seats } = await anna.asks(routes.connection, { params: { id } });
  expect(seats?.count).toBe(3);
});

it('an owner gives levels, each level may do what it may, and the given level stays whatever amoCRM says', async () => {
  const petr = await enters(PETR);
  expect((await spends(petr)).status).toBe(MAY_NOT);
  expect(await gives(anna, PETR, { level: 'billing' })).toMatchObject({
    level: 'billing',
    levelGivenBy: 'panel',
  });
  expect((await spends(petr)).status).toBe(MAY);
  expect((await cannotGive(petr, OLGA, { level: 'viewer' })).code).toBe('forbidden');
  await anna.asks(routes.readUsers, { params: { id } });
  expect(await one(PETR)).toMatchObject({ level: 'billing' });

  const olga = await enters(OLGA);
  expect(await gives(olga, PETR, { level: 'administrator' })).toMatchObject({ level: 'administrator' });
  expect((await cannotGive(olga, PETR, { level: 'owner' })).code).toBe('forbidden');
  expect((await cannotGive(olga, ANNA, { level: 'viewer' })).code).toBe('forbidden');
  const changes = await world.sql<{ level_after: string; by: string }>(
    'select level_after, by from access_change order by at, id',
  );
  expect(changes.map(({ level_after }) => level_after)).toEqual(['billing', 'administrator']);
  expect(changes[0]!.by).toMatch(/^user:/);
});

it('whoever’s access was closed is out at once, from the panel and from the widget', async () => {
  const petr = await enters(PETR);
  const widget = await inWidget(world, ROMASHKA, PETR, 'romashka');
  await gives(anna, PETR, { access: false });
  expect((await petr.sends('GET', '/me')).status).toBe(401);
  expect((await widget.sends('GET', '/widget/state')).status).toBe(403);
  await gives(anna, PETR, { access: true });
  expect((await widget.sends('GET', '/widget/state')).status).toBe(200);
});

it('the last owner cannot leave, not even when two owners shut each other out at once', async () => {
  expect((await cannotGive(anna, ANNA, { level: 'viewer' })).code).toBe('last_owner');
  expect((await cannotGive(anna, ANNA, { access: false })).code).toBe('last_owner');
  await gives(anna, OLGA, { level: 'owner' });
  const olga = await enters(OLGA);
  const [a, o] = [await one(ANNA), await one(OLGA)];
  const shut = (who: Person, userId: string) =>
    who.sends('PATCH', `/accounts/${id}/users/${userId}`, { body: { access: false } });
  const answers = await Promise.all([shut(anna, o.id), shut(olga, a.id)]);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  const owners = await world.sql(`select from account_user where level = 'owner' and is_active`);
  expect(owners).toHaveLength(1);
});

it('when the only owner has left amoCRM, an administrator names another', async () => {
  world.amocrm.setUsers(ROMASHKA, [
    { id: ANNA, name: 'Анна Соколова', isAdmin: true, isActive: false },
    { id: OLGA, name: 'Ольга Белова', isAdmin: true },
  ]);
  const support = await world.staff('support');
  await support.asks(routes.readUsers, { params: { id } });
  expect((await anna.sends('GET', '/me')).status).toBe(401);
  const olga = await enters(OLGA);
  const { items } = await olga.asks(routes.accountUsers, { params: { id } });
  const me = items.find(({ amocrmUserId }) => amocrmUserId === OLGA)!;
  expect(
    await olga.asks(routes.setAccess, { params: { id, userId: me.id }, body: { level: 'owner' } }),
  ).toMatchObject({ level: 'owner' });
});

it('who was an administrator in amoCRM and is one no more may not spend a quarter of an hour later (facts §0, 4)', async () => {
  const olga = await enters(OLGA);
  expect((await spends(olga)).status).toBe(MAY);
  people({ olga: { isAdmin: false } });
  expect((await spends(olga)).status).toBe(MAY);
  await forgetsRights('16 minutes');
  expect((await spends(olga)).status).toBe(MAY_NOT);
  expect((await spends(anna)).status).toBe(MAY);
});

it('who was switched off in amoCRM is out', async () => {
  const olga = await enters(OLGA);
  people({ olga: { isActive: false } });
  await forgetsRights('16 minutes');
  expect((await spends(olga)).status).toBe(403);
  expect((await olga.sends('GET', '/me')).status).toBe(401);
});

it('when amoCRM cannot be asked, rights hold for a day and not longer', async () => {
  const olga = await enters(OLGA);
  world.amocrm.faults.gatewayTimeout = true;
  await forgetsRights('23 hours');
  expect((await spends(olga)).status).toBe(MAY);
  await forgetsRights('25 hours');
  expect((await spends(olga)).status).toBe(MAY_NOT);
  expect((await spends(anna)).status).toBe(MAY);
  expect((await olga.sends('GET', '/me')).status).toBe(200);
});

it('a token’s own word that somebody is an administrator is not believed', async () => {
  world.amocrm.setUsers(ROMASHKA, [
    { id: ANNA, name: 'Анна Соколова', isAdmin: true },
    { id: 1009, name: 'Хитрец' },
  ]);
  const sly = new InPage(token({ user_id: 1009, is_admin: true }));
  expect((await sly.state()).body['user']).toMatchObject({ level: 'viewer', name: 'Хитрец' });
});

it('one token serves many requests until it is over, and every other one is refused', async () => {
  const good = new InPage(token());
  expect([(await good.state()).status, (await good.state()).status]).toEqual([200, 200]);
  const now = Math.floor(Date.now() / 1000);
  const [head, body] = token().split('.') as [string, string];
  const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${body}.`;
  const refused: [string, string][] = [
    ['forged', token({}, 'guessed')],
    ['without a signature', `${head}.${body}.`],
    ['of no algorithm', none],
    ['of bots', token({}, 'sandbox-client-secret', 'HS512')],
    ['over', token({ iat: now - 3700, nbf: now - 3700, exp: now - 1900 })],
    ['of tomorrow', token({ iat: now + 600, nbf: now + 600, exp: now + 2400 })],
    ['made for a day', token({ exp: now + 86_400 })],
    ['of another integration', token({ client_uuid: '11111111-1111-4111-8111-111111111111' })],
    ['for another receiver', token({ aud: 'https://evil.example' })],
    ['of no host of amoCRM', token({ iss: 'https://romashka.amocrm.ru.evil.example' })],
  ];
  for (const [what, bad] of refused)
    expect([what, (await new InPage(bad).state()).status]).toEqual([what, 401]);
  expect((await new InPage(token(), 'https://other.amocrm.ru').state()).body['code']).toBe('foreign_origin');
  expect((await new InPage(token({ account_id: 99 })).state()).body['code']).toBe('not_connected');

  const stranger = await world.account('Чужой');
  for (const path of ['users', 'connection', 'balance'])
    expect((await good.sends('GET', `/accounts/${stranger.id}/${path}`)).status).toBe(404);
  expect((await good.sends('POST', `/accounts/${stranger.id}/invoices`, rub('5000.00'))).status).toBe(404);
});

/** A claim of amoCRM made by hand: a genuine one unless told otherwise. */
function token(over: Record<string, unknown> = {}, secret = 'sandbox-client-secret', alg = 'HS256'): string {
  const now = Math.floor(Date.now() / 1000);
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = [
    part({ typ: 'JWT', alg }),
    part({
      iss: ORIGIN,
      aud: 'http://127.0.0.1',
      jti: '11111111-2222-4333-8444-555555555555',
      iat: now,
      nbf: now,
      exp: now + 1800,
      account_id: ROMASHKA,
      user_id: ANNA,
      subdomain: 'romashka',
      client_uuid: '00000000-0000-4000-8000-000000000000',
      ...over,
    }),
  ].join('.');
  const hash = alg === 'HS512' ? 'sha512' : 'sha256';
  return `${signed}.${createHmac(hash, secret).update(signed).digest('base64url')}`;
}

class InPage {
  constructor(
    private readonly token: string,
    private readonly origin = ORIGIN,
  ) {}

  sends(method: string, path: string, amount?: unknown) {
    const headers = { 'x-auth-token': this.token, origin: this.origin };
    const body = amount ? { body: { amount }, key: 'a key long enough 1' } : {};
    return world.stranger.sends(method, path, { headers, ...body });
  }

  state() {
    return this.sends('GET', '/widget/state');
  }
}
