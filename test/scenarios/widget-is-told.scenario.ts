import { routes } from '@rocket/contracts';
import { localDate } from '@rocket/kernel';
import { ANNA, companyInAmocrm, inWidget } from '../kit/amocrm-people';
import { Customer, rub } from '../kit/customer';
import { EventStream } from '../kit/event-stream';
import { Person } from '../kit/person';
import { World } from '../kit/world';

const STREAM_SECONDS = 3;
let world: World;
let romashka: Customer;
let widget: Person;
const streams: EventStream[] = [];

beforeAll(async () => {
  world = await World.open({
    amocrm: true,
    processes: 2,
    settings: { STREAM_SECONDS: String(STREAM_SECONDS) },
  });
});
afterAll(() => world?.end());
afterEach(() => streams.splice(0).forEach((stream) => stream.close()));

let count = 0;
async function company(name: string): Promise<{ customer: Customer; widget: Person }> {
  count += 1;
  const subdomain = `company-${count}`;
  const id = 40_000_000 + count;
  companyInAmocrm(world, id, subdomain, name);
  const { account, ownerToken } = await world.stranger.asks(routes.sandboxAccount, {
    body: { name, subdomain, amocrmAccountId: id },
  });
  const anna = await inWidget(world, id, ANNA, subdomain);
  await anna.asks(routes.widgetState);
  await world.sql(`update account_user set level = 'administrator' where amocrm_user_id = $1`, [ANNA]);
  return { customer: new Customer(account, world.bearer(ownerToken), '7707083893'), widget: anna };
}

beforeEach(async () => {
  await world.begin('2027-06-01T09:00:00+03:00');
  ({ customer: romashka, widget } = await company('ООО «Ромашка»'));
  await world.product('chats', { price: '100.00', name: 'Чаты' });
});

const passOf = async (who: Person): Promise<string> => (await who.asks(routes.streamPass)).pass;
async function listen(token: string, process = 0): Promise<EventStream> {
  const stream = await EventStream.open(`${world.urls[process]!}/api/v1/widget/stream`, {
    'x-auth-token': token,
  });
  streams.push(stream);
  return stream;
}
const newest = async (who: Person) => (await who.asks(routes.widgetNotices)).items[0]!;

describe('an open widget', () => {
  it('hears of a notice in a moment, in whichever process it was posted', async () => {
    const stream = await listen(await passOf(widget), 1);
    await stream.until(() => stream.events.length === 1);
    await world.grants(romashka, '50.00');
    await stream.until(() => stream.events.length === 2);
    expect(stream.events[1]).toEqual({ name: 'notices', data: { newest: (await newest(widget)).id } });
  });

  it('hears nothing of what another account is told', async () => {
    const other = await company('ООО «Лютик»');
    const [mine, theirs] = [await listen(await passOf(widget)), await listen(await passOf(other.widget))];
    await world.grants(other.customer, '50.00');
    await theirs.until(() => theirs.events.length === 2);
    expect(mine.names).toEqual(['notices']);
  });

  it('is asked for a new pass when its own ends, and nothing is lost meanwhile', async () => {
    const stream = await listen(await passOf(widget));
    await stream.until(() => stream.hasEnded, STREAM_SECONDS * 1000 + 5_000);
    expect(stream.names).toEqual(['notices', 'renew']);
    await world.grants(romashka, '50.00');
    const next = await listen(await passOf(widget));
    await next.until(() => next.events.length === 1);
    expect(next.events[0]!.data).toEqual({ newest: (await newest(widget)).id });
  });
});

