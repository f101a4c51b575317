import { routes, type WebhookState, type WebhookType } from '@rocket/contracts';
import type { Customer } from '../kit/customer';
import { eventually } from '../kit/house';
import { ProductProgram } from '../kit/product-program';
import { WebhookReceiver, type ReceivedHook } from '../kit/webhook-receiver';
import { World } from '../kit/world';

const ALL: WebhookType[] = [
  'subscription.activated',
  'subscription.suspended',
  'subscription.resumed',
  'subscription.ended',
  'usage.threshold',
];
const CODE = 'chats';

let world: World;
let product: WebhookReceiver;
let romashka: Customer;
let vector: Customer;
let endpoint: { readonly params: { readonly code: string; readonly id: string }; readonly secret: string };
beforeAll(async () => {
  product = await WebhookReceiver.open();
  const settings = { WEBHOOKS_TO_LOOPBACK: 'on', WEBHOOK_PATIENCE_MS: '2500' };
  world = await World.open({ settings });
});
afterAll(async () => {
  await world?.end();
  await product?.close();
});
beforeEach(async () => {
  product.forget();
  await world.begin('2027-06-01T09:00:00+03:00');
  await world.product(CODE, { price: '100.00' });
  [romashka, vector] = [await world.account('Ромашка'), await world.account('Вектор')];
  for (const each of [romashka, vector]) await world.topUp(each, '100.00');
  endpoint = await adds(product.url());
});

const administrator = () => world.staff('administrator');

async function adds(url: string, code = CODE, events: readonly WebhookType[] = ALL) {
  const body = { url, events: [...events] };
  const { id, secret } = await (await administrator()).asks(routes.createWebhook, { params: { code }, body });
  return { params: { code, id }, secret };
}
const shown = async () => {
  const { items } = await (await administrator()).asks(routes.webhooks, { params: { code: CODE } });
  return items.find(({ id }) => id === endpoint.params.id)!;
};
const log = async (state?: WebhookState) => {
  const query = (state ? { state } : {}) as never;
  const asked = { params: endpoint.params, query };
  return (await (await administrator()).asks(routes.webhookDeliveries, asked)).items;
};
const replayAll = async (since = '2027-06-01T00:00:00Z') =>
  (await administrator()).asks(routes.replayWebhook, { params: endpoint.params, body: { since } });
const switches = async (isOn: boolean) =>
  (await administrator()).asks(routes.changeWebhook, { params: endpoint.params, body: { isOn } });
const wakes = () => world.topUp(vector, '0.01');

/** `Ромашка activated paid`. */
const line = ({ type, data }: ReceivedHook): string =>
  `${data['accountId'] === romashka.id ? 'Ромашка' : 'Вектор'} ${type.split('.')[1]} ${String(data['reason'])}`;
const heard = () => product.received.map(line);
const of = (customer: Customer) => product.received.filter(({ data }) => data['accountId'] === customer.id);

