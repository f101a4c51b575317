import { routes, type DocumentDto, type OfferProfileDto } from '@rocket/contracts';
import { brokenAgainst } from '../kit/schema';
import { textOf } from '../kit/paper';
import type { Customer } from '../kit/customer';
import { SELLER, World } from '../kit/world';

const UPD_SCHEMA = 'ON_NSCHFDOPPR_1_997_01_05_03_05.structural.xsd';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world?.end());

type Closing = Partial<OfferProfileDto['terms']['closingDocument']>;

/** The first seller's profile under another code, with other terms of its closing document. */
async function sells(code: string, closing: Closing, changes: Partial<OfferProfileDto> = {}): Promise<void> {
  const administrator = await world.staff('administrator');
  const profile = await administrator.asks(routes.sellerProfile, { params: { code: SELLER } });
  const terms = {
    ...profile.terms,
    closingDocument: { ...profile.terms.closingDocument, ...closing },
    topUpBonus: [],
  };
  await administrator.asks(routes.createSeller, { body: { ...profile, ...changes, code, terms } });
}

const written = ({ number, issuedOn, amount, vat, status }: DocumentDto): string =>
  `№ ${number} of ${issuedOn}: ${amount.amount}, VAT ${vat.rate} ${vat.amount.amount}, ${status}`;

const textOfPdf = async (customer: Customer, document: DocumentDto): Promise<string> =>
  textOf(await customer.owner.downloads(document.files.pdf!)) ?? '';

it('papers at the end of a month: an advance invoice for the money, a UPD over what was consumed (facts 0, 1.4)', async () => {
  await world.begin('2026-10-05T10:00:00+03:00');
  await sells('monthly', { when: 'month_end' });
  await world.product('daily', { price: '100.00', period: 'P1D', seller: 'monthly' });
  await world.product('licence', { price: '2440.00', seller: 'monthly' });
  const romashka = await world.account('ООО «Ромашка»', { seller: 'monthly' });
  await romashka.givesRequisites();
  await world.topUp(romashka, '6100.00');
  expect(await romashka.documents('upd')).toEqual([]);
  const [advance] = await romashka.documents('advance_invoice');
  expect(written(advance!)).toBe('№ А1 of 2026-10-05: 6100.00, VAT 22/122 1100.00, issued');
  const advanceXml = await romashka.owner.downloads(advance!.files.xml!);
  expect(brokenAgainst(UPD_SCHEMA, advanceXml) ?? '').toBe('');

  await romashka.connects('licence');
  await romashka.connects('daily', { period: 'P1D' });
  // Nobody looks at an account again whose journal stands still and whose month is not over: there are thousands.
  const looks = () => world.sql('select xmin::text from delivered_through');
  const looked = await looks();
  await world.moveTo('2026-10-05T10:30:00+03:00');
  expect(await looks()).toEqual(looked);
  await world.moveTo('2026-10-31T23:00:00+03:00');
  expect(await romashka.documents('upd')).toEqual([]);
  await world.moveTo('2026-11-01T12:00:00+03:00');
  // 2440.00 for the licence and 27 days of 100.00, 5 to 31 October.
  const [october] = await romashka.documents('upd');
  expect(written(october!)).toBe('№ 1 of 2026-10-31: 5140.00, VAT 22 926.89, issued');
  const text = await textOfPdf(romashka, october!);
  if (text !== '') {
    expect(text).toContain('№ А1 от 05.10.2026 (5б)');
    expect(text).toMatch(/К платежно-расчетному документу № \d+ от 05\.10\.2026 \(5\)/);
    expect(text).toMatch(/2 440,00.*2 700,00/);
  }
  expect(brokenAgainst(UPD_SCHEMA, await romashka.owner.downloads(october!.files.xml!)) ?? '').toBe('');
  expect(await romashka.documents('upd')).toHaveLength(1);

  // What is left of the first advance, then the second one; each kopeck of an advance is settled once.
  await world.topUp(romashka, '12200.00');
  await world.moveTo('2026-12-01T12:00:00+03:00');
  const [november] = await romashka.documents('upd');
  expect(written(november!)).toBe('№ 2 of 2026-11-30: 5440.00, VAT 22 980.98, issued');
  const uses = await world.sql<{ gross: string; vat: string }>(
    'select u.gross, u.vat from advance_use u join document d on d.id = u.document_id order by d.number, u.gross',
  );
  expect(uses).toEqual([
    { gross: '514000', vat: '92689' },
    { gross: '96000', vat: '17311' },
    { gross: '448000', vat: '80787' },
  ]);
});