describe('a pass for the stream', () => {
  it('opens no other door', async () => {
    const thief = new Person(world.url, { 'x-auth-token': await passOf(widget) });
    for (const path of ['/widget/state', '/widget/notices', `/accounts/${romashka.id}`])
      expect((await thief.sends('GET', path)).status).toBe(401);
    expect((await thief.sends('POST', '/widget/stream-pass')).status).toBe(401);
  });

  it('that was forged, changed or has ended opens nothing', async () => {
    const pass = await passOf(widget);
    const [, body, signature] = pass.split('.');
    const other = await company('ООО «Лютик»');
    // All of it is as it should be, but for who signed it.
    const [, theirs] = (await passOf(other.widget)).split('.');
    for (const forged of [`rsp.${theirs}.${signature}`, `rsp.${body}.`, 'rsp.', `${pass}.x`, `rsp.e30.AAAA`])
      expect([forged, (await listen(forged)).status]).toEqual([forged, 401]);
    const old = await listen(pass);
    await old.until(() => old.hasEnded, STREAM_SECONDS * 1000 + 5_000);
    expect((await listen(pass)).status).toBe(401);
  });

  it('opens nothing for somebody who was switched off since', async () => {
    const pass = await passOf(widget);
    await world.sql('update account_user set amo_active = false where account_id = $1', [romashka.id]);
    expect((await listen(pass)).status).toBe(401);
  });
});

describe('a notice', () => {
  it('keeps who saw it and who said it was understood, and when; once each', async () => {
    await romashka.connects('chats', { trial: false }).catch(() => undefined);
    await world.topUp(romashka, '5000.00');
    const { id } = await newest(widget);
    await widget.asks(routes.noticeAcknowledged, { params: { id } });
    await world.moveTo('2027-06-02T10:00:00+03:00');
    await widget.asks(routes.noticeAcknowledged, { params: { id } });
    const rows = await world.sql<{ state: string; at: Date; name: string }>(
      `select d.state, d.at, u.name from notice_delivery d join account_user u on u.account_id = d.account_id and u.id = d.user_id
        where d.notice_id = $1 and d.state <> 'shown' order by d.state`,
      [id],
    );
    const when = new Date('2027-06-01T06:00:00Z');
    expect(rows.map(({ state, at }) => [state, at])).toEqual([
      ['acknowledged', when],
      ['seen', when],
    ]);
    expect(await newest(widget)).toMatchObject({
      seenAt: when.toISOString(),
      acknowledgedAt: when.toISOString(),
    });
  });

  it('of another account can be neither seen nor understood', async () => {
    const other = await company('ООО «Лютик»');
    await world.grants(other.customer, '50.00');
    const { id } = await newest(other.widget);
    expect(await widget.isRefused(routes.noticeAcknowledged, { params: { id } })).toMatchObject({
      status: 404,
    });
    expect(await newest(other.widget)).toMatchObject({ seenAt: null, acknowledgedAt: null });
    expect(await world.sql('select 1 from notice_delivery where account_id = $1', [romashka.id])).toEqual([]);
  });

  it('of a new price says the old and the new cost with the date, in the language that is asked for', async () => {
    await world.topUp(romashka, '5000.00');
    await romashka.connects('chats', { quantity: 3 });
    const administrator = await world.staff('administrator');
    await administrator.asks(routes.announcePriceChange, {
      params: { code: 'chats' },
      body: { period: 'P1M', unitPrice: rub('150.00'), effectiveOn: localDate('2027-07-15') },
    });
    const notice = await newest(widget);
    expect(notice).toMatchObject({
      kind: 'price_change',
      title: 'Новая цена: «Чаты»',
      asksToAcknowledge: true,
      link: '/products',
      details: {
        type: 'price',
        oldCost: rub('300.00'),
        newCost: rub('450.00'),
        effectiveOn: '2027-07-15',
      },
    });
    const english = await widget.sends('GET', '/widget/notices?lang=en');
    const { items } = english.body as { items: { title: string }[] };
    expect(items[0]!.title).toBe('New price: “Чаты”');
  });

  it('that money runs out says until when it lasts and how much to pay in', async () => {
    await world.product('big', { price: '4000.00' });
    await world.topUp(romashka, '5000.00');
    await romashka.connects('big');
    await world.moveTo('2027-06-29T12:00:00+03:00');
    const { items } = await widget.asks(routes.widgetNotices);
    expect(items.find(({ kind }) => kind === 'balance_low')).toMatchObject({
      link: '/top-up',
      details: {
        type: 'low_balance',
        balance: rub('1000.00'),
        emptyOn: '2027-07-01',
        // 3 000.00 are missing; the offer takes no less than 5 000.00.
        advised: rub('5000.00'),
      },
    });
  });
});