describe('a product is told', () => {
  it('signed, in order, what becomes of a subscription, in the words of its licence', async () => {
    await romashka.connects(CODE, { quantity: 1 });
    expect(product.received[0]).toMatchObject({
      type: 'subscription.activated',
      timestamp: '2027-06-01T06:00:00.000Z',
      data: {
        account: romashka.account.amocrmAccountId,
        product: CODE,
        quantity: 1,
        paidUntil: '2027-06-30',
      },
    });
    await world.moveTo('2027-07-02T09:00:00+03:00');
    await world.topUp(romashka, '100.00');
    const support = await world.staff('support');
    const why = { ground: 'abuse' as const, reason: 'Рассылка' };
    await support.asks(routes.suspendAccount, { params: { id: romashka.id }, body: why });
    await support.asks(routes.resumeAccount, { params: { id: romashka.id }, body: { reason: 'Ошиблись' } });
    await romashka.ends(CODE);
    expect(heard()).toEqual([
      'Ромашка activated paid',
      'Ромашка suspended not_paid',
      'Ромашка resumed paid',
      'Ромашка suspended held',
      'Ромашка resumed paid',
      'Ромашка ended by_hand',
    ]);
    expect(new Set(product.received.map(({ id }) => id)).size).toBe(6);
    for (const hook of product.received) {
      expect(WebhookReceiver.verify(hook, endpoint.secret)).toMatchObject({ type: hook.type });
      expect(() => WebhookReceiver.verify({ ...hook, body: `${hook.body} ` }, endpoint.secret)).toThrow();
    }
    const { licence } = await (await ProductProgram.of(world, CODE)).entitlement(romashka);
    const claims = JSON.parse(Buffer.from(licence.split('.')[1]!, 'base64url').toString()) as object;
    const last = product.received[5]!.data;
    for (const name of ['account', 'product', 'state', 'quantity', 'paidUntil'])
      expect([name, last[name]]).toEqual([name, claims[name as never]]);
  });

  it('of a trial and its end, of thresholds of use, and only what it asked for', async () => {
    const limits = [{ unit: 'message', included: 10, per: 'P1D' as const, over: 'warn' as const }];
    await world.product('sender', { price: '50.00', trialDays: 14, limits });
    await adds(product.url('/use'), 'sender', ['usage.threshold']);
    await adds(product.url('/rights'), 'sender', ['subscription.activated']);
    await romashka.connects('sender');
    await (await ProductProgram.of(world, 'sender')).counts(romashka, 'message', 12);
    await world.moveTo('2027-06-17T09:00:00+03:00');
    const said = product.received.map(({ path, type, data }) => [
      path,
      type,
      data['reason'] ?? data['thresholds'],
    ]);
    expect(said).toEqual([
      ['/rights', 'subscription.activated', 'trial'],
      ['/use', 'usage.threshold', [80, 100]],
      ['/rights', 'subscription.activated', 'paid'],
    ]);
    expect(product.received[1]!.data).toMatchObject({ unit: 'message', used: 12, limit: 10, over: 'warn' });
  });

  it('nothing of what ran before it could be told', async () => {
    await world.product('old', { price: '10.00' });
    await romashka.connects('old');
    await adds(product.url('/old'), 'old');
    await world.moveTo('2027-07-02T09:00:00+03:00');
    expect(product.received).toEqual([]);
    await romashka.ends('old');
    expect(heard()).toEqual(['Ромашка ended by_hand']);
  });
});