it('a paper of a month names the days that were paid for: a year paid in November is no service of November', async () => {
  await world.begin('2026-11-20T10:00:00+03:00');
  await sells('monthly', { kind: 'act', when: 'month_end' }, { vatRegime: 'none' });
  await world.product('licence', { price: '29000.00', period: 'P1Y', seller: 'monthly' });
  await world.product('daily', { price: '100.00', period: 'P1D', seller: 'monthly' });
  const romashka = await world.account('ООО «Ромашка»', { seller: 'monthly' });
  await romashka.givesRequisites();
  await world.topUp(romashka, '40000.00');
  await romashka.connects('licence', { period: 'P1Y' });
  await romashka.connects('daily', { period: 'P1D' });
  await world.moveTo('2026-12-01T12:00:00+03:00');
  const lines = await world.sql<{ name: string }>(
    `select l ->> 'name' as name from document d, jsonb_array_elements(d.facts -> 'lines') l where d.kind = 'act'`,
  );
  expect(lines.map(({ name }) => name)).toEqual([
    'Продукт licence, услуги за период 20.11.2026–19.11.2027',
    'Продукт daily, услуги за период 20.11.2026–30.11.2026',
  ]);
  expect((await romashka.documents('act'))[0]).toMatchObject({ amount: { amount: '30100.00' } });
});

it('a charge taken back after its month makes the UPD smaller by a correction, at its rate (facts 1.8)', async () => {
  await world.begin('2026-10-05T10:00:00+03:00');
  await sells('monthly', { when: 'month_end' });
  await world.product('licence', { price: '2440.00', seller: 'monthly' });
  const romashka = await world.account('ООО «Ромашка»', { seller: 'monthly' });
  await romashka.givesRequisites();
  await world.topUp(romashka, '6100.00');
  await romashka.connects('licence', { autoRenew: false });
  const [charge] = await romashka.entries('charge');
  await world.moveTo('2026-11-10T12:00:00+03:00');
  const support = await world.staff('administrator');
  await support.asks(routes.reverseEntry, {
    params: { id: charge!.id },
    body: { reason: 'Списано ошибочно' },
  });
  const [correction, ...others] = await romashka.documents('correction');
  expect(others).toEqual([]);
  expect(written(correction!)).toBe('№ 1 of 2026-11-10: 2440.00, VAT 22 440.00, issued');
  const text = await textOfPdf(romashka, correction!);
  if (text !== '') expect(text).toContain('№ 1 от 31.10.2026');
  expect(correction!.files.xml).not.toBeNull();
  // Later months go on from it: nothing is counted twice.
  await world.moveTo('2026-12-10T12:00:00+03:00');
  expect(await romashka.documents('correction')).toHaveLength(1);
  expect(await romashka.documents('upd')).toHaveLength(1);
});

