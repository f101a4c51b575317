import { routes, type ProblemDto, type SubscriptionDto } from '@rocket/contracts';
import type { Customer } from '../kit/customer';
import { World } from '../kit/world';

let world: World;
let romashka: Customer;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world?.end());
beforeEach(async () => {
  await world.begin('2027-06-01T10:00:00+03:00');
  romashka = await world.account('ООО «Ромашка»');
  await world.topUp(romashka, '5000.00');
});

it('connected products are read newest first, page by page, whatever is connected meanwhile (http-api.md, Conventions)', async () => {
  const codes = ['first', 'second', 'third', 'fourth'];
  for (const code of codes) await world.product(code, { price: '10.00', trialDays: 0 });
  for (const code of codes.slice(0, 3)) await romashka.connects(code);
  const read = (query: { limit?: number; cursor?: string }) =>
    romashka.owner.asks(routes.subscriptions, { params: { id: romashka.id }, query });
  const names = (items: SubscriptionDto[]) => items.map(({ productCode }) => productCode);

  const newest = await read({ limit: 2 });
  expect(names(newest.items)).toEqual(['third', 'second']);
  await romashka.connects('fourth');
  const rest = await read({ limit: 2, cursor: newest.nextCursor! });
  expect([names(rest.items), rest.nextCursor]).toEqual([['first'], null]);
});

it.each(['subscriptions', 'entries', 'notices', 'documents', 'bonus-grants', 'refund-requests'])(
  'a page of %s is of 1 to 200 rows, and a cursor is one of ours',
  async (list) => {
    const refusal = async (query: string) => {
      const answer = await romashka.owner.sends('GET', `/accounts/${romashka.id}/${list}?${query}`, {});
      return [answer.status, (answer.body as unknown as ProblemDto).errors?.map(({ path }) => path)];
    };
    for (const limit of ['0', '201', '1.5', 'all']) {
      expect(await refusal(`limit=${limit}`)).toEqual([422, ['limit']]);
    }
    expect(await refusal('cursor=zzz')).toEqual([422, ['cursor']]);
  },
);

it('a product that was paid for is connected again without a trial, unless the unused trial is asked for (http-api.md, Running out)', async () => {
  await world.product('chats', { price: '100.00', trialDays: 14 });
  await romashka.connects('chats', { trial: false, autoRenew: false });
  await world.moveTo('2027-07-02T10:00:00+03:00');
  expect(await romashka.stateOf('chats')).toBe('ended');
  expect(await romashka.connects('chats')).toMatchObject({ state: 'active', paidUntil: '2027-08-01' });
  await romashka.ends('chats');
  expect(await romashka.connects('chats', { trial: true })).toMatchObject({ state: 'trial' });
});

it('a customer may leave, but not in the name of the seller, whose leaving gives money back (rule 21)', async () => {
  const params = { id: romashka.id };
  const body = { reason: 'Закрываемся', initiator: 'seller' as const };
  expect(await romashka.owner.isRefused(routes.terminateAccount, { params, body })).toMatchObject({
    status: 403,
    code: 'forbidden',
  });
  const administrator = await world.staff('administrator');
  expect(await administrator.asks(routes.terminateAccount, { params, body })).toMatchObject({
    initiator: 'seller',
    effectiveOn: '2027-06-11',
  });
});

it('a key of a product asked for twice in one request is one key (http-api.md, Idempotency)', async () => {
  await world.product('chats', { price: '10.00' });
  const administrator = await world.staff('administrator');
  const asks = () => administrator.sends('POST', '/products/chats/keys', { body: {}, key: 'one-key' });
  const [first, again] = [await asks(), await asks()];
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect(again.body).toEqual(first.body);
  expect(first.body['secret']).toMatch(/^rmp_/);
});

it.each([
  ['authorization', 'Bearer rms_guessed'],
  ['authorization', 'Bearer rmp_guessed'],
  ['x-auth-token', 'guessed'],
  ['x-auth-token', 'e30.e30.AAAA'],
  ['cookie', 'rm_session=guessed'],
])(
  'whoever shows a wrong %s is told the same by every door: unauthenticated (http-api.md, Conventions)',
  async (name, value) => {
    for (const path of ['/me', '/widget/state', `/accounts/${romashka.id}/balance`]) {
      const answer = await fetch(`${world.url}/api/v1${path}`, { headers: { [name]: value } });
      expect([answer.status, (await answer.json()) as object]).toMatchObject([
        401,
        { code: 'unauthenticated' },
      ]);
    }
  },
);
