import { routes, type AccountStatementDto } from '@rocket/contracts';
import readExcelFile from 'read-excel-file/node';
import { onDatabase } from '../kit/clone-database';
import type { Customer } from '../kit/customer';
import { textOf } from '../kit/paper';
import { World } from '../kit/world';

let world: World;
let romashka: Customer;
beforeAll(async () => {
  world = await World.open();
  await world.begin('2027-05-30T09:00:00+03:00');
  await world.product('chats', { name: 'Чаты', price: '100.00' });
  romashka = await world.account('=ООО «Ромашка»');
  await world.topUp(romashka, '250.00');
  await romashka.connects('chats');
  await world.moveTo('2027-06-10T09:00:00+03:00');
  await world.grants(romashka, '30.00', { expiresOn: '2027-06-20' });
  await world.topUp(romashka, '70.00');
  await romashka.changes('chats', { quantity: 2 });
  await world.moveTo('2027-07-05T09:00:00+03:00');
});
afterAll(() => world?.end());

const statement = (query: { from?: string; to?: string } = {}): Promise<AccountStatementDto> =>
  romashka.owner.asks(routes.accountStatement, { params: { id: romashka.id }, query });
const spoken = ({ money, bonus }: AccountStatementDto['opening']): string =>
  bonus.amount === '0.00' ? money.amount : `${money.amount} + ${bonus.amount} bonus`;

describe('an account statement of a period (rule 20)', () => {
  it('opens and closes with the balances of those instants, and its lines make one of the other', async () => {
    const june = await statement({ from: '2027-06-01', to: '2027-06-30' });
    expect(spoken(june.opening)).toBe(await romashka.balance('2027-05-31T20:59:59.999Z'));
    expect(spoken(june.closing)).toBe(await romashka.balance('2027-06-30T20:59:59.999Z'));
    const change = june.entries.reduce(
      (total, { money }) => total + Math.round(Number(money.amount) * 100),
      0,
    );
    expect(Math.round(Number(june.opening.money.amount) * 100) + change).toBe(
      Math.round(Number(june.closing.money.amount) * 100),
    );
    expect(june.turnover.moneyIn.amount).toBe('70.00');
  });

  it('tells everything when no period is named, oldest first and in words', async () => {
    const whole = await statement();
    expect(spoken(whole.opening)).toBe('0.00');
    expect(spoken(whole.closing)).toBe(await romashka.balance());
    expect(whole.entries.map(({ id }) => id)).toEqual((await romashka.entries()).map(({ id }) => id));
    expect(whole.entries[1]!.what).toBe('Списание: «Чаты», 30.05.2027 – 29.06.2027');
    expect(whole.entries[0]!.what).toMatch(/^Пополнение: платёж № \d+ от 30\.05\.2027, =ООО «Ромашка»$/);
  });

  it('of a time before the account is empty and closed at nothing', async () => {
    const before = await statement({ from: '2026-01-01', to: '2026-01-31' });
    expect([before.entries, spoken(before.closing)]).toEqual([[], '0.00']);
  });

  it('refuses a period that ends before it begins, with the field named', async () => {
    const query = { from: '2027-06-02', to: '2027-06-01' };
    const refusal = await romashka.owner.isRefused(routes.accountStatement, {
      params: { id: romashka.id },
      query,
    });
    expect([refusal.status, refusal.errors?.map(({ path }) => path)]).toEqual([422, ['to']]);
  });

  const path = (format: string) =>
    `/accounts/${romashka.id}/statement?from=2027-06-01&to=2027-06-30&format=${format}`;

  it('comes as a table for a Russian Excel', async () => {
    const csv = (await romashka.owner.downloads(path('csv'))).toString('utf8');
    expect(csv).toContain('Выписка по лицевому счёту за период с 01.06.2027 по 30.06.2027');
    expect(csv).toContain('10.06.2027;Бонус начислен: Подарок;;;150,00;30,00;;30,00\r\n');
  });

  it('comes as a workbook whose sums are numbers', async () => {
    const june = await statement({ from: '2027-06-01', to: '2027-06-30' });
    const book = (await readExcelFile(await romashka.owner.downloads(path('xlsx')))) as {
      data: unknown[][];
    }[];
    const closing = book[0]!.data.at(-1)!;
    expect([closing[1], closing[4], closing[7]]).toEqual([
      'Остаток на конец периода',
      Number(june.closing.money.amount),
      Number(june.closing.bonus.amount),
    ]);
  });

  it.each([
    ['csv', 'text/csv; charset=utf-8'],
    ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['pdf', 'application/pdf'],
  ])('is saved under its own name and kind, and opened by no browser: %s', async (format, mediaType) => {
    const { headers } = await romashka.owner.sends('GET', path(format));
    expect(headers.get('content-type')).toBe(mediaType);
    expect(headers.get('content-disposition')).toMatch(
      /^attachment; filename="statement-\d+-2027-06-01-2027-06-30\.\w+"$/,
    );
    expect(headers.get('content-security-policy')).not.toBeNull();
  });

  it('comes as a PDF', async () => {
    const pdf = await romashka.owner.downloads(path('pdf'));
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    const text = textOf(pdf);
    if (text !== null) expect(text).toContain('Остаток на конец периода');
  });
});