it('an act for each grant of rights, accepted by three working days of silence; numbers without holes', async () => {
  await world.begin('2026-11-20T10:00:00+03:00');
  const silentAcceptance = { count: 3, unit: 'working_days' as const };
  await sells('licensor', { kind: 'act', when: 'grant_of_rights', silentAcceptance }, { vatRegime: 'none' });
  await world.product('licence', { price: '2440.00', seller: 'licensor' });
  const romashka = await world.account('ООО «Ромашка»', { seller: 'licensor' });
  const vasilek = await world.account('ООО «Василёк»', { seller: 'licensor' });
  for (const each of [romashka, vasilek]) await world.topUp(each, '6100.00');
  await vasilek.givesRequisites();
  for (const each of [romashka, vasilek]) await each.connects('licence');
  // Friday. Requisites missing: the paper waits, then comes with the next number.
  expect(await romashka.documents('act')).toEqual([]);
  await romashka.givesRequisites();
  await world.moveTo('2026-11-20T11:00:00+03:00');
  const [first] = await vasilek.documents('act');
  const [second] = await romashka.documents('act');
  expect(written(first!)).toBe('№ 1 of 2026-11-20: 2440.00, VAT null 0.00, issued');
  expect(written(second!)).toBe('№ 2 of 2026-11-20: 2440.00, VAT null 0.00, issued');
  const text = await textOfPdf(romashka, second!);
  if (text !== '') {
    expect(text).toContain('Акт передачи прав № 2 от 20 ноября 2026');
    expect(text).toContain('Период: 20.11.2026–19.12.2026');
    expect(text).toContain('Без налога (НДС)');
    expect(text).toContain('в течение 3 рабочих дней');
  }
  expect(await romashka.documents('upd')).toEqual([]);
  expect(await romashka.documents('advance_invoice')).toEqual([]);

  await world.moveTo('2026-11-24T23:00:00+03:00');
  expect((await romashka.documents('act'))[0]!.status).toBe('delivered');
  await world.moveTo('2026-11-26T04:00:00+03:00');
  const [accepted] = await romashka.documents('act');
  expect(accepted!.statusHistory.map(({ status, on }) => `${status} ${on}`)).toEqual([
    'issued 2026-11-20',
    'delivered 2026-11-21',
    'accepted 2026-11-25',
  ]);
});

it('a certificate with a number for the payment; a reversed grant cancels its act', async () => {
  await world.begin('2026-11-20T10:00:00+03:00');
  await sells('packages', { kind: 'certificate', when: 'crediting', silentAcceptance: null });
  const romashka = await world.account('ООО «Ромашка»', { seller: 'packages' });
  await romashka.givesRequisites();
  await world.topUp(romashka, '6100.00');
  const [certificate] = await romashka.documents('certificate');
  expect(written(certificate!)).toBe('№ 1 of 2026-11-20: 6100.00, VAT 22 1100.00, issued');
  const text = await textOfPdf(romashka, certificate!);
  if (text !== '') expect(text).toContain('Сертификат № 1');

  await sells('licensor', { kind: 'act', when: 'grant_of_rights' }, { vatRegime: 'simplified_5' });
  await world.product('licence', { price: '2100.00', seller: 'licensor' });
  const vasilek = await world.account('ООО «Василёк»', { seller: 'licensor' });
  await vasilek.givesRequisites();
  await world.topUp(vasilek, '6100.00');
  await vasilek.connects('licence');
  await world.moveTo('2026-11-20T11:00:00+03:00');
  expect(written((await vasilek.documents('act'))[0]!)).toBe(
    '№ 1 of 2026-11-20: 2100.00, VAT 5 100.00, issued',
  );
  const [charge] = await vasilek.entries('charge');
  const administrator = await world.staff('administrator');
  await administrator.asks(routes.reverseEntry, { params: { id: charge!.id }, body: { reason: 'Ошибка' } });
  await world.moveTo('2026-11-20T12:00:00+03:00');
  expect((await vasilek.documents('act'))[0]!.status).toBe('cancelled');
});

it('a document of 2025 is corrected at 20 per cent in 2026, whatever the rate is then (facts 2.4)', async () => {
  await world.begin('2025-12-20T10:00:00+03:00');
  const romashka = await world.account('ООО «Ромашка»');
  await romashka.givesRequisites();
  await world.topUp(romashka, '6000.00');
  await world.moveTo('2026-01-10T10:00:00+03:00');
  await world.topUp(romashka, '6100.00');
  expect((await romashka.documents('upd')).map(written)).toEqual([
    '№ 1 of 2026-01-10: 6100.00, VAT 22 1100.00, issued',
    '№ 1 of 2025-12-20: 6000.00, VAT 20 1000.00, accepted',
  ]);
  const params = { id: romashka.id };
  const body = { reason: 'Закрываемся', initiator: 'customer' as const };
  await romashka.owner.asks(routes.terminateAccount, { params, body });
  await world.moveTo('2026-01-21T10:00:00+03:00');
  await romashka.owner.asks(routes.requestRefund, { params });
  const [correction] = await romashka.documents('correction');
  expect(correction).toMatchObject({
    amount: { amount: '12100.00' },
    vat: { amount: { amount: '2100.00' } },
  });
  const text = await textOfPdf(romashka, correction!);
  if (text !== '') {
    expect(text).toMatch(/А \(до изменения\).* 20% 1 000,00 6 000,00/);
    expect(text).toMatch(/А \(до изменения\).* 22% 1 100,00 6 100,00/);
    expect(text).toMatch(/УПД № 1 от 20\.12\.2025/);
  }
});

