import { routes, type RequisitesDto } from '@rocket/contracts';
import { bankFile } from '../kit/bank-file';
import { localDate } from '@rocket/kernel';
import { rub, type Customer } from '../kit/customer';
import { World } from '../kit/world';

let world: World;
let romashka: Customer;
beforeAll(async () => {
  world = await World.open();
  await world.begin('2027-06-01T09:00:00+03:00');
});
afterAll(() => world?.end());
beforeEach(async () => {
  romashka = await world.account('ООО «Ромашка»');
});

const TRADER: Partial<RequisitesDto> = {
  legalName: 'ИП Ёлкина Щука Эъюшевна',
  inn: '500100732259',
  kpp: undefined,
  ogrn: '304500116000157',
};
const gives = (changes: Partial<RequisitesDto>) =>
  romashka.owner.sends('PUT', `/accounts/${romashka.id}/profile`, { body: romashka.requisitesWith(changes) });
const errorsOf = ({ body }: { body: Record<string, unknown> }) =>
  (body['errors'] as { path: string; message: string }[]).map(({ path, message }) => `${path}: ${message}`);

describe('requisites are refused by the name of their field, in Russian (facts 6.1)', () => {
  it.each<[string, Partial<RequisitesDto>, string]>([
    [
      'an INN of nine digits',
      { inn: '770708389' },
      'inn: ИНН — десять цифр у организации, двенадцать у предпринимателя',
    ],
    [
      'an INN of eleven digits',
      { inn: '77070838930' },
      'inn: ИНН — десять цифр у организации, двенадцать у предпринимателя',
    ],
    [
      'an INN with a blank',
      { inn: '7707 083893' },
      'inn: ИНН — десять цифр у организации, двенадцать у предпринимателя',
    ],
    ['an INN of zeros', { inn: '0000000000' }, 'inn: ИНН: контрольная цифра не сходится'],
    ['a wrong tenth digit', { inn: '7707083894' }, 'inn: ИНН: контрольная цифра не сходится'],
    ['a wrong eleventh digit', { ...TRADER, inn: '500100732269' }, 'inn: ИНН: контрольная цифра не сходится'],
    ['a wrong twelfth digit', { ...TRADER, inn: '500100732258' }, 'inn: ИНН: контрольная цифра не сходится'],
    ['a KPP of eight digits', { kpp: '77040100' }, 'kpp: КПП состоит из девяти знаков'],
    ['a KPP that begins with zeros', { kpp: '000401001' }, 'kpp: КПП состоит из девяти знаков'],
    ['a KPP in Cyrillic', { kpp: '7704АА001' }, 'kpp: КПП состоит из девяти знаков'],
    ['a sole trader with KPP', { ...TRADER, kpp: '770401001' }, 'kpp: У предпринимателя нет КПП'],
    ['a wrong digit of OGRN', { ogrn: '1027700132196' }, 'ogrn: ОГРН: контрольная цифра не сходится'],
    [
      'a wrong digit of OGRNIP',
      { ...TRADER, ogrn: '304500116000158' },
      'ogrn: ОГРН: контрольная цифра не сходится',
    ],
    [
      'an OGRN of a sole trader',
      { ...TRADER, ogrn: '1027700132195' },
      'ogrn: У предпринимателя ОГРНИП из пятнадцати цифр',
    ],
    [
      'an OGRNIP of an organisation',
      { ogrn: '304500116000157' },
      'ogrn: У организации ОГРН из тринадцати цифр',
    ],
    [
      'a BIC of eight digits',
      { bic: '04452522', settlementAccount: undefined },
      'bic: БИК состоит из девяти цифр и начинается с 04',
    ],
    [
      'an account of another bank',
      { bic: '044525974' },
      'settlementAccount: Расчётный счёт не подходит к БИК',
    ],
    [
      'an account of nineteen digits',
      { settlementAccount: '4070281050000000000' },
      'settlementAccount: Расчётный счёт не подходит к БИК',
    ],
    ['an account without BIC', { bic: undefined }, 'bic: Без БИК счёт не проверить'],
    [
      'a correspondent account of another bank',
      { correspondentAccount: '30101810145250000974' },
      'correspondentAccount: Корреспондентский счёт не подходит к БИК',
    ],
    [
      'a settlement account for a correspondent one',
      { correspondentAccount: '40702810500000000002' },
      'correspondentAccount: Корреспондентский счёт не подходит к БИК',
    ],
    [
      'a correspondent account without BIC',
      { bic: undefined, settlementAccount: undefined, correspondentAccount: '30101810400000000225' },
      'bic: Без БИК счёт не проверить',
    ],
    [
      'a name with a control character',
      { legalName: 'ООО «Рома\u001bшка»' },
      'legalName: Уберите невидимые знаки',
    ],
    [
      'an address with a zero byte',
      { legalAddress: 'Москва\u0000' },
      'legalAddress: Уберите невидимые знаки',
    ],
    ['half of a character', { legalName: 'ООО «Ромашка\ud83d»' }, 'legalName: Уберите невидимые знаки'],
    [
      'signs that no paper can print',
      { legalName: 'ООО «Ромашка 🚀»\u200b' },
      'legalName: В документах таких знаков нет, уберите: 🚀 U+200B',
    ],
    [
      'a power of attorney with such a sign in its number',
      { powerOfAttorney: { number: '3 🚀', issuedOn: localDate('2026-09-01') } },
      'powerOfAttorney.number: В документах таких знаков нет, уберите: 🚀',
    ],
  ])('%s', async (_, changes, error) => {
    const answer = await gives(changes);
    expect([answer.status, errorsOf(answer)]).toEqual([422, [error]]);
  });

  it.each<[string, Partial<RequisitesDto>]>([
    ['an organisation with everything', { correspondentAccount: '30101810400000000225' }],
    ['a sole trader', TRADER],
    ['₽, №, ё and quotes in a name', { legalName: 'ООО «Ёж № 1 ₽ "Плюс" & Ко»' }],
  ])('%s is taken', async (_, changes) => {
    expect((await gives(changes)).status).toBe(200);
  });

  it('of several lines are one: no line of a paper or of a file for a bank is of a customer’s making', async () => {
    const answer = await gives({ legalName: 'ООО «Ромашка»\r\nСумма=1.00\tи\u2028ещё' });
    expect(answer).toMatchObject({ status: 200, body: { legalName: 'ООО «Ромашка» Сумма=1.00 и ещё' } });
  });
});

