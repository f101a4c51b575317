import {
  routes,
  type ReportDto,
  type ReportName,
  type ReportPartDto,
  type StaffRole,
} from '@rocket/contracts';
import { localDate, parseMinor, printMinor } from '@rocket/kernel';
import readXlsxFile from 'read-excel-file/node';
import { bankFile } from '../kit/bank-file';
import { onDatabase } from '../kit/clone-database';
import { rub, type Customer } from '../kit/customer';
import { eventually } from '../kit/house';
import { SELLER, World } from '../kit/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
  await playSpring();
});
afterAll(() => world?.end());

const SPRING = { from: localDate('2027-03-01'), to: localDate('2027-04-12') };
/** How many subscriptions ran at the end of each month: counted then, and not from what reports are made of. */
const running: number[] = [];

const report = async (
  name: ReportName,
  query: Partial<Record<'seller' | 'from' | 'to' | 'by' | 'lang' | 'fresh', string>> = SPRING,
  role: StaffRole = 'administrator',
): Promise<ReportDto> => {
  const person = await world.staff(role);
  return person.asks(routes.report, { params: { name }, query: query as never });
};
const partOf = ({ parts }: ReportDto, currency: string | null): ReportPartDto =>
  parts.find((part) => part.currency === currency)!;
/** `key value, key value` of the totals of a part. */
const totals = (told: ReportDto, currency: string | null, ...keys: string[]): string =>
  keys
    .map(
      (key) => `${key} ${partOf(told, currency).totals?.[told.columns.findIndex((one) => one.key === key)]}`,
    )
    .join(', ');
const column = (told: ReportDto, currency: string | null, key: string) => {
  const at = told.columns.findIndex((one) => one.key === key);
  return partOf(told, currency).rows.map((row) => row[at]);
};

/** Postings of a seller's currency to an account of the chart less those from it, straight from the journal. */
async function booked(account: string, currency: string, condition = 'true'): Promise<string> {
  const [row] = await world.sql<{ sum: string }>(
    `select coalesce(sum(case when p.to_account::text = $1 then p.amount when p.from_account::text = $1 then -p.amount end), 0) as sum
       from posting p join entry e using (account_id, seq)
       join (select id, seller_code from account union all select book_id, code from seller) b (id, code) on b.id = account_id
       join seller s on s.code = b.code
      where s.currency = $2 and ${condition}`,
    [account, currency],
  );
  return printMinor(BigInt(row!.sum));
}
const minus = (amount: string): string => printMinor(-parseMinor(amount));

const countRunning = async (): Promise<void> => {
  const [row] = await world.sql<{ n: number }>(
    `select count(*)::int as n from subscription where state = 'active' and free_quantity is null`,
  );
  running.push(row!.n);
};
const stranger = { name: 'ООО «Незнакомец»', inn: '7707083893' };
const strangerPays = async (amount: string): Promise<string> => {
  const payment = await world.payment({ amount, payer: stranger, purpose: 'За услуги' });
  return (await world.importsStatement(bankFile([payment]))).lines[0]!.receipt.id;
};

