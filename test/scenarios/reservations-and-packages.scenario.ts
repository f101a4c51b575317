import { routes } from '@rocket/contracts';
import { Client } from 'pg';
import type { Customer } from '../kit/customer';
import { ProductProgram } from '../kit/product-program';
import { World } from '../kit/world';

let world: World;
let romashka: Customer;
beforeAll(async () => {
  world = await World.open();
  await world.begin('2027-03-10T09:00:00+03:00');
  romashka = await world.account('ООО «Ромашка»');
  await world.topUp(romashka, '20000.00');
});
afterAll(() => world?.end());

const limitsOf = async (program: ProductProgram) =>
  (await program.entitlement(romashka)).limits.map(({ used, reserved, limit }) => [used, reserved, limit]);
const daily = (unit: string, included: number) => ({ unit, included, per: 'P1D', over: 'refuse' }) as const;

describe('what is reserved', () => {
  let sender: ProductProgram;
  beforeAll(async () => {
    await world.product('sender', { price: '100.00', limits: [daily('message', 10)] });
    sender = await ProductProgram.of(world, 'sender');
    await romashka.connects('sender');
  });

  it('counts against the limit for everybody until it is confirmed, released, or its time is over', async () => {
    const [first, second] = [
      await sender.reserves(romashka, 'message', 4),
      await sender.reserves(romashka, 'message', 5),
    ];
    expect(second).toMatchObject({ used: 0, reserved: 9, limit: 10, expiresAt: '2027-03-10T06:15:00.000Z' });
    expect(await sender.isRefused(romashka, 'message', 2)).toMatchObject({
      status: 429,
      code: 'limit_exceeded',
      used: 0,
      reserved: 9,
      limit: 10,
    });
    expect(await sender.confirms(first, 3)).toMatchObject({
      accepted: true,
      quantity: 3,
      used: 3,
      limit: 10,
    });
    expect(await sender.confirms(first, 3)).toMatchObject({
      accepted: true,
      quantity: 3,
      used: 3,
      limit: 10,
    });
    expect(await sender.cannotConfirm(first, 2)).toBe('409 reservation_confirmed');
    expect(await sender.cannotConfirm(second, 6)).toBe('422 above_reserved');
    expect(await limitsOf(sender)).toEqual([[3, 5, 10]]);
    await sender.releases(second);
    expect(await sender.cannotConfirm(second)).toBe('409 reservation_released');
    const late = await sender.reserves(romashka, 'message', 7, {
      expiresIn: 60,
      key: 'a key of the product',
    });
    expect(
      (await sender.reserves(romashka, 'message', 7, { expiresIn: 60, key: 'a key of the product' }))
        .reservationId,
    ).toBe(late.reservationId);
    await world.moveTo('2027-03-10T09:01:00+03:00');
    expect(await limitsOf(sender)).toEqual([[3, 0, 10]]);
    await sender.counts(romashka, 'message', 1);
    expect(await sender.cannotConfirm(late)).toBe('429 limit_exceeded');
    expect(await sender.confirms(late, 6)).toMatchObject({ accepted: true, used: 10 });
    const { owner } = romashka;
    const params = { id: late.reservationId };
    expect((await owner.isRefused(routes.confirmReservation, { params, body: {} })).status).toBe(403);
  });

  it('is never more than there is, however many reserve, use and confirm at once', async () => {
    await world.moveTo('2027-03-11T09:00:00+03:00');
    const tried = await Promise.all(
      Array.from({ length: 30 }, async (_, nth) => {
        try {
          if (nth % 3 === 0) return Number((await sender.counts(romashka, 'message', 1)).accepted);
          const held = await sender.reserves(romashka, 'message', 1);
          return Number((await sender.confirms(held)).accepted);
        } catch {
          return 0;
        }
      }),
    );
    expect(tried.reduce((sum, each) => sum + each, 0)).toBe(10);
    expect(await limitsOf(sender)).toEqual([[10, 0, 10]]);
  });
});

it('what was used is forgotten by nobody who does not say so, and changed by nobody', async () => {
  const db = new Client({ connectionString: world.databaseUrl });
  await db.connect();
  try {
    await expect(db.query('delete from usage_event')).rejects.toThrow('append-only: DELETE');
    await expect(db.query(`update usage_event set quantity = 0`)).rejects.toThrow('append-only: UPDATE');
    await db.query('begin');
    await db.query(`set local rocket.forgets = 'usage_event'`);
    expect((await db.query('delete from usage_event')).rowCount).toBeGreaterThan(0);
    await db.query('rollback');
  } finally {
    await db.end();
  }
});

