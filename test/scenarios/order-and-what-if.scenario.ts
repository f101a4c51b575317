import { routes, type ForecastDto } from '@rocket/contracts';
import type { Customer } from '../kit/customer';
import { World } from '../kit/world';

let world: World;
let romashka: Customer;
beforeAll(async () => {
  world = await World.open();
  await world.begin('2027-06-01T09:00:00+03:00');
  await world.product('calls', { price: '500.00', name: 'Звонки' });
  await world.product('chats', { price: '300.00', name: 'Чаты' });
  await world.product('report', { price: '100.00', name: 'Отчёт' });
  romashka = await world.account('ООО «Ромашка»');
  await world.topUp(romashka, '900.00');
  for (const code of ['calls', 'chats', 'report']) await romashka.connects(code);
});
afterAll(() => world?.end());

const idOf = async (code: string): Promise<string> => (await romashka.subscription(code)).id;
const idsOf = (...codes: string[]): Promise<string[]> => Promise.all(codes.map(idOf));
const orders = async (...codes: string[]): Promise<string[]> => {
  const body = { order: await idsOf(...codes) };
  const { items } = await romashka.owner.asks(routes.orderSubscriptions, {
    params: { id: romashka.id },
    body,
  });
  return items.map(({ rank, productCode }) => `${rank} ${productCode}`);
};
const forecast = (topUp?: string, until = '2027-07-15'): Promise<ForecastDto> =>
  romashka.owner.asks(routes.forecast, {
    params: { id: romashka.id },
    query: { until: until as ForecastDto['until'], topUp },
  });

describe('the order of importance', () => {
  it('is set whole, the same again changes nothing, and the planner pays by it', async () => {
    expect(await orders('report', 'calls', 'chats')).toEqual(['1 report', '2 calls', '3 chats']);
    expect(await orders('report', 'calls', 'chats')).toEqual(['1 report', '2 calls', '3 chats']);
    await world.topUp(romashka, '600.00');
    const [day] = (await forecast()).items;
    expect(day!.charges.map(({ productCode }) => productCode)).toEqual(['report', 'calls']);
    expect(day!.total.amount).toBe('600.00');
    expect(day!.suspensions.map(({ productCode }) => productCode)).toEqual(['chats']);
  });

  it('is refused when it leaves something out, names it twice or is another’s, and tells the order there is', async () => {
    const [calls, chats, report] = await idsOf('calls', 'chats', 'report');
    const stranger = await world.account('ООО «Лютик»');
    await world.topUp(stranger, '100.00');
    const foreign = (await stranger.connects('report')).id;
    for (const order of [
      [calls!, chats!],
      [calls!, calls!, chats!],
      [calls!, chats!, foreign],
    ]) {
      const refusal = await romashka.owner.isRefused(routes.orderSubscriptions, {
        params: { id: romashka.id },
        body: { order },
      });
      expect(refusal).toMatchObject({
        status: 409,
        code: 'order_out_of_date',
        order: [report, calls, chats],
      });
    }
    expect((await romashka.subscription('report')).rank).toBe(1);
  });

  it('is nobody else’s to set, and two at once leave one whole order', async () => {
    const stranger = await world.account('ООО «Василёк»');
    const order = await idsOf('calls', 'chats', 'report');
    const asked = { params: { id: romashka.id }, body: { order } };
    expect((await stranger.owner.isRefused(routes.orderSubscriptions, asked)).status).toBe(404);
    await Promise.all([orders('chats', 'report', 'calls'), orders('calls', 'chats', 'report')]);
    const ranks = (await romashka.subscriptions()).map(({ rank }) => rank).sort();
    expect(ranks).toEqual([1, 2, 3]);
  });
});