describe('the journal under a filter', () => {
  let reversed: string;
  beforeAll(async () => {
    await world.product('calls', { name: 'Звонки', price: '20.00' });
    await romashka.connects('calls');
    const [charge] = (await journal({ product: 'calls' })).items;
    const support = await world.staff('support');
    const body = { reason: 'Подключено по ошибке' };
    await support.asks(routes.reverseEntry, { params: { id: charge!.id }, body });
    reversed = charge!.id;
  });
  const journal = (query: Record<string, unknown>) =>
    romashka.owner.asks(routes.entries, { params: { id: romashka.id }, query });

  it('tells the balance of the whole account after each entry, whatever is left out', async () => {
    const whole = await journal({ limit: 200 });
    expect(whole.total).toBe(whole.items.length);
    const afterOf = new Map(whole.items.map(({ id, balanceAfter }) => [id, balanceAfter]));
    for (const query of [
      { kind: 'charge' },
      { product: 'chats' },
      { from: '2027-06-10', to: '2027-06-10' },
    ]) {
      const some = await journal(query);
      expect(some.total).toBeGreaterThan(0);
      expect(some.total).toBeLessThan(whole.total);
      for (const { id, balanceAfter } of some.items) expect(balanceAfter).toEqual(afterOf.get(id));
    }
  });

  it('goes page by page through the same entries', async () => {
    const whole = await journal({ product: 'chats', limit: 200 });
    const ids: string[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await journal({ product: 'chats', limit: 1, cursor });
      expect(page.total).toBe(whole.total);
      ids.push(...page.items.map(({ id }) => id));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(ids).toEqual(whole.items.map(({ id }) => id));
  });

  it('of a product has what reverses its charges, and of a connection only its own', async () => {
    const { items } = await journal({ product: 'calls' });
    expect(items.map(({ kind, reverses }) => [kind, reverses])).toEqual([
      ['reversal', reversed],
      ['charge', null],
    ]);
    const { id } = await romashka.subscription('calls');
    expect((await journal({ subscription: id })).items).toEqual(items);
    expect((await journal({ product: 'nothing' })).total).toBe(0);
  });

  it('is taken away as it is shown, oldest first; nobody else gets it', async () => {
    const path = `/accounts/${romashka.id}/entries/file?product=calls&format=`;
    const csv = (await romashka.owner.downloads(`${path}csv`)).toString('utf8');
    const lines = csv.split('\r\n').filter((line) => line.startsWith('05.07.2027'));
    expect(csv).toContain('Операции по лицевому счёту: «Звонки»');
    expect(lines.map((line) => line.split(';').slice(1, 4))).toEqual([
      ['"Списание: «Звонки», 05.07.2027 – 04.08.2027"', '', '20,00'],
      ['Отмена операции: Подключено по ошибке', '20,00', ''],
    ]);
    expect(csv).toContain(';Итого;20,00;20,00;');
    const pdf = await romashka.owner.downloads(`${path}pdf`);
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    const stranger = await world.account('ООО «Лютик»');
    expect((await stranger.owner.sends('GET', `${path}csv`)).status).toBe(404);
  });
});

describe('a long journal with entries that were recorded late', () => {
  const LATE = 60;
  /** Copies of what is there, recorded now, that happened at odd moments between the entries of the story. */
  const recordLate = (count: number): Promise<unknown> =>
    onDatabase(world.databaseUrl, async (db) => {
      await db.query('set session_replication_role = replica');
      await db.query(
        `with last as (select max(seq) as seq, count(*) as n from entry where account_id = $1)
         insert into entry select (jsonb_populate_record(e, jsonb_build_object(
                  'seq', l.seq + g, 'id', gen_random_uuid(), 'key', e.key || ':' || l.seq + g, 'reverses', null,
                  'money', (l.seq + g) * 17 % 101 - 50, 'bonus', (l.seq + g) * 31 % 7 - 3,
                  'happened_at', e.happened_at + (l.seq + g) * 7919 % 13 * interval '1 hour'))).*
           from last l cross join generate_series(1, $2::integer) g
           join entry e on e.account_id = $1 and e.seq = 1 + g % l.n`,
        [romashka.id, count],
      );
      await db.query('update account set last_seq = last_seq + $2 where id = $1', [romashka.id, count]);
    });

  /** The plainest reading there is: all of it in order, one balance carried along. */
  const plainly = (): Promise<{ id: string; kind: string; after: string }[]> =>
    onDatabase(world.databaseUrl, async (db) => {
      const { rows } = await db.query(
        'select id, kind, money, bonus from entry where account_id = $1 order by happened_at, seq',
        [romashka.id],
      );
      let [money, bonus] = [0, 0];
      return rows
        .map(({ id, kind, ...moved }: { id: string; kind: string; money: string; bonus: string }) => {
          [money, bonus] = [money + Number(moved.money), bonus + Number(moved.bonus)];
          return { id, kind, after: `${(money / 100).toFixed(2)} ${(bonus / 100).toFixed(2)}` };
        })
        .reverse();
    });

  const told = async (query: object, between?: () => Promise<unknown>) => {
    const found: { id: string; kind: string; after: string }[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await romashka.owner.asks(routes.entries, {
        params: { id: romashka.id },
        query: { limit: 9, ...query, cursor },
      });
      found.push(
        ...page.items.map(({ id, kind, balanceAfter: { money, bonus } }) => ({
          ...{ id, kind },
          after: `${money.amount} ${bonus.amount}`,
        })),
      );
      if (page.nextCursor === null) return { found, total: page.total };
      cursor = page.nextCursor;
      await between?.();
    }
  };

  it('tells the same balances page by page and under a filter as added up by hand', async () => {
    await recordLate(LATE);
    const plain = await plainly();
    expect(await told({})).toEqual({ found: plain, total: plain.length });
    const charges = plain.filter(({ kind }) => kind === 'charge');
    expect(charges.length).toBeGreaterThan(9);
    expect(await told({ kind: 'charge' })).toEqual({ found: charges, total: charges.length });
  });

  it('stands still while it is read, though more is recorded between its pages', async () => {
    const before = await plainly();
    expect(await told({}, () => recordLate(1))).toEqual({ found: before, total: before.length });
    const after = await plainly();
    expect(after.length).toBeGreaterThan(before.length);
    expect(await told({})).toEqual({ found: after, total: after.length });
  });

  it('is taken away whole, by whoever writes a file piece by piece and by a thread of its own', async () => {
    await recordLate(1_500);
    const plain = await plainly();
    const file = (format: string) =>
      romashka.owner.downloads(`/accounts/${romashka.id}/entries/file?format=${format}`);
    const [book] = (await readExcelFile(await file('xlsx'))) as { data: unknown[][] }[];
    const rows = book!.data.slice(-plain.length - 1, -1);
    const told = rows.map((row) => `${Number(row[4]).toFixed(2)} ${Number(row[7]).toFixed(2)}`);
    expect(told).toEqual(plain.map(({ after }) => after).reverse());
    const csv = (await file('csv')).toString('utf8').trim().split('\r\n');
    const oldest = csv.length - 1 - plain.length;
    const lines = csv.slice(oldest, -1).map((line) => line.split(';'));
    expect(lines.map((cells) => `${cells.at(-4)} ${cells.at(-1)}`.replaceAll(',', '.'))).toEqual(told);
  });

  it('is not read on from a place that it never gave', async () => {
    for (const made of [
      ['2027-06-10T00:00:00.000Z', 1],
      ['x', 1, 1, '0', '0', 1],
      ['2027-06-10', 1, 1, 'x', '0', 1],
    ]) {
      const cursor = Buffer.from(JSON.stringify(made)).toString('base64url');
      const refusal = await romashka.owner.isRefused(routes.entries, {
        params: { id: romashka.id },
        query: { cursor },
      });
      expect(refusal.errors?.map(({ path }) => path)).toEqual(['cursor']);
    }
  });
});
