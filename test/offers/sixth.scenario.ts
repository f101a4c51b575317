import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { routes, type MoneyDto, type ReportDto, type ReportName } from '@rocket/contracts';
import { localDate } from '@rocket/kernel';
import { runCommand, type Answer } from '@rocket/offer-shelf';
import type { Customer } from '../kit/customer';
import { World } from '../kit/world';

/**
 * A sixth offer that nobody wrote the engine for: dollars, a week as the period, money before bonus, 5% VAT, an act for the month and
 * three weeks' notice. It is loaded from its files by the command line, and beside it live a customer in roubles and one in tenge.
 */
const SHELF = join(__dirname, '../../offers');
const NOTICE_DAYS = 21;
let world: World;
let token: string;
let sun: Customer;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sixth-'));
  cpSync(join(__dirname, 'sixth'), join(folder, 'weekly-desk'), { recursive: true });
  world = await World.open();
  // Monday.
  await world.begin('2027-03-01T10:00:00+05:00');
  ({ token } = await world.stranger.asks(routes.sandboxToken, { body: { role: 'administrator' } }));
});
afterAll(async () => {
  await world?.end();
  rmSync(folder, { recursive: true, force: true });
});

const usd = (amount: string): MoneyDto => ({ amount, currency: 'USD' });
const loads = (...more: string[]): Promise<Answer> =>
  runCommand(
    ['load', join(folder, 'weekly-desk'), '--url', world.url, '--token', token, ...more],
    SHELF,
    new Date(0),
  );
/** The next edition of the offer, written over its files. */
function edits(change: (terms: Record<string, unknown>) => void): void {
  const file = join(folder, 'weekly-desk', 'profile.json');
  const profile = JSON.parse(readFileSync(file, 'utf8')) as { terms: Record<string, unknown> };
  change(profile.terms);
  writeFileSync(file, JSON.stringify(profile, null, 2));
}
const codes = (all: readonly { code: string }[]) => all.map(({ code }) => code);

