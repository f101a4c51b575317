import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { routes } from '@rocket/contracts';
import { localDate } from '@rocket/kernel';
import type { Customer } from '../kit/customer';
import { World } from '../kit/world';
import { loadOffer, type Offer } from './load-offer';

/** The offer of Astars from buying a package to giving one back; clause numbers are its own. */
const SERVICES = 'astars-packages';
const PARTNER = 'jet-money';
const SEED = join(__dirname, '../../../shared/seeds/astars-offer.txt');

let world: World;
let offer: Offer;
beforeAll(async () => {
  world = await World.open();
  await world.begin('2027-03-01T10:00:00+03:00');
  offer = await loadOffer(world, 'astars');
  // The offer names no bank account: whoever sells under it adds one.
  await world.sql(`update seller set requisites = requisites || $1::jsonb where code = 'astars'`, [
    JSON.stringify({ bic: '044525225', settlementAccount: '40702810500000000077' }),
  ]);
});
afterAll(() => world?.end());

const client = (name: string): Promise<Customer> =>
  world.account(name, { seller: 'astars', partner: PARTNER });
const packageOf = (tariff: string) => offer.products[0]!.prices.find((price) => price.tariff === tariff)!;
const buys = (who: Customer, tariff: string) =>
  who.connects(SERVICES, { tariff, period: packageOf(tariff).period });

describe('what is sold', () => {
  const inSeed = existsSync(SEED) ? it : it.skip;

  inSeed('App. 1: thirty-five packages with the services, counts and terms of the text', () => {
    const text = readFileSync(SEED, 'utf8').split('Наименование Пакета услуг')[1]!.split('2. Стоимость')[0]!;
    const [, ...parts] = text.replace(/<\/?p>/g, ' ').split(/<b>(STAR[0-9_+]+)<\/b>/);
    const counted = (body: string, service: string) => {
      const found = new RegExp(`${service}[^–]*– (\\d+)`).exec(body);
      return found ? [Number(found[1])] : [];
    };
    const written = parts.flatMap((name, index) => {
      const body = parts[index + 1]!;
      if (index % 2 === 1) return [];
      const counts = [
        'Экспресс ответ',
        'Базовая консультация',
        'Электив\\)',
        '\\(СЗД\\)',
        'Деньги – консультация',
      ].map((one) => counted(body, one));
      return [{ name, counts, term: /21 календарный день|1 месяц|3 месяца/.exec(body)![0] }];
    });
    const [product] = offer.products;
    const told = product!.tariffs!.map(({ code, name }) => {
      const { limits = [], period, isPackage } = packageOf(code);
      expect(isPackage).toBe(true);
      const counts = ['express', 'consultation', 'election', 'sun', 'money'].map((unit) =>
        limits.flatMap((limit) => (limit.unit === unit ? [limit.included] : [])),
      );
      return { name, counts, term: { P21D: '21 календарный день', P1M: '1 месяц', P3M: '3 месяца' }[period] };
    });
    expect(told).toHaveLength(35);
    expect(told).toEqual(written);
  });

  it('App. 1, 1: the list is for customers of the partner: others neither see nor buy it', async () => {
    const [jet, stranger] = [
      await client('Анна Звёздная'),
      await world.account('Чужой', { seller: 'astars' }),
    ];
    const seenBy = async (who: Customer['owner']) =>
      (await who.asks(routes.products, { query: { seller: 'astars' } })).items.map(({ code }) => code);
    expect([await seenBy(jet.owner), await seenBy(stranger.owner), await seenBy(world.stranger)]).toEqual([
      [SERVICES],
      [],
      [],
    ]);
    await world.topUp(stranger, '20000.00');
    expect(await stranger.cannotConnect(SERVICES, { tariff: 'star1' })).toMatchObject({
      status: 409,
      code: 'not_for_this_customer',
    });
    const manager = await world.staff('account_manager');
    const params = { id: stranger.id };
    expect(
      await manager.isRefused(routes.setPartner, { params, body: { partner: 'other-bank' } }),
    ).toMatchObject({ code: 'partner_unknown', known: [PARTNER] });
    await manager.asks(routes.setPartner, { params, body: { partner: PARTNER } });
    expect(await buys(stranger, 'star1')).toMatchObject({ state: 'active', tariff: { name: 'STAR1' } });
  });
});

describe('the term', () => {
  it('3.4, 6.1: twenty-one days, one month and three months from the day after payment', async () => {
    const anna = await client('Анна Звёздная');
    await world.topUp(anna, '40000.00');
    const till = async (tariff: string) => (await buys(anna, tariff)).paidUntil;
    expect([await till('star4-plus'), await till('star7'), await till('star3-3')]).toEqual([
      localDate('2027-03-22'),
      localDate('2027-04-01'),
      localDate('2027-06-01'),
    ]);
    expect(await anna.cannotConnect(SERVICES, { tariff: 'star7', autoRenew: true })).toMatchObject({
      code: 'auto_renewal_not_offered',
    });
  });

  it('2.5: one payment for the whole package, and nothing is sold without it', async () => {
    const poor = await client('Без денег');
    expect(await poor.cannotConnect(SERVICES, { tariff: 'star1' })).toMatchObject({
      code: 'insufficient_balance',
    });
  });
});
