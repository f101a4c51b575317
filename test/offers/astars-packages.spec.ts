import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readOffer } from '@rocket/contracts';
import { OFFERS } from '@rocket/offers';

const SEED = join(__dirname, '../../../shared/seeds/astars-offer.txt');
const offer = readOffer(OFFERS.find(({ profile }) => profile.code === 'astars')!);
const packageOf = (tariff: string) => offer.products[0]!.prices.find((price) => price.tariff === tariff)!;

/** The text of the offer is not in every checkout. */
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