describe('loading', () => {
  it('says first what would happen, and changes nothing', async () => {
    expect(await loads()).toEqual({
      ok: true,
      lines: ['Новый продавец «Weekly Desk»: 1 продукт, 1 цена.', expect.stringContaining('--yes')],
    });
    const { items } = await world.stranger.asks(routes.sellers, { query: { limit: 200 } });
    expect(codes(items)).not.toContain('weekly-desk');
  });

  it('adds the seller after those there were: the first stays the first, page by page', async () => {
    expect((await loads('--yes')).lines.at(-1)).toBe('Загружено.');
    const sellers: string[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await world.stranger.asks(routes.sellers, {
        query: { limit: 2, ...(cursor ? { cursor } : {}) },
      });
      sellers.push(...codes(page.items));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect([sellers[0], sellers.at(-1)]).toEqual(['rocket-sales', 'weekly-desk']);
    expect(new Set(sellers).size).toBe(sellers.length);
    const { items: all } = await world.stranger.asks(routes.products, { query: { limit: 200 } });
    const paged: string[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await world.stranger.asks(routes.products, {
        query: { limit: 5, ...(cursor ? { cursor } : {}) },
      });
      paged.push(...codes(page.items));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(codes(all));
    // What is sold to customers of a partner alone stands in no public list.
    const selling = [...new Set(all.map(({ seller }) => seller))];
    expect(selling).toEqual(sellers.filter((code) => selling.includes(code)));
    expect([selling[0], selling.at(-1)]).toEqual(['rocket-sales', 'weekly-desk']);
  });

  it('has nothing to do the second time', async () => {
    expect((await loads('--yes')).lines.at(-1)).toBe('Загружать нечего: всё уже так.');
  });
});

describe('the life of a customer', () => {
  it('begins with seven days free of charge, by the days of Yekaterinburg', async () => {
    sun = await world.account('ООО «Солнце»', { seller: 'weekly-desk' });
    await sun.givesRequisites();
    expect(await sun.cannotConnect('desk', { period: 'P1M' })).toMatchObject({ code: 'period_not_allowed' });
    await sun.connects('desk', { period: 'P7D', quantity: 2 });
    expect(await sun.stateOf('desk')).toBe('trial until 2027-03-08');
  });

  it('pays each week with money first and with bonus when it is gone', async () => {
    await world.topUp(sun, '100.00');
    const support = await world.staff('support');
    await support.asks(routes.grantBonus, {
      params: { id: sun.id },
      body: { amount: usd('40.00'), ground: 'support', reason: 'Подарок' },
    });
    expect(await sun.balance()).toBe('100.00 + 40.00 bonus');
    // Two desks are 42.00 a week. The run is at three in the morning of Yekaterinburg: 22:00 UTC the day before.
    await world.moveTo('2027-03-08T21:59:00Z');
    expect(await sun.journal('charge')).toEqual([]);
    await world.moveTo('2027-03-08T22:01:00Z');
    expect(await sun.journal('charge')).toEqual(['2027-03-09 charge -42.00']);
    await world.moveTo('2027-03-23T12:00:00+05:00');
    expect(await sun.journal('charge')).toEqual([
      '2027-03-09 charge -42.00',
      '2027-03-16 charge -42.00',
      '2027-03-23 charge -16.00 bonus -26.00',
    ]);
    await world.moveTo('2027-03-30T12:00:00+05:00');
    expect([await sun.stateOf('desk'), await sun.balance()]).toEqual(['suspended', '0.00 + 14.00 bonus']);
  });

  it('gets an act for the month in dollars with 5% VAT included, and no paper for the advance', async () => {
    await world.moveTo('2027-04-01T12:00:00+05:00');
    const [act, ...others] = await sun.documents('act');
    expect(others).toEqual([]);
    // The hundred dollars of money; bonus is nobody's payment. 100.00 × 5 / 105 = 4.76.
    expect(act).toMatchObject({
      issuedOn: '2027-03-31',
      amount: usd('100.00'),
      vat: { rate: '5', amount: usd('4.76') },
    });
    expect(await sun.documents('advance_invoice')).toEqual([]);
  });
});

describe('a new edition', () => {
  it('nearer than three weeks is refused with the first possible day', async () => {
    edits((terms) => Object.assign(terms, { version: '2', trialDays: 3, effectiveFrom: '2027-04-21' }));
    const { ok, lines } = await loads('--yes');
    expect(ok).toBe(false);
    expect(lines.at(-1)).toContain('Самая ранняя — 22.04.2027');
  });

  it('is published, told of, and takes accounts over on its day by their going on', async () => {
    edits((terms) => Object.assign(terms, { effectiveFrom: '2027-04-22' }));
    const { lines } = await loads('--yes', '--lang', 'en');
    expect(lines).toContain('  Trial, days (cl. 3.1): 7 → 3');
    expect(lines).toContain(
      `Customers are told today, ${NOTICE_DAYS} days ahead. Their accounts go over on 22.04.2027, but for those that end their contract before.`,
    );
    expect(await sun.notices('offer_version')).toHaveLength(1);
    const version = async () =>
      (await sun.owner.asks(routes.account, { params: { id: sun.id } })).offerVersion;
    await world.moveTo('2027-04-21T23:00:00+05:00');
    expect(await version()).toBe('1');
    await world.moveTo('2027-04-22T04:00:00+05:00');
    expect(await version()).toBe('2');
  });
});

describe('three currencies side by side', () => {
  const DAY = '2027-04-29';
  const report = async (name: ReportName): Promise<ReportDto> =>
    (await world.staff('administrator')).asks(routes.report, {
      params: { name },
      query: { from: localDate(DAY), to: localDate(DAY), by: 'day' },
    });
  const totalsOf = ({ columns, parts }: ReportDto, key: string) =>
    parts.map(
      ({ currency, totals }) => `${totals?.[columns.findIndex((one) => one.key === key)]} ${currency}`,
    );

  it('stay apart in a run: each charge in the currency of its seller, and no sum of them', async () => {
    const administrator = await world.staff('administrator');
    const roubles = await world.account('ООО «Рубль»');
    await world.product('daily', { price: '100.00', period: 'P1D' });
    await world.topUp(roubles, '1000.00');
    await roubles.connects('daily', { period: 'P1D' });
    const tenge = await inTenge();
    await world.topUp(sun, '100.00');
    expect(await sun.balance()).toBe('58.00 + 14.00 bonus');

    await world.moveTo('2027-04-28T12:00:00+05:00');
    await world.schedulerStops();
    await world.moveTo(`${DAY}T12:00:00+05:00`);
    const sums = [{ amount: '100.00', currency: 'RUB' }, { amount: '500.00', currency: 'KZT' }, usd('42.00')];
    expect((await world.runs(DAY, true)).amounts).toEqual(sums);
    expect((await world.runs(DAY)).amounts).toEqual(sums);
    for (const [customer, charge] of [
      [roubles, '-100.00'],
      [tenge, '-500.00'],
      [sun, '-42.00'],
    ] as const)
      expect((await customer.journal('charge')).at(-1)).toBe(`${DAY} charge ${charge}`);
    await world.schedulerWorks();
    const { items } = await administrator.asks(routes.runs, { query: { limit: 1 } });
    expect(items[0]!.amounts).toEqual(sums);
  });

  it('stay apart in reports of charges and in the forecast of revenue', async () => {
    expect(totalsOf(await report('charges'), 'money')).toEqual(['500.00 KZT', '100.00 RUB', '42.00 USD']);
    const forecast = await report('forecast');
    expect(forecast.parts.map(({ currency }) => currency)).toEqual(['KZT', 'RUB', 'USD']);
  });

  it('stay apart in the register of receipts, which says of each sum what it is in', async () => {
    const accountant = await world.staff('accountant');
    const register = await accountant.asks(routes.register, {
      params: { kind: 'receipts' },
      query: { from: localDate('2027-03-01'), to: localDate(DAY) },
    });
    expect(register.totals.map((total) => total.filter(Boolean).join(' '))).toEqual([
      'Итого 1000.00 RUB',
      'Итого 200.00 USD',
    ]);
  });

  /** A customer of a seller in Kazakhstan who is charged 500 tenge every day. */
  async function inTenge(): Promise<Customer> {
    const administrator = await world.staff('administrator');
    const { items } = await world.stranger.asks(routes.sellers, { query: { limit: 200 } });
    const { code } = items.find(({ currency }) => currency === 'KZT')!;
    const profile = await administrator.asks(routes.sellerProfile, { params: { code } });
    const usual = { autoRenewal: true, periods: null, startOfPeriod: 'at_charge' } as const;
    const grantDelay = { count: 0, unit: 'calendar_days' } as const;
    await administrator.asks(routes.createSeller, {
      body: { ...profile, code: 'tenge', terms: { ...profile.terms, ...usual, grantDelay } },
    });
    await administrator.asks(routes.createProduct, {
      body: { code: 'tenge-daily', name: 'День', kind: 'widget', seller: 'tenge', tariffUnit: 'Чат' },
    });
    const unitPrice = { amount: '500.00', currency: 'KZT' } as const;
    await administrator.asks(routes.addPrice, {
      params: { code: 'tenge-daily' },
      body: { period: 'P1D', unitPrice, validFrom: localDate('2027-04-22') },
    });
    const customer = await world.account('ТОО «Тенге»', { seller: 'tenge' });
    await administrator.asks(routes.adjustBalance, {
      params: { id: customer.id },
      body: { amount: { amount: '9000.00', currency: 'KZT' }, reason: 'Перенос остатка' },
    });
    await customer.connects('tenge-daily', { period: 'P1D' });
    return customer;
  }
});

it('leaving: notice of three days, nothing goes back, and bonus is gone', async () => {
  const preview = await sun.owner.asks(routes.refundPreview, {
    params: { id: sun.id },
    query: { initiator: 'customer' },
  });
  expect(preview).toMatchObject({ amount: usd('0.00') });
  await sun.owner.asks(routes.terminateAccount, {
    params: { id: sun.id },
    body: { reason: 'Уходим', initiator: 'customer' },
  });
  await world.moveTo('2027-05-03T12:00:00+05:00');
  expect(await sun.state()).toBe('terminated');
});