describe('the storefront inside amoCRM', () => {
  it('prices what is sold by people for the people of the account, and says what it has', async () => {
    await world.product('seats', {
      price: '90.00',
      tariffUnit: 'Пользователь',
      quantityFollows: 'seats',
      trialDays: 14,
    });
    await world.topUp(romashka, '5000.00');
    await romashka.connects('chats', { quantity: 2 });
    const { items, maySpend, today } = await widget.asks(routes.widgetShelf, { query: { seats: 7 } });
    expect([today, maySpend]).toEqual(['2027-06-01', true]);
    const of = (code: string) => items.find((item) => item.code === code)!;
    expect(of('seats')).toMatchObject({
      trial: 'due',
      subscription: null,
      prices: [{ quantity: 7, cost: rub('630.00') }],
    });
    expect(of('chats')).toMatchObject({
      trial: 'none',
      subscription: { state: 'active', paidUntil: '2027-06-30' },
      prices: [{ quantity: 2, cost: rub('200.00') }],
    });
  });

  it('asks with the very sum and dates that connecting then takes, and keeps nothing of asking', async () => {
    await world.topUp(romashka, '5000.00');
    const before = [
      await romashka.balance(),
      (await romashka.entries()).length,
      (await romashka.notices()).length,
    ];
    const query = { productCode: 'chats', quantity: 3, period: 'P1M' };
    const quote = await widget.asks(routes.connectionQuote, { query });
    expect(quote).toMatchObject({
      chargedNow: rub('300.00'),
      paidUntil: '2027-06-30',
      nextChargeOn: '2027-07-01',
      nextCharge: rub('300.00'),
      trialEndsOn: null,
    });
    expect([
      await romashka.balance(),
      (await romashka.entries()).length,
      (await romashka.notices()).length,
    ]).toEqual(before);
    const connected = await widget.asks(routes.connectProduct, { params: { id: romashka.id }, body: query });
    expect(connected.paidUntil).toBe(quote.paidUntil);
    expect(await romashka.journal('charge')).toEqual(['2027-06-01 charge -300.00']);
  });

  it('says that a trial costs nothing, and when and what the first charge will be', async () => {
    await world.product('trial', { price: '250.00', trialDays: 14 });
    const quote = await widget.asks(routes.connectionQuote, {
      query: { productCode: 'trial', quantity: 2, period: 'P1M' },
    });
    expect(quote).toMatchObject({
      chargedNow: rub('0.00'),
      trialEndsOn: '2027-06-15',
      nextChargeOn: '2027-06-16',
      nextCharge: rub('500.00'),
    });
  });

  it('refuses a question as it would refuse the act', async () => {
    const query = { productCode: 'chats', quantity: 1, period: 'P1M' };
    expect(await widget.isRefused(routes.connectionQuote, { query })).toMatchObject({
      code: 'insufficient_balance',
      required: rub('100.00'),
      available: rub('0.00'),
    });
    expect(
      await widget.isRefused(routes.connectionQuote, { query: { ...query, period: 'P1Y' } }),
    ).toMatchObject({
      code: 'period_not_offered',
    });
  });

  it('goes through the doors of the panel from a page of amoCRM, and no page of anybody else', async () => {
    const preflight = (origin: string) =>
      world.stranger.sends('OPTIONS', `/accounts/${romashka.id}/subscriptions`, {
        headers: { origin, 'access-control-request-method': 'POST' },
      });
    const own = await preflight('https://romashka.amocrm.ru');
    expect(own.headers.get('access-control-allow-origin')).toBe('https://romashka.amocrm.ru');
    expect(own.headers.get('access-control-allow-headers')).toContain('Idempotency-Key');
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
  });
});