describe('a product that does not take it', () => {
  const DOWN = { status: 500, body: 'Ой\u0000' };

  it('is told again later and later, each account in its order, the others meanwhile; then all under the same ids', async () => {
    product.behaves(({ data }) => (data['accountId'] === romashka.id ? DOWN : { status: 200 }));
    await romashka.connects(CODE);
    await romashka.ends(CODE);
    await vector.connects(CODE);
    expect(heard()).toEqual(['Ромашка activated paid', 'Вектор activated paid']);
    await world.moveTo('2027-06-01T09:00:06+03:00');
    await world.moveTo('2027-06-01T09:06:00+03:00');
    expect(of(romashka).map(line)).toEqual(Array(3).fill('Ромашка activated paid'));
    const [ended, activated] = (await log()).filter(({ account }) => account.id === romashka.id);
    expect(ended).toMatchObject({ type: 'subscription.ended', state: 'queued', tries: 0, last: null });
    expect(activated).toMatchObject({ tries: 3, last: { outcome: 'answered', status: 500, answer: 'Ой' } });
    product.behaves();
    await world.moveTo('2027-06-01T09:45:00+03:00');
    expect(of(romashka).map(line).slice(3)).toEqual(['Ромашка activated paid', 'Ромашка ended by_hand']);
    expect(new Set(of(romashka).map(({ id }) => id)).size).toBe(2);
    expect(await shown()).toMatchObject({ failingSince: null, waiting: 0, undelivered: 0 });
  });

  it('for three days is given up, is pointed out after an hour, and comes back to life by itself', async () => {
    product.behaves('hangs up');
    await romashka.connects(CODE);
    await romashka.ends(CODE);
    expect(await shown()).toMatchObject({ needsAttention: false, failingSince: '2027-06-01T06:00:00.000Z' });
    await world.moveTo('2027-06-01T10:01:00+03:00');
    expect(await shown()).toMatchObject({ needsAttention: true, waiting: 2 });
    const troubles = await (await administrator()).asks(routes.webhookTroubles);
    expect(troubles.items.map(({ id }) => id)).toEqual([endpoint.params.id]);
    await world.moveTo('2027-06-05T09:00:00+03:00');
    expect(of(romashka).map(({ type }) => type)).toEqual([
      ...Array<string>(10).fill('subscription.activated'),
      ...of(romashka)
        .slice(10)
        .map(() => 'subscription.ended'),
    ]);
    expect(await shown()).toMatchObject({ isOn: true, waiting: 1, undelivered: 1 });
    product.behaves();
    // Somebody else's event arrives: what was put off need not wait for the end of its pause.
    await vector.connects(CODE);
    expect(of(romashka).at(-1)).toMatchObject({ type: 'subscription.ended' });
    expect(await shown()).toMatchObject({ needsAttention: false, waiting: 0, undelivered: 1 });
    const [dead] = await log('dead');
    const asked = { params: { ...endpoint.params, eventId: dead!.eventId } };
    await (await administrator()).asks(routes.replayDelivery, asked);
    expect(product.received.at(-1)).toMatchObject({ id: dead!.eventId, type: 'subscription.activated' });
    const whole = await (await administrator()).asks(routes.webhookDelivery, asked);
    expect(whole).toMatchObject({ state: 'delivered', body: product.received.at(-1)!.body });
    expect(whole.attempts.map(({ outcome }) => outcome)).toEqual([
      'answered',
      ...Array(10).fill('not_connected'),
    ]);
  });

  it('stalls, redirects, breaks off: each is told for what it is, and no redirect is followed', async () => {
    const elsewhere = { status: 307, headers: { location: product.url('/elsewhere') } };
    const turns = ['stalls', elsewhere, { status: 200, headers: { 'content-length': '9' } }] as const;
    product.behaves(() => turns[product.received.length - 1] ?? 'breaks off');
    const trials = [];
    for (let nth = 0; nth < 4; nth += 1)
      trials.push(await (await administrator()).asks(routes.testWebhook, { params: endpoint.params }));
    expect(trials.map(({ outcome, status, delivered }) => [outcome, status, delivered])).toEqual([
      ['timed_out', null, false],
      ['answered', 307, false],
      ['answered', 200, true],
      ['answered', 200, true],
    ]);
    expect(trials[3]!.answer).toBe('{"taken":');
    expect(product.received.map(({ path, type }) => `${path} ${type}`)).toEqual(
      Array(4).fill('/hooks webhook.test'),
    );
  });

  it('asks to be left alone: nothing is sent until then, of no account', async () => {
    product.behaves({ status: 503, headers: { 'retry-after': '600' } });
    await romashka.connects(CODE);
    product.behaves();
    await vector.connects(CODE);
    await world.moveTo('2027-06-01T09:09:00+03:00');
    expect(heard()).toEqual(['Ромашка activated paid']);
    await world.moveTo('2027-06-01T09:11:00+03:00');
    expect(heard().slice(1).sort()).toEqual(['Вектор activated paid', 'Ромашка activated paid']);
  });

  it('says 410: it is off until a person switches it on, and then gets what it missed when asked for', async () => {
    product.behaves({ status: 410 });
    await romashka.connects(CODE);
    await romashka.ends(CODE);
    expect(await shown()).toMatchObject({
      isOn: false,
      offBecause: 'gone',
      needsAttention: true,
      undelivered: 1,
    });
    const refused = { params: endpoint.params, body: { since: '2027-06-01T00:00:00Z' } };
    expect(await (await administrator()).isRefused(routes.replayWebhook, refused)).toMatchObject({
      code: 'webhook_off',
    });
    product.forget();
    expect(await switches(true)).toMatchObject({ isOn: true, offBecause: null, needsAttention: false });
    expect(product.received).toEqual([]);
    expect(await replayAll()).toEqual({ queued: 2 });
    expect(heard()).toEqual(['Ромашка activated paid', 'Ромашка ended by_hand']);
    expect(await replayAll()).toEqual({ queued: 0 });
  });

  it('holds up nobody but itself: while it thinks, another address has everything', async () => {
    await adds(product.url('/quick'));
    product.behaves(({ path }) => (path === '/hooks' ? 'waits' : { status: 204 }));
    const going = Promise.all([romashka.connects(CODE), vector.connects(CODE)]);
    await eventually(
      'the other address has both',
      async () => product.received.filter(({ path }) => path === '/quick').length === 2,
    );
    product.behaves();
    product.letGo();
    await going;
    // Had it been waited for, its patience would have been over before.
    expect((await log()).map(({ state, tries }) => [state, tries])).toEqual([
      ['delivered', 1],
      ['delivered', 1],
    ]);
  });
});

