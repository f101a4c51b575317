import { routes } from '@rocket/contracts';
import { localDate, type LocalDate } from '@rocket/kernel';
import type { Customer } from '../kit/customer';
import { World } from '../kit/world';

/** Papers are listed newest first, those of one kind and instant as a person counts: 11, 10, 9, 2, 1. */
let world: World;
let romashka: Customer;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world?.end());
beforeEach(async () => {
  await world.begin('2027-01-11T09:00:00+03:00');
  romashka = await world.account('ООО «Ромашка»');
  await romashka.givesRequisites();
});

interface Listed {
  readonly items: readonly { readonly number: string; readonly issuedOn: string }[];
  readonly nextCursor: string | null;
}
/** Every page of four, one after another. */
const all = async (page: (cursor: string | undefined) => Promise<Listed>): Promise<string[]> => {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await page(cursor);
    found.push(...items.map(({ number, issuedOn }) => `${issuedOn} № ${number}`));
    cursor = nextCursor ?? undefined;
  } while (cursor);
  return found;
};
const ELEVEN = Array.from({ length: 11 }, (_, nth) => `2027-01-11 № ${11 - nth}`);

it('UPDs of one day and one instant, a reconciliation among them, and of the day after', async () => {
  romashka = await world.account('ООО «Василёк»');
  for (let nth = 0; nth < 11; nth += 1) await world.topUp(romashka, '600.00');
  // Only now can they be drawn up, all at once.
  await romashka.givesRequisites();
  const params = { id: romashka.id };
  // The last paper of the day, with the first number of its own kind.
  const body = { from: localDate('2027-01-01'), to: localDate('2027-01-11') };
  await romashka.owner.asks(routes.reconcile, { params, body });
  await world.moveTo('2027-01-12T09:00:00+03:00');
  await world.topUp(romashka, '600.00');
  const pages = (kind?: 'upd') => (cursor: string | undefined) =>
    romashka.owner.asks(routes.documents, { params, query: { kind, limit: 4, cursor } });
  expect(await all(pages('upd'))).toEqual(['2027-01-12 № 12', ...ELEVEN]);
  expect(await all(pages())).toEqual(['2027-01-12 № 12', '2027-01-11 № 1', ...ELEVEN]);
});

it('those of the days that are chosen, as in the archive beside the list', async () => {
  await world.topUp(romashka, '6100.00');
  await world.moveTo('2027-02-01T00:30:00+03:00');
  await world.topUp(romashka, '6200.00');
  const params = { id: romashka.id };
  const listed = async (query: { from?: LocalDate; to?: LocalDate }) =>
    (await romashka.owner.asks(routes.documents, { params, query: { kind: 'upd', ...query } })).items.map(
      ({ number }) => number,
    );
  expect(await listed({ from: localDate('2027-01-01'), to: localDate('2027-01-31') })).toEqual(['1']);
  expect(await listed({ to: localDate('2027-02-01') })).toEqual(['2', '1']);
});

it('invoices of one instant, whole and without repeats', async () => {
  for (let nth = 0; nth < 11; nth += 1) await romashka.invoices('6000.00');
  await world.sql("update invoice set created_at = '2027-01-11T06:00:00Z'");
  const params = { id: romashka.id };
  const pages = (cursor: string | undefined) =>
    romashka.owner.asks(routes.invoices, { params, query: { limit: 4, cursor } });
  expect(await all(pages)).toEqual(ELEVEN);
});

it('a paper that cannot be drawn keeps nobody else from theirs', async () => {
  const vasilek = await world.account('ООО «Василёк»');
  await vasilek.givesRequisites();
  // As requisites were kept before such signs were refused.
  await world.sql(
    `update customer_profile set requisites = requisites || '{"legalName": "ООО «Ромашка 🚀»"}' where account_id = '${romashka.id}'`,
  );
  await world.topUp(romashka, '600.00');
  await world.topUp(vasilek, '600.00');
  await world.moveTo('2027-01-12T09:00:00+03:00');
  const [upd] = await vasilek.documents('upd');
  expect((await vasilek.owner.downloads(upd!.files.pdf!)).subarray(0, 5).toString()).toBe('%PDF-');
});

describe('names of an offer that papers print are refused where it is loaded, each by its field', () => {
  const refused = async (method: 'POST' | 'PATCH', path: string, body: object) => {
    const administrator = await world.staff('administrator');
    const answer = await administrator.sends(method, path, { body, key: 'unprintable' });
    const errors = answer.body['errors'] as { path: string; message: string }[];
    return [answer.status, ...errors.map((each) => `${each.path}: ${each.message}`)];
  };
  const no = (path: string) => `${path}: В документах таких знаков нет, уберите: 🚀`;
  const product = {
    code: 'rocket',
    name: 'Ракета',
    kind: 'widget',
    seller: 'rocket-sales',
    tariffUnit: 'Аккаунт',
  };

  it.each<[string, object, string[]]>([
    ['a product', { name: 'Ракета 🚀' }, ['name']],
    ['what it is counted in', { tariffUnit: 'Ракета 🚀' }, ['tariffUnit']],
    [
      'its tariffs and units',
      {
        tariffs: [
          { code: 'base', name: 'Базовый' },
          { code: 'best', name: 'Лучший 🚀' },
        ],
        units: [{ code: 'start', name: 'Запуск 🚀' }],
      },
      ['tariffs.1.name', 'units.0.name'],
    ],
  ])('%s', async (_, changes, fields) => {
    expect(await refused('POST', '/products', { ...product, ...changes })).toEqual([422, ...fields.map(no)]);
  });

  it('a tariff and a unit named anew', async () => {
    await world.product('rocket', { price: '100.00' });
    const tariffs = [{ code: 'best', name: 'Лучший 🚀' }];
    const units = [{ code: 'start', name: 'Запуск 🚀' }];
    expect(await refused('PATCH', '/products/rocket', { tariffs, units })).toEqual([
      422,
      ...['tariffs.0.name', 'units.0.name'].map(no),
    ]);
  });

  it('the title of an offer and of its next version', async () => {
    const params = { code: 'rocket-sales' };
    const profile = await world.stranger.asks(routes.sellerProfile, { params });
    const terms = { ...profile.terms, version: '2027-06-11', title: 'Оферта 🚀' };
    const newcomer = { ...profile, code: 'newcomer', terms };
    expect(await refused('POST', '/sellers', newcomer)).toEqual([422, no('terms.title')]);
    expect(await refused('POST', '/sellers/rocket-sales/versions', terms)).toEqual([422, no('title')]);
  });
});