it.each([
  ['simplified_5', 'RUB', '5', '290.48', '5%'],
  ['simplified_7', 'RUB', '7', '399.07', '7%'],
  ['none', 'RUB', null, '0.00', null],
  ['none', 'KZT', null, '0.00', null],
] as const)('a UPD under %s in %s', async (vatRegime, currency, rate, vat, printed) => {
  await world.begin('2026-11-20T10:00:00+03:00');
  const administrator = await world.staff('administrator');
  const profile = await administrator.asks(routes.sellerProfile, { params: { code: SELLER } });
  const inCurrency = JSON.parse(
    JSON.stringify(profile).replaceAll('"RUB"', `"${currency}"`),
  ) as OfferProfileDto;
  // Money finds a seller by its bank account: one of its own.
  const { settlementAccount: _, correspondentAccount: __, ...requisites } = inCurrency.requisites;
  const body = { ...inCurrency, code: 'other', vatRegime, requisites };
  await administrator.asks(routes.createSeller, { body });
  const romashka = await world.account('ООО «Ромашка»', { seller: 'other' });
  await romashka.givesRequisites();
  await world.sql(
    `insert into receipt (id, seller_code, source, reference, received_on, amount, payer_name, purpose, state, recorded_at)
     values ('01900000-0000-7000-8000-000000000001', 'other', 'bank', 'own', '2026-11-20', 610000, 'ТОО', 'Аванс', 'unallocated', now())`,
  );
  const manager = await world.staff('account_manager');
  const allocation = { accountId: romashka.id, reason: 'Письмо клиента' };
  const id = '01900000-0000-7000-8000-000000000001';
  await manager.asks(routes.allocateReceipt, { params: { id }, body: allocation });
  const [upd] = await romashka.documents('upd');
  expect(written(upd!)).toBe(`№ 1 of 2026-11-20: 6100.00, VAT ${rate} ${vat}, issued`);
  const text = await textOfPdf(romashka, upd!);
  if (text !== '') {
    expect(text).toContain(printed ? 'Статус: 1' : 'Статус: 2');
    if (printed) expect(text).toContain(printed);
    expect(text).toContain(currency === 'KZT' ? 'Тенге, 398 (7)' : 'Российский рубль, 643 (7)');
  }
  expect(brokenAgainst(UPD_SCHEMA, await romashka.owner.downloads(upd!.files.xml!)) ?? '').toBe('');
});

it('an invoice over an order has the tax of its lines, the kopeck of the UPD that follows (money-rules, Amounts)', async () => {
  await world.begin('2026-10-05T10:00:00+03:00');
  await sells('monthly', { when: 'month_end' });
  for (const code of ['chats', 'calls']) await world.product(code, { price: '5200.00', seller: 'monthly' });
  const romashka = await world.account('ООО «Ромашка»', { seller: 'monthly' });
  await romashka.givesRequisites();
  const order = ['chats', 'calls'].map((productCode) => ({ productCode, quantity: 1, period: 'P1M' }));
  const params = { id: romashka.id };
  const { vat, number } = await romashka.owner.asks(routes.issueInvoice, { params, body: { order } });
  // 937.70 of each; the total alone would have 1875.41.
  expect(vat).toEqual({ rate: '22', amount: { amount: '1875.40', currency: 'RUB' } });
  const [invoice] = await romashka.documents('invoice');
  expect(invoice!.number).toBe(number);
  for (const code of ['chats', 'calls']) {
    await world.topUp(romashka, '5200.00');
    await romashka.connects(code);
  }
  await world.moveTo('2026-11-01T12:00:00+03:00');
  const [october] = await romashka.documents('upd');
  expect(october!.vat).toEqual(invoice!.vat);
});