describe('what a top-up would do', () => {
  it('is said as it then happens: what resumes and is charged at once, the bonus, and how long it lasts', async () => {
    await orders('report', 'calls', 'chats');
    await world.moveTo('2027-07-01T09:00:00+03:00');
    expect(await romashka.stateOf('chats')).toBe('suspended');

    const little = (await forecast('100.00')).topUp!;
    expect(little).toMatchObject({ resumed: [], total: { amount: '0.00' }, isEnough: false, percent: null });
    expect(little.stillSuspended.map(({ productCode }) => productCode)).toEqual(['chats']);

    const asked = await forecast('60000.00', '2027-08-15');
    const { topUp } = asked;
    expect(topUp).toMatchObject({
      bonus: { amount: '3000.00' },
      percent: 5,
      isEnough: true,
      total: { amount: '300.00' },
      stillSuspended: [],
    });
    expect(topUp!.resumed.map(({ productCode, paidUntil }) => `${productCode} ${paidUntil}`)).toEqual([
      'chats 2027-07-31',
    ]);
    // Nothing happened yet.
    expect(await romashka.stateOf('chats')).toBe('suspended');

    await world.topUp(romashka, '60000.00');
    expect(await romashka.stateOf('chats')).toBe('active until 2027-07-31');
    const { money, bonus } = topUp!.balanceAfter;
    expect(await romashka.balance()).toBe(`${money.amount} + ${bonus.amount} bonus`);
    expect((await forecast(undefined, '2027-08-15')).items).toEqual(asked.items);
    const { forecast: stands } = await romashka.owner.asks(routes.balance, { params: { id: romashka.id } });
    expect([topUp!.emptyOn, topUp!.daysLeft]).toEqual([stands.emptyOn, stands.daysLeft]);
  });

  it('is refused for what is no sum', async () => {
    for (const topUp of ['0.00', '-5.00', 'много', '1.234'])
      expect(
        await romashka.owner.isRefused(routes.forecast, {
          params: { id: romashka.id },
          query: { until: '2027-08-15' as ForecastDto['until'], topUp },
        }),
      ).toMatchObject({ status: 422, code: 'validation_failed' });
  });
});

describe('sums before the click', () => {
  it('of connecting and of changing are what is then charged, and asking keeps nothing', async () => {
    await world.product('mail', { price: '90.00', name: 'Почта' });
    const before = await romashka.balance();
    const asked = { productCode: 'mail', quantity: 2, period: 'P1M' } as const;
    const quote = await romashka.owner.asks(routes.connectQuote, {
      params: { id: romashka.id },
      query: asked,
    });
    expect(quote).toMatchObject({
      chargedNow: { amount: '180.00' },
      nextChargeOn: '2027-08-01',
      nextCharge: { amount: '180.00' },
      trialEndsOn: null,
      oneMore: null,
    });
    expect(await romashka.balance()).toBe(before);
    const { id } = await romashka.connects('mail', { quantity: 2 });
    expect((await romashka.entries('charge')).at(-1)!.bonus.amount).toBe('-180.00');

    await world.moveTo('2027-07-16T09:00:00+03:00');
    const query = { quantity: 3 };
    const more = await romashka.owner.asks(routes.changeQuote, { params: { id }, query });
    expect(more).toMatchObject({ cost: { amount: '270.00' }, paidUntil: '2027-07-31' });
    await romashka.changes('mail', { quantity: 3 });
    expect((await romashka.entries('charge')).at(-1)!.bonus.amount).toBe(`-${more.chargedNow.amount}`);
    const less = await romashka.owner.asks(routes.changeQuote, { params: { id }, query: { quantity: 1 } });
    expect(less.chargedNow.amount).toBe('0.00');
    expect(less.credit.amount).not.toBe('0.00');
    expect((await romashka.subscription('mail')).quantity).toBe(3);
  });

  it('are refused as the act would be', async () => {
    const id = await idOf('mail');
    expect(
      await romashka.owner.isRefused(routes.changeQuote, { params: { id }, query: { quantity: 100_000 } }),
    ).toMatchObject({ status: 402, code: 'insufficient_balance' });
    const stranger = await world.account('ООО «Мак»');
    expect(
      (await stranger.owner.isRefused(routes.changeQuote, { params: { id }, query: { quantity: 2 } })).status,
    ).toBe(404);
  });
});

it('the history of a product tells who did what and which price was charged, and no reason of staff', async () => {
  const support = await world.staff('support');
  await support.asks(routes.endSubscription, { params: { id: await idOf('mail') } });
  const params = { id: romashka.id, code: 'mail' };
  const { items } = await romashka.owner.asks(routes.productHistory, { params, query: { limit: 50 } });
  const told = items.map(
    ({ event, actorName }) => `${event} ${actorName === null ? 'by itself' : 'by a person'}`,
  );
  expect(told.sort()).toEqual([
    'changeSubscription by a person',
    'connectProduct by a person',
    'connected by itself',
    'endSubscription by a person',
    'ended by itself',
    'price_charged by itself',
  ]);
  const priced = items.find(({ event }) => event === 'price_charged')!.facts;
  expect(priced).toMatchObject({ unitPrice: '90', period: 'P1M', from: '2027-07-01', currency: 'RUB' });
  expect(items.every(({ reason }) => reason === null)).toBe(true);
  const stranger = await world.account('ООО «Ирис»');
  expect((await stranger.owner.isRefused(routes.productHistory, { params })).status).toBe(404);
});
