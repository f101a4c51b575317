import { routes, type AddPriceDto } from '@rocket/contracts';
import { localDate } from '@rocket/kernel';
import { rub, type Customer } from '../kit/customer';
import { World } from '../kit/world';

let world: World;
let romashka: Customer;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world?.end());

type Shape = Pick<AddPriceDto, 'tiers' | 'tierMode' | 'packSize' | 'minQuantity'>;
const priced = async (shape: Shape, unitPrice = '100.00') => ({
  params: { code: 'units' },
  body: {
    period: 'P1M',
    unitPrice: rub(unitPrice),
    validFrom: localDate(await world.today()),
    ...shape,
  },
});

async function sold(shape: Shape, unitPrice?: string): Promise<void> {
  const administrator = await world.staff('administrator');
  await administrator.asks(routes.addPrice, await priced(shape, unitPrice));
}

const step = (upTo: number | null, unitPrice: string, flatFee?: string) => ({
  upTo,
  unitPrice: rub(unitPrice),
  ...(flatFee ? { flatFee: rub(flatFee) } : {}),
});

beforeEach(async () => {
  await world.begin('2027-06-01T09:00:00+03:00');
  romashka = await world.account('ООО «Ромашка»');
  await world.topUp(romashka, '40000.00');
  await world.product('units', { price: '7.00' });
});

describe('a price', () => {
  it('for packs of 100 counts a started pack whole, in a change of quantity too', async () => {
    await sold({ packSize: 100 }, '300.00');
    const connected = await romashka.connects('units', { quantity: 120 });
    expect(connected).toMatchObject({ packSize: 100, cost: { amount: '600.00' } });
    await world.moveTo('2027-06-16T12:00:00+03:00');
    await romashka.changes('units', { quantity: 200 });
    await romashka.changes('units', { quantity: 201 });
    await world.moveTo('2027-07-01T03:00:00+03:00');
    expect(await romashka.journal('charge')).toEqual([
      '2027-06-01 charge -600.00',
      '2027-06-16 charge -150.00',
      '2027-07-01 charge -900.00',
    ]);
  });

  it('by volume jumps down where the whole quantity reaches the next step, and credits the difference', async () => {
    await sold({ tierMode: 'volume', tiers: [step(10, '50.00'), step(null, '30.00', '60.00')] });
    await romashka.connects('units', { quantity: 10 });
    await world.moveTo('2027-06-16T12:00:00+03:00');
    expect(await romashka.changes('units', { quantity: 11 })).toMatchObject({
      cost: { amount: '390.00' },
      credit: { amount: '55.00' },
    });
    const { items } = await romashka.forecast('2027-07-01');
    expect(items[0]?.charges[0]?.amount.amount).toBe('335.00');
    await world.moveTo('2027-07-01T03:00:00+03:00');
    expect((await romashka.journal('charge')).at(-1)).toBe('2027-07-01 charge -335.00');
  });

  it('in steps with an end is not sold beyond it', async () => {
    await sold({ tiers: [step(10, '50.00', '100.00'), step(20, '40.00')] });
    expect(await romashka.connects('units', { quantity: 12 })).toMatchObject({ cost: { amount: '680.00' } });
    expect(await romashka.cannotChange('units', { quantity: 21 })).toMatchObject({
      status: 422,
      code: 'quantity_above_maximum',
      errors: [{ path: 'quantity' }],
    });
  });

  it('may be announced in another shape, and is charged by it from its boundary', async () => {
    await sold({}, '10.00');
    await romashka.connects('units', { quantity: 120 });
    const administrator = await world.staff('administrator');
    const change = await administrator.asks(routes.announcePriceChange, {
      params: { code: 'units' },
      body: {
        period: 'P1M',
        unitPrice: rub('900.00'),
        packSize: 100,
        effectiveOn: localDate('2027-07-01'),
      },
    });
    expect(change).toMatchObject({ packSize: 100 });
    expect((await romashka.notices('price_change'))[0]?.facts).toMatchObject({
      newCost: { amount: '1800.00' },
    });
    await world.moveTo('2027-07-01T03:00:00+03:00');
    expect((await romashka.journal('charge')).at(-1)).toBe('2027-07-01 charge -1800.00');
    const product = await world.stranger.asks(routes.product, { params: { code: 'units' } });
    expect(product.prices.at(-1)).toMatchObject({ packSize: 100, unitPrice: { amount: '900.00' } });
  });

  it.each<[string, Shape]>([
    ['tiers.1.upTo', { tiers: [step(10, '5.00'), step(10, '4.00')] }],
    ['tiers.0.upTo', { tiers: [step(null, '5.00'), step(10, '4.00')] }],
    ['packSize', { tiers: [step(null, '5.00')], packSize: 10 }],
    ['packSize', { packSize: 1 }],
    ['tierMode', { tierMode: 'volume' }],
    ['minQuantity', { tiers: [step(10, '5.00')], minQuantity: 11 }],
  ])('that does not add up is refused at %s', async (path, shape) => {
    const administrator = await world.staff('administrator');
    const refusal = await administrator.isRefused(routes.addPrice, await priced(shape));
    expect(refusal).toMatchObject({ status: 422, code: 'validation_failed' });
    expect(refusal.errors?.map((error) => error.path)).toContain(path);
  });
});

it('a unit price is written with the digits of its currency, however it was given (http-api, Conventions)', async () => {
  await world.begin('2027-06-01T09:00:00+03:00');
  await world.product('written', { price: '100' });
  const administrator = await world.staff('administrator');
  const price = {
    period: 'P3M',
    unitPrice: rub('7'),
    validFrom: '2027-06-01',
    tiers: [
      { upTo: 10, unitPrice: rub('7'), flatFee: rub('1.5') },
      { upTo: null, unitPrice: rub('0.123') },
    ],
    usagePrices: [{ unit: 'sms', unitPrice: rub('0.1') }],
  };
  const added = await administrator.sends('POST', '/products/written/prices', { body: price });
  expect(added.body).toMatchObject({
    unitPrice: rub('7.00'),
    tiers: [
      { upTo: 10, unitPrice: rub('7.00'), flatFee: rub('1.50') },
      { upTo: null, unitPrice: rub('0.123') },
    ],
    usagePrices: [{ unit: 'sms', unitPrice: rub('0.10') }],
  });
  const change = { period: 'P1M', unitPrice: rub('7.5'), effectiveOn: '2027-07-01' };
  const announced = await administrator.sends('POST', '/products/written/price-changes', { body: change });
  expect(announced.body).toMatchObject({ unitPrice: rub('7.50') });
});