/** Six weeks in which everything happens once that a report tells apart. */
async function playSpring(): Promise<void> {
  await world.begin('2027-03-01T09:00:00+03:00');
  await world.product('chats', { price: '100.00', name: 'Чаты' });
  await world.product('calls', { price: '300.00', name: 'Звонки', trialDays: 14 });
  await world.product('daily', { price: '7.00', name: 'Сводка', period: 'P1D' });
  await addTengeSeller();
  const [accountant, administrator] = [await world.staff('accountant'), await world.staff('administrator')];
  const romashka = await world.account('ООО «Ромашка»');
  const vasilek = await world.account('ООО «Василёк»');
  const fialka = await world.account('ООО «Фиалка»');
  await world.topUp(romashka, '2000.00');
  await world.topUp(vasilek, '150.01');
  await world.topUp(fialka, '500.00');
  await world.grants(romashka, '50.00', { expiresOn: '2027-03-31' });
  await world.grants(vasilek, '30.00');
  for (const customer of [romashka, vasilek, fialka]) await customer.connects('chats');
  await romashka.connects('daily', { period: 'P1D' });
  await romashka.connects('calls');
  await fialka.connects('calls', { autoRenew: false });
  await world.grants(fialka, '15.00', { expiresOn: '2027-03-20' });
  const revoked = await world.grants(fialka, '20.00');
  await (
    await world.staff('support')
  ).asks(routes.revokeBonus, {
    params: { id: revoked.id },
    body: { reason: 'Начислен по ошибке' },
  });
  const own = { accountId: fialka.id, reason: 'Письмо клиента' };
  const waits = await strangerPays('77.70');
  const back = await strangerPays('60.00');
  await world.moveTo('2027-03-10T12:00:00+03:00');
  await accountant.asks(routes.returnReceipt, {
    params: { id: back },
    body: { reason: 'Ошибся получателем' },
  });
  await accountant.asks(routes.allocateReceipt, { params: { id: waits }, body: own });
  const params = { id: romashka.id };
  await administrator.asks(routes.adjustBalance, {
    params,
    body: { amount: rub('12.34'), reason: 'Компенсация' },
  });
  const [charge] = await fialka.entries('charge');
  await accountant.asks(routes.reverseEntry, { params: { id: charge!.id }, body: { reason: 'Не работало' } });
  await strangerPays('44.00');
  await world.moveTo('2027-03-31T12:00:00+03:00');
  await fialka.ends('chats');
  await countRunning();
  await world.moveTo('2027-04-03T12:00:00+03:00');
  await world.topUp(vasilek, '100.00');
  await world.moveTo('2027-04-05T12:00:00+03:00');
  await administrator.asks(routes.terminateAccount, {
    params: { id: vasilek.id },
    body: { reason: 'Рассылал спам', initiator: 'seller', breach: true },
  });
  await world.moveTo('2027-04-12T12:00:00+03:00');
  await countRunning();
}

/** A seller in another currency, and a customer of it whose money is in the books as a receipt would put it there. */
async function addTengeSeller(): Promise<Customer> {
  const administrator = await world.staff('administrator');
  const profile = await administrator.asks(routes.sellerProfile, { params: { code: SELLER } });
  const tenge = JSON.parse(JSON.stringify(profile).replaceAll('"RUB"', '"KZT"')) as typeof profile;
  const { settlementAccount: _, correspondentAccount: __, ...requisites } = tenge.requisites;
  await administrator.asks(routes.createSeller, { body: { ...tenge, code: 'tenge', requisites } });
  const tulpan = await world.account('ТОО «Тюльпан»', { seller: 'tenge' });
  await administrator.asks(routes.adjustBalance, {
    params: { id: tulpan.id },
    body: { amount: { amount: '900.00', currency: 'KZT' }, reason: 'Перенос остатка' },
  });
  return tulpan;
}

it('receipts: what came in less what went back is what the bank holds; corrections by hand are apart', async () => {
  const told = await report('receipts');
  expect(told.parts.map(({ currency }) => currency)).toEqual(['KZT', 'RUB']);
  expect(totals(told, 'RUB', 'net')).toBe(`net ${minus(await booked('bank', 'RUB'))}`);
  expect(totals(told, 'RUB', 'received', 'returned', 'net', 'byHand')).toBe(
    'received 2931.71, returned 60.00, net 2871.71, byHand 12.34',
  );
  expect(totals(told, 'KZT', 'net', 'byHand')).toBe('net 0.00, byHand 900.00');
  // The same money as in the register of receipts, to the day.
  const accountant = await world.staff('accountant');
  const register = await accountant.asks(routes.register, { params: { kind: 'receipts' }, query: SPRING });
  expect(register.totals[0]).toContain('2931.71');
  expect(column(told, 'RUB', 'received')).toEqual(['2831.71', '100.00']);
  const byDay = await report('receipts', { ...SPRING, by: 'day' });
  expect(column(byDay, 'RUB', 'received')).toHaveLength(43);
  expect(totals(byDay, 'RUB', 'received')).toBe('received 2931.71');
});