describe('a sum is refused by its field however it is written', () => {
  beforeEach(() => romashka.givesRequisites());

  it.each([
    '5 000.00',
    '5\u00a0000.00',
    '5,000.00',
    '5000,00',
    '5000.0',
    '5000.001',
    ' 5000.00',
    '+5000.00',
    '05000.00',
    '0x1388',
    '٥٠٠٠.٠٠',
    '99999999999999.00',
    '',
  ])('«%s»', async (amount) => {
    const asks = (path: string, body: object) =>
      romashka.owner.sends('POST', path, { body, key: `sum-${path}` });
    const answer = await asks(`/accounts/${romashka.id}/invoices`, { amount: rub(amount) });
    expect(answer).toMatchObject({ status: 422, body: { code: 'validation_failed' } });
    const [first] = errorsOf(answer);
    expect(first).toMatch(/^amount\.amount: Сумма/);
    const support = await world.staff('support');
    const body = { amount: rub(amount), ground: 'support', reason: 'Подарок' };
    const grant = await support.sends('POST', `/accounts/${romashka.id}/bonus-grants`, { body, key: 'sum' });
    expect([grant.status, errorsOf(grant)[0]]).toEqual([422, first]);
  });
});

describe('a bank file', () => {
  const accountant = () => world.staff('accountant');
  const sends = async (bytes: Uint8Array, key: string) =>
    (await accountant()).sends('POST', '/bank-statements', {
      bytes,
      headers: { 'content-type': 'text/plain' },
      key,
    });
  const receiptsKept = async (): Promise<number> =>
    Number((await world.sql<{ count: string }>('select count(*) from receipt'))[0]!.count);

  it('of five megabytes of garbage is refused at once, and nothing is kept of it', async () => {
    const before = await receiptsKept();
    const garbage = Buffer.alloc(5 * 1024 * 1024);
    for (let at = 0, seed = 42; at < garbage.length; at += 1) {
      seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
      garbage[at] = seed >> 16;
    }
    const begun = performance.now();
    const answer = await sends(garbage, 'garbage');
    expect(answer).toMatchObject({ status: 422, body: { code: 'statement_unreadable' } });
    expect(performance.now() - begun).toBeLessThan(5_000);
    expect(await receiptsKept()).toBe(before);
  });

  it('of five megabytes that only begins like one tells what it could not read', async () => {
    const before = await receiptsKept();
    const head = bankFile([]).toString('latin1').replace('КонецФайла', '');
    const noise = 'СекцияДокумент=Платежное поручение\r\nСумма=????\r\nКонецДокумента\r\n';
    const body = Buffer.from(head, 'latin1');
    const answer = await sends(
      Buffer.concat([
        body.subarray(0, -12),
        ...Array.from({ length: 60_000 }, () => Buffer.from(noise, 'utf8')),
      ]),
      'noise',
    );
    expect([200, 201, 422]).toContain(answer.status);
    expect(await receiptsKept()).toBe(before);
  });

  it('of someone else’s account brings nothing and says whose it is', async () => {
    const before = await receiptsKept();
    const payer = { name: 'ООО «Ромашка»', inn: romashka.inn };
    const foreign = '40702810500000000002';
    const payment = await world.payment({
      amount: '100.00',
      payer,
      purpose: 'За услуги',
      payeeAccount: foreign,
    });
    const result = await world.importsStatement(
      bankFile([{ ...payment, payer: { ...payer, account: '40702810400000000007' } }]),
    );
    expect(result).toMatchObject({ receipts: 0, credited: 0, unallocated: 0 });
    expect(JSON.stringify(result)).toContain(`Счёт ${foreign} не наш: его документы пропущены`);
    expect(await receiptsKept()).toBe(before);
  });

  it('that overlaps another brings a receipt once (rule 5)', async () => {
    await romashka.givesRequisites();
    const { number } = await romashka.invoices('5000.00');
    const payer = { name: 'ООО «Ромашка»', inn: romashka.inn };
    const [first, both, last] = await Promise.all(
      ['70.00', '5000.00', '90.00'].map((amount) =>
        world.payment({
          amount,
          payer,
          purpose: amount === '5000.00' ? `Оплата по счёту № ${number}` : 'Прочее',
        }),
      ),
    );
    expect(await world.importsStatement(bankFile([first!, both!]))).toMatchObject({
      receipts: 2,
      duplicates: 0,
    });
    expect(await world.importsStatement(bankFile([both!, last!]))).toMatchObject({
      receipts: 2,
      duplicates: 1,
    });
    expect(await romashka.balance()).toBe('5000.00');
  });

  it('with money older than the account keeps its day, and credits it today', async () => {
    await romashka.givesRequisites();
    const payer = { name: 'ООО «Ромашка»', inn: romashka.inn };
    const old = await world.payment({ amount: '700.00', payer, purpose: 'Аванс', date: '2026-12-30' });
    const { lines } = await world.importsStatement(bankFile([old]));
    expect(lines[0]!.receipt).toMatchObject({ state: 'unallocated', receivedOn: '2026-12-30' });
    const manager = await world.staff('account_manager');
    await manager.asks(routes.allocateReceipt, {
      params: { id: lines[0]!.receipt.id },
      body: { accountId: romashka.id, reason: 'Клиент подтвердил' },
    });
    expect(await romashka.journal('top_up')).toEqual(['2027-06-01 top_up 700.00']);
    expect(await romashka.balance('2026-12-31T00:00:00+03:00')).toBe('0.00');
  });
});
