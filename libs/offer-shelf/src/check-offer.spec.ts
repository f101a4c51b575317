import { OFFERS } from '@rocket/offers';
import { checkOffers, type OfferTexts } from './check-offer';
import { nameOfField, type Language } from './words';

const [first] = OFFERS;
const texts = (change: Partial<OfferTexts> = {}): OfferTexts => ({
  folder: first.profile.code,
  profile: JSON.stringify(first.profile, null, 2),
  products: JSON.stringify(first.products, null, 2),
  ...change,
});
const found = (all: readonly OfferTexts[], language: Language = 'ru') =>
  checkOffers(all, language).findings.map(
    ({ file, line, column, path, message }) => `${file}:${line}:${column} ${path}: ${message}`,
  );
/** The line of the first place where a text stands, as an editor counts it. */
const lineOf = (text: string, what: string): number => text.slice(0, text.indexOf(what)).split('\n').length;

describe('checking files of offers', () => {
  it('finds nothing wrong with the offers of the shelf, and gives them read', () => {
    const all = OFFERS.map(({ profile, products }) => ({
      folder: profile.code,
      profile: JSON.stringify(profile),
      products: JSON.stringify(products),
    }));
    expect(found(all)).toEqual([]);
    expect(checkOffers(all, 'ru').offers).toHaveLength(OFFERS.length);
  });

  it('names the line and the column of what is wrong, and the field in the language of the reader', () => {
    const profile = texts().profile.replace('"trialDays": 14', '"trialDays": "14"');
    const [one] = checkOffers([texts({ profile })], 'ru').findings;
    expect(one).toMatchObject({ path: 'terms.trialDays', line: lineOf(profile, '"trialDays"'), column: 18 });
    expect(nameOfField('ru', one!.path)).toBe('Пробный период, дней (terms.trialDays)');
    expect(nameOfField('en', one!.path)).toBe('Trial, days (terms.trialDays)');
    expect(checkOffers([texts({ profile })], 'en').findings[0]!.message).toContain('expected number');
  });

  it('names a field that is not there, and where one is missing the place around it', () => {
    const profile = texts()
      .profile.replace('"autoRenewal"', '"autoRenewals"')
      .replace('"burnDown": "bonus_first",', '');
    const at = (what: string) => lineOf(profile, what);
    expect(found([texts({ profile })])).toEqual([
      expect.stringContaining(`:${at('"terms"')}:12 terms.autoRenewal: Не хватает этого поля`),
      expect.stringContaining(`:${at('"terms"')}:12 terms.burnDown: Не хватает этого поля`),
      expect.stringContaining(`:${at('"autoRenewals"')}:21 terms.autoRenewals: Такого поля нет`),
    ]);
  });

  it('says where a file stops being JSON', () => {
    const products = texts().products.replace('"products": [', '"products": [,');
    expect(found([texts({ products })])[0]).toMatch(
      new RegExp(`products.json:${lineOf(products, '"products"')}:\\d+ : Это не JSON`),
    );
  });

  it('refuses a code that another seller has, and a folder of another name', () => {
    const again = texts({ folder: 'other' });
    const mistakes = found([texts(), again]);
    const { code } = first.profile;
    expect(mistakes).toContainEqual(
      expect.stringContaining(`other/profile.json:2:11 code: Код «${code}» уже занят`),
    );
    expect(mistakes).toContainEqual(expect.stringContaining('Папка называется по коду продавца'));
    expect(mistakes.filter((each) => each.startsWith('other/products.json'))).toHaveLength(
      first.products.products.length,
    );
  });

  it('refuses a period that the terms do not sell, a partner they do not name and a unit without a name', () => {
    const product = first.products.products[0]!;
    const products = JSON.stringify({
      note: 'One product',
      products: [
        {
          ...product,
          partner: 'somebody',
          units: [{ code: 'letter', name: 'Письмо' }],
          prices: [{ ...product.prices[0], period: 'P7D' }],
        },
      ],
    });
    const profile = texts().profile.replace('"periods": null', '"periods": ["P1M"]');
    expect(found([texts({ products, profile })])).toEqual([
      expect.stringContaining('products[0].partner: В условиях нет партнёра «somebody»'),
      expect.stringContaining('products[0].prices[0].period: Условия не продают период P7D; возможные: P1M'),
      expect.stringContaining('products[0].prices[0].limits[0].unit: Единица «check» не названа'),
    ]);
  });

  it('refuses sums in another currency than the seller’s', () => {
    const profile = texts().profile.replace(
      '"currency": "RUB",\n  "timeZone"',
      '"currency": "USD",\n  "timeZone"',
    );
    expect(found([texts({ profile })])[0]).toContain('Валюта продавца — USD');
  });

  it('refuses a week written as one: it is seven days', () => {
    const products = texts().products.replace('"P1D"', '"P1W"');
    expect(found([texts({ products })])[0]).toContain('Период — число дней, месяцев или лет: P21D, P1M, P1Y');
  });
});