it('charges: what customers paid is the revenue of the ledger, bonus apart, what came back deducted', async () => {
  const told = await report('charges');
  expect(totals(told, 'RUB', 'netMoney', 'netBonus')).toBe(
    `netMoney ${await booked('revenue', 'RUB')}, netBonus ${await booked('bonus_redeemed', 'RUB')}`,
  );
  expect(totals(told, 'RUB', 'moneyBack', 'bonusBack')).toBe('moneyBack 100.00, bonusBack 0.00');
  expect(told.parts).toHaveLength(1);
  const april = `e.business_date between '2027-04-01' and '2027-04-12'`;
  const only = await report('charges', { from: '2027-04-01', to: '2027-04-12', by: 'week' });
  expect(totals(only, 'RUB', 'netMoney')).toBe(`netMoney ${await booked('revenue', 'RUB', april)}`);
  expect(new Set(column(only, 'RUB', 'product'))).toEqual(new Set(['Чаты', 'Сводка']));
});

it('bonus: given − used − burnt − revoked is what is left, on the last day of every line', async () => {
  const told = await report('bonus');
  const ends = column(told, 'RUB', 'to');
  const left = column(told, 'RUB', 'outstanding');
  for (const [nth, to] of ends.entries())
    expect(left[nth]).toBe(await booked('customer_bonus', 'RUB', `e.business_date <= '${String(to)}'`));
  expect(totals(told, 'RUB', 'opening', 'given', 'used', 'burnt', 'revoked', 'outstanding')).toBe(
    'opening 0.00, given 115.00, used 80.00, burnt 15.00, revoked 20.00, outstanding 0.00',
  );
  const later = await report('bonus', { from: '2027-03-02', to: '2027-03-05', by: 'day' });
  expect(column(later, 'RUB', 'opening')[0]).toBe(
    await booked('customer_bonus', 'RUB', `e.business_date < '2027-03-02'`),
  );
});

it('churn: the end of each month is what ran then; who was short, declined, returned and left is told apart', async () => {
  const told = await report('churn');
  expect(column(told, null, 'closing')).toEqual(running);
  expect(totals(told, null, 'opening', 'new', 'resumed', 'suspended', 'declined', 'terminated')).toBe(
    'opening 0, new 5, resumed 1, suspended 1, declined 1, terminated 1',
  );
  const april = await report('churn', { from: '2027-04-01', to: '2027-04-12', by: 'week' });
  expect(totals(april, null, 'opening', 'left', 'closing', 'share')).toBe(
    'opening 4, left 2, closing 3, share 50.0',
  );
});

it('trials: who paid after the trial and who did not', async () => {
  const told = await report('trials');
  expect(totals(told, null, 'started', 'onTrial', 'paid', 'left', 'conversion')).toBe(
    'started 2, onTrial 0, paid 1, left 1, conversion 50.0',
  );
});

it('unassigned money is what the ledger holds for nobody, by age, each receipt named', async () => {
  const told = await report('unassigned');
  expect(totals(told, 'RUB', 'rest')).toBe(`rest ${await booked('unallocated', 'RUB')}`);
  expect(column(told, 'RUB', 'rest')).toEqual(['0.00', '0.00', '0.00', '44.00', '0.00']);
  expect(told.receipts).toMatchObject([{ days: 33, payer: stranger.name, rest: rub('44.00') }]);
});

it('each role reads its own reports (rule 31)', async () => {
  const may: Record<StaffRole, ReportName[]> = {
    support: ['bonus', 'trials'],
    account_manager: ['receipts', 'unassigned'],
    accountant: ['receipts', 'charges', 'bonus', 'unassigned', 'forecast'],
    administrator: ['receipts', 'charges', 'bonus', 'churn', 'trials', 'unassigned', 'forecast'],
  };
  for (const role of Object.keys(may) as StaffRole[]) {
    const person = await world.staff(role);
    const answers = await Promise.all(
      may.administrator.map(
        async (name) => [name, (await person.sends('GET', `/reports/${name}`)).status] as const,
      ),
    );
    expect(answers.filter(([, status]) => status === 200).map(([name]) => name)).toEqual(
      may.administrator.filter((name) => may[role].includes(name)),
    );
    expect(answers.every(([, status]) => status === 200 || status === 403)).toBe(true);
  }
});