describe('whatever happens to us', () => {
  it('what was sent and not recorded is sent again under the same id', async () => {
    await world.sql(`create function test_refuse() returns trigger language plpgsql as $$ begin raise 'no disk'; end $$;
      create trigger test_refuse before insert on webhook_attempt for each row execute function test_refuse()`);
    await romashka.connects(CODE);
    await world.sql('drop function test_refuse cascade');
    expect(await log('queued')).toHaveLength(1);
    await wakes();
    expect(product.received).toHaveLength(1);
    await world.sql(`update webhook_delivery set leased_until = leased_until - interval '1 hour'`);
    await replayAll();
    expect(product.received).toHaveLength(2);
    expect(new Set(product.received.map(({ id }) => id)).size).toBe(1);
    expect(await log('delivered')).toHaveLength(1);
  });

  it('a change that is undone tells nothing', async () => {
    await romashka.cannotConnect(CODE, { quantity: 5 });
    expect(product.received).toEqual([]);
    expect(await world.sql('select from webhook_event')).toEqual([]);
  });
});

describe('an address', () => {
  it('may be changed its secret without missing anything: both sign until the old one retires', async () => {
    const asked = { params: endpoint.params };
    const rotated = await (await administrator()).asks(routes.rotateWebhookSecret, asked);
    expect(rotated.secrets.map(({ retiresAt }) => retiresAt === null)).toEqual([true, false]);
    await romashka.connects(CODE);
    for (const secret of [endpoint.secret, rotated.secret])
      WebhookReceiver.verify(product.received[0]!, secret);
    const body = { overlapHours: 0 };
    const { secret } = await (await administrator()).asks(routes.rotateWebhookSecret, { ...asked, body });
    await romashka.ends(CODE);
    WebhookReceiver.verify(product.received[1]!, secret);
    for (const old of [endpoint.secret, rotated.secret])
      expect(() => WebhookReceiver.verify(product.received[1]!, old)).toThrow();
    const [kept] = await world.sql<{ text: string }>(
      'select string_agg(s::text, $1) as text from webhook_secret s',
      [' '],
    );
    expect(kept!.text).not.toContain(secret.slice(6));
  });

  it('of an inner network, of another port, with a password or of another protocol is refused, with the field named', async () => {
    for (const url of [
      'http://10.0.0.5/hooks',
      'http://169.254.169.254/latest/meta-data',
      'http://[::ffff:192.168.0.1]/',
      'https://example.ru:22/',
      'https://user:pass@example.ru/',
      'ftp://example.ru/',
    ]) {
      const asked = { params: { code: CODE }, body: { url, events: ALL } };
      const refused = await (await administrator()).isRefused(routes.createWebhook, asked);
      expect([url, refused]).toMatchObject([url, { status: 422, errors: [{ path: 'url' }] }]);
    }
  });
});