it('a gauge goes up and down by many programs at once, stays over midnight, and keeps its peak (QSockets, 3.4.1)', async () => {
  await world.product('sockets', {
    price: '100.00',
    limits: [{ ...daily('connection', 5), gauge: true }],
  });
  const sockets = await ProductProgram.of(world, 'sockets');
  await romashka.connects('sockets');
  const raise = (n: number) => sockets.counts(romashka, 'connection', n, { change: 'raise' });
  const opened = await Promise.allSettled(Array.from({ length: 8 }, () => raise(1)));
  expect(opened.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
  await sockets.counts(romashka, 'connection', 3, { change: 'lower' });
  await world.moveTo('2027-03-12T09:00:00+03:00');
  expect(await raise(1)).toEqual({ accepted: true, used: 3, limit: 5 });
  expect((await sockets.entitlement(romashka)).limits).toEqual([
    {
      unit: 'connection',
      limit: 5,
      used: 3,
      reserved: 0,
      peak: 3,
      gauge: true,
      resetsAt: null,
      per: 'P1D',
      over: 'refuse',
    },
  ]);
  const refused = await sockets.caller.isRefused(routes.reserveUsage, {
    body: { account: romashka.account.amocrmAccountId, unit: 'connection', quantity: 1 },
  });
  expect(`${refused.status} ${refused.code}`).toBe('422 unit_not_reservable');
});

describe('a package of counted services (Astars, appendix 1)', () => {
  let audits: ProductProgram;

  it('is bought again while the first one runs, used oldest end first, and its rest is gone with its term', async () => {
    await world.moveTo('2027-03-15T09:00:00+03:00');
    await world.product('audits', {
      price: '3000.00',
      period: 'P21D',
      limits: [{ unit: 'audit', included: 5, per: 'period', over: 'refuse' }],
      isPackage: true,
    });
    audits = await ProductProgram.of(world, 'audits');
    expect(await romashka.connects('audits', { period: 'P21D' })).toMatchObject({
      state: 'active',
      isPackage: true,
      autoRenew: false,
      paidUntil: '2027-04-04',
    });
    await audits.counts(romashka, 'audit', 4);
    await world.moveTo('2027-03-25T09:00:00+03:00');
    await romashka.connects('audits', { period: 'P21D' });
    expect(await audits.counts(romashka, 'audit', 3)).toEqual({ accepted: true, used: 7, limit: 10 });
    const shown = (await romashka.owner.asks(routes.accountUsage, { params: { id: romashka.id } })).items;
    const packages = shown
      .filter(({ productCode }) => productCode === 'audits')
      .flatMap(({ limits }) => limits);
    expect(packages.map(({ used, limit, resetsAt }) => [used, limit, resetsAt])).toEqual([
      [5, 5, '2027-04-04T21:00:00.000Z'],
      [2, 5, '2027-04-14T21:00:00.000Z'],
    ]);
    expect((await audits.entitlement(romashka)).paidUntil).toBe('2027-04-14');
    expect(await audits.isRefused(romashka, 'audit', 4)).toMatchObject({ status: 429, used: 7, limit: 10 });
    await world.moveTo('2027-04-06T09:00:00+03:00');
    expect(await limitsOf(audits)).toEqual([[2, 0, 5]]);
    expect(
      (await romashka.subscriptions())
        .filter(({ isPackage }) => isPackage)
        .map(({ state }) => state)
        .sort(),
    ).toEqual(['active', 'ended']);
  });

  it('is written off by a reservation too, and stays as it was bought', async () => {
    await romashka.connects('audits', { period: 'P21D', quantity: 2 });
    const held = await audits.reserves(romashka, 'audit', 4);
    expect(held).toMatchObject({ used: 2, reserved: 4, limit: 15 });
    expect(await audits.confirms(held, 4)).toMatchObject({ used: 6, limit: 15 });
    const living = (await romashka.subscriptions()).find(
      ({ isPackage, state }) => isPackage && state === 'active',
    );
    const id = living!.id;
    for (const body of [{ quantity: 9 }, { autoRenew: true }]) {
      const refused = await romashka.owner.isRefused(routes.changeSubscription, { params: { id }, body });
      expect(`${refused.status} ${refused.code}`).toBe('409 package_is_fixed');
    }
    expect(await romashka.cannotConnect('audits', { period: 'P21D', autoRenew: true })).toMatchObject({
      code: 'auto_renewal_not_offered',
    });
    await world.moveTo('2027-05-01T09:00:00+03:00');
    expect((await audits.isRefused(romashka, 'audit', 1)).code).toBe('subscription_ended');
    expect((await romashka.journal('charge')).filter((line) => line.includes('000.00'))).toEqual([
      '2027-03-15 charge -3000.00',
      '2027-03-25 charge -3000.00',
      '2027-04-06 charge -6000.00',
    ]);
  });
});