it('what cannot be told is refused by its field, and a file tells what the screen does', async () => {
  const accountant = await world.staff('accountant');
  const refused = async (query: string): Promise<unknown> =>
    (await accountant.sends('GET', `/reports/receipts?${query}`)).body['errors'];
  expect(await refused('from=2027-05-02&to=2027-05-01')).toMatchObject([{ path: 'to' }]);
  expect(await refused('from=2020-01-01&to=2027-05-01&by=day')).toMatchObject([{ path: 'by' }]);
  expect((await accountant.sends('GET', '/reports/secrets')).status).toBe(404);
  expect((await accountant.sends('GET', '/reports/receipts?seller=nobody')).status).toBe(404);
  const csv = (
    await accountant.downloads('/reports/receipts?from=2027-03-01&to=2027-04-12&format=csv')
  ).toString();
  expect(csv).toContain('"Итого, RUB";01.03.2027;12.04.2027;2931,71;0,00;0,00;2931,71;60,00;2871,71;12,34');
  const sheets = await readXlsxFile(await accountant.downloads('/reports/unassigned?format=xlsx'));
  expect(sheets.map(({ sheet }) => sheet)).toEqual([
    'Поступления',
    'Нераспределённые поступления',
    'Что в столбцах',
  ]);
  expect(sheets[0]!.data.at(-1)).toEqual(['Итого, RUB', null, null, null, null, 44]);
});

it('a report that takes long answers that it is computed, is kept with its instant, and is computed anew when asked', async () => {
  const administrator = await world.staff('administrator');
  const forecast = (query = '') => administrator.sends('GET', `/reports/forecast${query}`);
  const fresh = await report('forecast');
  expect(fresh).toMatchObject({ kept: false, computing: null, asOf: expect.any(String) });
  // Nothing can be read of subscriptions meanwhile: longer than anybody waits.
  await onDatabase(world.databaseUrl, async (db) => {
    await db.query('begin; lock table subscription in access exclusive mode');
    const [first, second, file] = await Promise.all([forecast(), forecast(), forecast('?format=csv')]);
    for (const { status, body } of [first, second]) {
      expect(status).toBe(202);
      expect(body).toMatchObject({ asOf: null, parts: [], computing: { since: expect.any(String) } });
    }
    expect(file.body).toMatchObject({ code: 'report_computing' });
  });
  const kept = await eventually('the forecast', async () => {
    const told = await report('forecast', {});
    return told.computing === null && told;
  });
  expect(kept).toMatchObject({ kept: true, asOf: fresh.asOf, parts: fresh.parts });
  // The books go on; what is kept is of its instant, and says so in a file too.
  const violet = await world.account('ООО «Сирень»');
  await world.topUp(violet, '900.00');
  await violet.connects('chats');
  expect(await report('forecast', {})).toMatchObject({ kept: true, parts: fresh.parts });
  expect((await administrator.downloads('/reports/forecast?format=csv')).toString()).toContain(
    'На 12.04.2027 12:00',
  );
  const anew = await report('forecast', { fresh: 'true' });
  expect(anew).toMatchObject({ computing: null });
  expect(column(anew, 'RUB', 'money')[0]).not.toBe(column(fresh, 'RUB', 'money')[0]);
  // It takes long no more, so it is of now again.
  expect(await report('forecast', {})).toMatchObject({ kept: false, parts: anew.parts });
});

it('forecast: what is expected of the next 30 days is what they then bring', async () => {
  const told = await report('forecast');
  const at = (key: string): unknown => column(told, 'RUB', key)[0];
  const days = { from: String(at('from')), to: String(at('to')), by: 'day' };
  await world.moveTo(`${days.to}T12:00:00+03:00`);
  const came = await report('charges', days);
  expect(totals(came, 'RUB', 'money', 'bonus')).toBe(`money ${at('money')}, bonus ${at('bonus')}`);
});
