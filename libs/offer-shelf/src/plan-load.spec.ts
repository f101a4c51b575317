import { readOffer, type OfferVersionDto, type ProductDto } from '@rocket/contracts';
import { localDate } from '@rocket/kernel';
import { OFFERS } from '@rocket/offers';
import { planLoad, type Standing } from './plan-load';
import { tellDifferences, type Offer } from './tell-differences';

const files = readOffer(OFFERS[0]);
const product = files.products.find(({ prices, tariffs }) => prices.length === 1 && !tariffs)!;
const offer: Offer = { profile: files.profile, products: [product] };
const TODAY = localDate('2027-03-01');
const { days } = offer.profile.terms.priceChangeNotice;

const asSold: ProductDto = {
  ...product,
  seller: offer.profile.code,
  summary: product.summary ?? null,
  quantityFollows: product.quantityFollows ?? null,
  instances: undefined,
  english: product.english ? { ...product.english, summary: product.english.summary ?? null } : null,
  tariffs: undefined,
  units: undefined,
  trialDays: 14,
  picture: null,
  offer: { version: '1', title: 'Оферта' },
  prices: [
    {
      ...product.prices[0]!,
      id: '01a2007d-4305-73e7-8b76-422365a6d7d5',
      unitPrice: { amount: product.prices[0]!.unitPrice, currency: offer.profile.currency },
      minQuantity: 1,
      validFrom: TODAY,
      tiers: undefined,
      usagePrices: undefined,
    },
  ],
};
const version: OfferVersionDto = {
  version: offer.profile.terms.version,
  title: offer.profile.terms.title,
  effectiveFrom: offer.profile.terms.effectiveFrom,
  state: 'in_force',
  publishedAt: '2025-08-19T00:00:00Z',
  terms: offer.profile.terms,
};
const standing: Standing = { profile: offer.profile, versions: [version], products: [asSold] };
const edition = (change: Partial<Offer['profile']['terms']>): Offer => ({
  ...offer,
  profile: { ...offer.profile, terms: { ...offer.profile.terms, version: '2', ...change } },
});
const plain = (lines: readonly string[]) => lines.map((line) => line.replaceAll('\u00a0', ' '));

describe('loading a folder', () => {
  it('adds a seller that there is not, with everything', () => {
    const plan = planLoad(offer, null, TODAY, 'ru');
    expect(plan).toMatchObject({ addsSeller: true, publishes: false, refusals: [] });
    expect(plan.newProducts).toEqual([product]);
    expect(plan.newPrices).toEqual([{ product: product.code, price: product.prices[0] }]);
  });

  it('has nothing to do where all is so already', () => {
    const plan = planLoad(offer, standing, TODAY, 'ru');
    expect(plan).toMatchObject({ publishes: false, newProducts: [], newPrices: [], refusals: [] });
    expect(plan.lines).toEqual([
      `Версия оферты ${offer.profile.terms.version} уже опубликована, условия те же.`,
    ]);
  });

  it('publishes a new version, and says on which day accounts will be under it', () => {
    const plan = planLoad(
      edition({ trialDays: 21, effectiveFrom: localDate('2027-04-01') }),
      standing,
      TODAY,
      'ru',
    );
    expect(plan).toMatchObject({ publishes: true, refusals: [] });
    expect(plain(plan.lines)).toEqual([
      'Новая версия оферты 2, начнёт действовать 01.04.2027:',
      '  Пробный период, дней (п. 2.4.2): 14 → 21',
      `Клиентам придёт уведомление сегодня, предупреждают за ${days} дней. Их аккаунты перейдут на неё 01.04.2027; кто расторгнет договор раньше — не перейдёт.`,
    ]);
  });

  it('refuses a day nearer than the notice the terms in force demand, naming the first possible one', () => {
    const soon = edition({ effectiveFrom: localDate('2027-03-10') });
    const plan = planLoad(soon, standing, TODAY, 'ru');
    expect(plan.publishes).toBe(false);
    expect(plan.refusals).toEqual([expect.stringContaining('Самая ранняя — 11.03.2027')]);
    const inTime = edition({ effectiveFrom: localDate('2027-03-11') });
    expect(planLoad(inTime, standing, TODAY, 'ru').refusals).toEqual([]);
  });

  it('refuses to change what is published: other terms are another version', () => {
    const plan = planLoad(
      edition({ version: offer.profile.terms.version, trialDays: 21 }),
      standing,
      TODAY,
      'en',
    );
    expect(plan.publishes).toBe(false);
    expect(plan.refusals).toEqual([
      expect.stringContaining('another terms.version'),
      'Trial, days (cl. 2.4.2): 14 → 21',
    ]);
  });

  it('puts a new price on sale for newcomers; the same sum written otherwise is no new price', () => {
    const priced = (unitPrice: string): Offer => ({
      ...offer,
      products: [{ ...product, prices: [{ ...product.prices[0]!, unitPrice, example: true }] }],
    });
    const sum = product.prices[0]!.unitPrice;
    expect(planLoad(priced(sum.replace('.00', '')), standing, TODAY, 'ru').newPrices).toEqual([]);
    const plan = planLoad(priced('777.00'), standing, TODAY, 'ru');
    expect(plan.newPrices).toHaveLength(1);
    expect(plain(plan.lines).at(-2)).toMatch(/→ 777,00 ₽\.$/);
  });

  it('leaves on sale what the files have no more, and says so', () => {
    const plan = planLoad({ ...offer, products: [] }, standing, TODAY, 'ru');
    expect(plan.lines).toContain(`«${product.name}» в файлах нет, в продаже он остаётся.`);
  });
});

describe('two editions in words', () => {
  it('are told apart by the seller, the conditions with their clauses, the products and the prices', () => {
    const next: Offer = {
      profile: {
        ...edition({ trialDays: 21 }).profile,
        requisites: { ...offer.profile.requisites, phone: '8 (495) 000-00-00' },
      },
      products: [
        { ...product, prices: [{ ...product.prices[0]!, unitPrice: '777.00' }] },
        { ...product, code: 'another', name: 'Ещё один' },
      ],
    };
    const lines = plain(tellDifferences(offer, next, 'ru'));
    expect(lines).toContain('  Телефон: 8 (495) 127-09-67 → 8 (495) 000-00-00');
    expect(lines).toContain('  Пробный период, дней (п. 2.4.2): 14 → 21');
    expect(lines).toContain('  Ещё один: новый');
    expect(lines.some((line) => line.includes(product.name) && line.endsWith('→ 777,00 ₽'))).toBe(true);
  });

  it('that say the same have no differences', () => {
    expect(tellDifferences(offer, structuredClone(offer), 'en')).toEqual(['No differences.']);
  });
});
