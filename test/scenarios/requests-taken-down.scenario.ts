import { randomUUID } from 'node:crypto';
import { routes, type SupportRequestDto } from '@rocket/contracts';
import type { Customer } from '../kit/customer';
import { at, letter, said, wish, writes } from '../kit/support-words';
import { World } from '../kit/world';
import { ROW_LAWS } from '../simulation/row-laws';

/** Requests that came by telephone, e-mail or messenger: staff write them down in the name of whoever asked (rule 33). */
let world: World;
let romashka: Customer;
let personId: string;
beforeAll(async () => (world = await World.open({ mail: true })));
afterAll(() => world?.end());
beforeEach(async () => {
  world.mail.forget();
  await world.begin('2026-11-25T10:00:00+03:00');
  romashka = await world.account('ООО «Ромашка»');
  const people = await romashka.owner.asks(routes.accountUsers, { params: { id: romashka.id }, query: {} });
  personId = people.items[0]!.id;
});
afterEach(async () => {
  for (const { law, broken } of ROW_LAWS.filter(({ law: name }) => name.includes('support')))
    expect({ law, broken: await world.sql(broken) }).toEqual({ law, broken: [] });
});

const told = (changes: object = {}) => ({ ...wish(), personId, channel: 'phone' as const, ...changes });
const takesDown = async (changes: object = {}): Promise<SupportRequestDto> =>
  (await world.staff('support')).asks(routes.takeDownSupportRequest, {
    params: { id: romashka.id },
    body: told(changes),
  });
const isRefused = async (changes: object) => {
  const refusal = { params: { id: romashka.id }, body: told(changes) };
  const support = await world.staff('support');
  const { code, errors } = await support.isRefused(routes.takeDownSupportRequest, refusal);
  return [code, ...(errors ?? []).map(({ path }) => path)];
};

it('a call is the caller’s own request: numbered in the same row, due by the same hours, confirmed and written on in', async () => {
  const { owner, id } = romashka;
  await world.sql(`update account_user set email = 'owner@romashka.example' where id = '${personId}'`);
  await owner.asks(routes.askSupport, { params: { id }, body: wish('Из кабинета') });
  // With the welcome, of which they are told only now that they have an address.
  await world.mail.waitFor(1);
  const request = await takesDown();
  expect(request).toMatchObject({
    number: 2,
    state: 'open',
    channel: 'phone',
    writtenDownBy: 'Поддержка',
    dueAt: '2026-11-25T15:00:00.000Z',
  });
  const own = await owner.asks(routes.supportRequest, at(request));
  expect(own).toEqual(request);
  expect(own.askedBy).not.toBe('Поддержка');
  expect(await said(owner, request)).toEqual([`customer ${own.askedBy}: ${wish().text}`]);
  const confirmed = await letter(world.mail, ({ subject }) => subject === 'Обращение № 2 принято');
  expect(confirmed.to).toEqual(['owner@romashka.example']);
  expect((await writes(owner, request, 'И ещё вопрос')).state).toBe('open');
  const [first] = (await owner.asks(routes.supportRequestsOf, { params: { id }, query: {} })).items.filter(
    ({ number }) => number === 1,
  );
  expect(first).toMatchObject({ channel: 'panel', writtenDownBy: null });
});

it('the journal of acts says who wrote it down and how it came, and none of its words', async () => {
  await takesDown({ channel: 'messenger' });
  const administrator = await world.staff('administrator');
  const { items } = await administrator.asks(routes.audit, {
    query: { action: 'takeDownSupportRequest' } as never,
  });
  expect(items).toMatchObject([
    { actorName: 'Поддержка', account: { id: romashka.id }, told: { channel: 'messenger' }, reason: null },
  ]);
  expect(JSON.stringify(items)).not.toContain(wish().text);
});

it('it is refused by its field: nobody’s, of a stranger, of somebody who cannot read the answer, without a way', async () => {
  const stranger = await world.account('ТОО «Дала»');
  const [person] = (
    await stranger.owner.asks(routes.accountUsers, { params: { id: stranger.id }, query: {} })
  ).items;
  expect(await isRefused({ personId: '' })).toEqual(['validation_failed', 'personId']);
  expect(await isRefused({ personId: person!.id })).toEqual(['validation_failed', 'personId']);
  expect(await isRefused({ channel: 'panel' })).toEqual(['validation_failed', 'channel']);
  expect(await isRefused({ productCode: 'no-such' })).toEqual(['validation_failed', 'productCode']);
  await world.sql(`update account_user set closed_at = now() where id = '${personId}'`);
  expect(await isRefused({})).toEqual(['validation_failed', 'personId']);
  await world.sql(`update account_user set closed_at = null where id = '${personId}'`);
  expect(await world.sql('select 1 from support_request')).toEqual([]);
});

it('support and administrators write down; managers and customers do not, and sent again it is one request', async () => {
  const path = `/accounts/${romashka.id}/support-requests/told`;
  const refusal = { params: { id: romashka.id }, body: told() };
  const manager = await world.staff('account_manager');
  for (const nobody of [manager, romashka.owner])
    expect((await nobody.isRefused(routes.takeDownSupportRequest, refusal)).code).toBe('forbidden');
  const administrator = await world.staff('administrator');
  const key = randomUUID();
  const first = await administrator.sends('POST', path, { body: told(), key });
  const again = await administrator.sends('POST', path, { body: told(), key });
  expect([first.status, again.body['id']]).toEqual([201, first.body['id']]);
  expect(await world.sql('select 1 from support_request')).toHaveLength(1);
});

it('how it came and who wrote it down cannot be changed, and the words go with the data of whoever asked', async () => {
  const request = await takesDown();
  const change = (what: string) =>
    world.sql(`update support_request set ${what} where id = '${request.id}'`).then(
      () => 'changed',
      () => 'refused',
    );
  expect(await change(`channel = 'email'`)).toBe('refused');
  expect(await change(`written_by = 'staff:somebody'`)).toBe('refused');
  const author = await world.sql(`select author from support_message where request_id = '${request.id}'`);
  expect(author).toEqual([{ author: `user:${personId}` }]);
});
