import { routes, type InvoiceDto, type InvoiceOrderWishDto } from '@rocket/contracts';
import { bankFile } from '../kit/bank-file';
import { localDate } from '@rocket/kernel';
import type { Customer } from '../kit/customer';
import { ProductProgram } from '../kit/product-program';
import { World } from '../kit/world';
import { textOf } from '../kit/paper';
import { loadOffer, type Offer } from './load-offer';

/** The offer of Itgrix from acceptance to leaving; clause numbers are its own. Days are Astana's, UTC+5. */
const LICENCE = 'itgrix-amocrm';
let world: World;
let offer: Offer;
let dala: Customer;
let connector: ProductProgram;
beforeAll(async () => {
  world = await World.open();
  // Thursday; Friday 18 and Monday 21 December are working days.
  await world.begin('2026-12-17T10:00:00+05:00');
  offer = await loadOffer(world, 'itgrix');
  connector = await ProductProgram.of(world, LICENCE);
  dala = await world.account('ТОО «Дала»', { seller: 'itgrix' });
});
afterAll(() => world?.end());

const REQUISITES = {
  legalName: 'Товарищество с ограниченной ответственностью «Дала»',
  shortName: 'ТОО «Дала»',
  inn: '050540000006',
  legalAddress: 'Республика Казахстан, г. Алматы, пр. Абая, 10',
  bankName: 'АО «Народный Банк Казахстана»',
  bic: 'HSBKKZKX',
  settlementAccount: 'KZ066017131000001234',
  kbe: '17',
};

const gives = (changes: object) =>
  dala.owner.sends('PUT', `/accounts/${dala.id}/profile`, { body: { ...REQUISITES, ...changes } });
const complaints = ({ body }: { body: Record<string, unknown> }) =>
  (body['errors'] as { path: string; message: string }[]).map(({ path, message }) => `${path}: ${message}`);

describe('10: requisites of Kazakhstan, of the seller and of its customers', () => {
  it('are taken as Kazakhstan writes them', async () => {
    expect((await gives({})).body).toEqual(REQUISITES);
    expect(offer.profile.requisites).toMatchObject({ inn: '220940010708', bic: 'TSESKZKA' });
    expect(await dala.owner.asks(routes.account, { params: { id: dala.id } })).toMatchObject({
      country: 'KZ',
    });
  });

  it.each([
    ['a wrong twelfth digit', { inn: '050540000007' }, 'inn: БИН или ИИН: контрольная цифра не сходится'],
    ['a Russian INN', { inn: '7707083893' }, 'inn: БИН или ИИН состоит из двенадцати цифр'],
    ['a KPP', { kpp: '770401001' }, 'kpp: КПП в Казахстане нет: оставьте поле пустым'],
    [
      'a wrong digit of ИИК',
      { settlementAccount: 'KZ066017131000001235' },
      'settlementAccount: ИИК: контрольные цифры не сходятся',
    ],
    [
      'a Russian BIC',
      { bic: '044525225' },
      'bic: БИК банка Казахстана — восемь или одиннадцать знаков, например TSESKZKA',
    ],
    ['an ИИК without its bank', { bic: undefined }, 'bic: К ИИК нужен БИК банка'],
  ])('refuse %s by its field', async (_, changes, complaint) => {
    expect(complaints(await gives(changes))).toEqual([complaint]);
  });
});

it('1.2, 3.1: a trial, auto-renewal and a period that is not of calendar months are not sold', async () => {
  expect(await dala.cannotConnect(LICENCE, { autoRenew: true })).toMatchObject({
    code: 'auto_renewal_not_offered',
  });
  expect(await dala.cannotConnect(LICENCE, { trial: true })).toMatchObject({ code: 'trial_used' });
  expect(await dala.cannotConnect(LICENCE, { period: 'P1D' })).toMatchObject({ code: 'period_not_allowed' });
  expect((await connector.entitlement(dala)).entitled).toBe(false);
});

const kzt = (amount: string) => ({ amount, currency: 'KZT' as const });
const priceOf = (period: string): string =>
  offer.products.find(({ code }) => code === LICENCE)!.prices.find((price) => price.period === period)!
    .unitPrice;
const orders = (...order: InvoiceOrderWishDto[]): Promise<InvoiceDto> =>
  dala.owner.asks(routes.issueInvoice, { params: { id: dala.id }, body: { order } });
const invoices = async (): Promise<InvoiceDto[]> =>
  (await dala.owner.asks(routes.invoices, { params: { id: dala.id } })).items;
/** A payment order of the customer's bank names the invoice; it reaches the seller's account on a day. */
async function pays({ number, issuedOn }: InvoiceDto, amount: string): Promise<void> {
  const { legalName: name, inn, settlementAccount: account } = REQUISITES;
  const payment = await world.payment({
    amount,
    payer: { name, inn, account },
    payeeAccount: offer.profile.requisites.settlementAccount!,
    purpose: `Оплата по счету № ${number} от ${issuedOn.split('-').reverse().join('.')}. Без НДС`,
  });
  const { lines, rejected } = await world.importsStatement(bankFile([payment]));
  expect([lines.map(({ outcome }) => outcome), rejected]).toEqual([['credited'], []]);
}
const priced = async (period: string, unitPrice: string, validFrom: string) =>
  (await world.staff('administrator')).asks(routes.addPrice, {
    params: { code: LICENCE },
    body: { period, unitPrice: kzt(unitPrice), validFrom: localDate(validFrom), isPackage: true },
  });
const licences = async (): Promise<string[]> =>
  (await dala.subscriptions()).map(
    ({ quantity, state, paidUntil }) => `${quantity} ${state} until ${paidUntil}`,
  );

describe('an invoice names licences, period and price', () => {
  let first: InvoiceDto;
  let difference: InvoiceDto;

  it('3.1, 4.1: what it names costs the price list of its day, and the price holds for thirty days', async () => {
    first = await orders({ productCode: LICENCE, quantity: 2, period: 'P3M' });
    expect(first).toMatchObject({
      number: '1',
      amount: kzt('72000.00'),
      vat: { rate: null },
      dueOn: '2027-01-16',
      order: {
        state: 'waiting',
        priceHoldsUntil: '2027-01-16',
        lines: [{ quantity: 2, amount: kzt('72000.00') }],
      },
    });
    expect(priceOf('P3M')).toBe('36000.00');
  });

  it('2.1.5, 4.4: refuses another period by its line, an empty order and a payment in roubles', async () => {
    const refused = (body: object) =>
      dala.owner.isRefused(routes.issueInvoice, { params: { id: dala.id }, body } as never);
    expect(await refused({ order: [{ productCode: LICENCE, quantity: 1, period: 'P21D' }] })).toMatchObject({
      code: 'period_not_allowed',
      errors: [{ path: 'order.0.period' }],
    });
    expect(await refused({})).toMatchObject({ errors: [{ path: 'amount' }] });
    expect(await refused({ amount: { amount: '5000.00', currency: 'RUB' } })).toMatchObject({
      code: 'wrong_currency',
    });
  });

  it('6.4.2: nothing is granted before the price is paid in full, whatever the list says since', async () => {
    await priced('P3M', '40000.00', '2026-12-18');
    await world.moveTo('2026-12-18T12:00:00+05:00');
    await pays(first, '70000.00');
    expect([await licences(), await dala.balance()]).toEqual([[], '70000.00']);
  });

  it('4.1, 5.1: paid within thirty days at the old price; the period begins on the working day after the payment', async () => {
    await pays(first, '2000.00');
    // Friday: Monday is the working day within which the rights are handed over.
    expect(await licences()).toEqual(['2 active until 2027-03-20']);
    expect([await dala.balance(), await dala.journal('charge')]).toEqual([
      '0.00',
      ['2026-12-18 charge -72000.00'],
    ]);
    expect((await invoices())[0]!.order).toMatchObject({ state: 'carried_out' });
    expect(await connector.entitlement(dala)).toMatchObject({ entitled: false });
    expect(await dala.documents('act')).toEqual([]);
    await world.moveTo('2026-12-21T04:00:00+05:00');
    expect(await connector.entitlement(dala)).toMatchObject({ entitled: true, quantity: 2 });
  });

  it('4.3, 5.3: the act of the transfer is drawn up on its day, form Р-1 in tenge, without VAT and without Russian files', async () => {
    const [act] = await dala.documents('act');
    expect(act).toMatchObject({ issuedOn: '2026-12-21', amount: kzt('72000.00'), vat: { rate: null } });
    expect(act!.files.xml).toBeNull();
    const text = textOf(await dala.owner.downloads(act!.files.pdf!)) ?? '';
    if (text !== '') expect(text).toMatch(/Форма Р-1.*БИН 050540000006.*лицензия 2 36 000,00 72 000,00/);
  });

  it('4.1, 4.2: paid later under a dearer list, a new invoice asks for the difference and says so', async () => {
    await world.moveTo('2027-01-10T10:00:00+05:00');
    // 5.4: received on 22 December; three working days of silence later it is accepted.
    const [act] = await dala.documents('act');
    expect(act!.statusHistory.map(({ status, on }) => `${status} ${on}`)).toEqual([
      'issued 2026-12-21',
      'delivered 2026-12-22',
      'accepted 2026-12-25',
    ]);
    const second = await orders({ productCode: LICENCE, quantity: 2, period: 'P1M' });
    await priced('P1M', '13000.00', '2027-02-01');
    await world.moveTo('2027-02-10T10:00:00+05:00');
    // The hold ended on 9 February.
    await pays(second, '24000.00');
    const [asked, superseded] = await invoices();
    difference = asked!;
    expect(superseded).toMatchObject({
      number: '1',
      state: 'cancelled',
      paid: kzt('24000.00'),
      order: { state: 'superseded', supersededBy: { number: '2' } },
    });
    expect(difference).toMatchObject({
      number: '2',
      amount: kzt('2000.00'),
      order: { supersedes: { number: '1' }, lines: [{ amount: kzt('26000.00') }] },
    });
    expect([await dala.balance(), await licences()]).toEqual(['24000.00', ['2 active until 2027-03-20']]);
    expect((await dala.notices('invoice_superseded'))[0]!.title).toBe('Счёт № 1 заменён счётом № 2');
  });

  it('5.1: a later licence begins the day after the former ends', async () => {
    await pays(difference, '2000.00');
    expect(await licences()).toEqual(['2 active until 2027-04-20', '2 active until 2027-03-20']);
    expect(await dala.journal('charge')).toEqual([
      '2026-12-18 charge -72000.00',
      '2027-02-10 charge -26000.00',
    ]);
    // 5.3, 5.4: its rights are handed over within a working day all the same; an objection stops the silence.
    await world.moveTo('2027-02-11T12:00:00+05:00');
    const [act] = await dala.documents('act');
    expect(act).toMatchObject({ issuedOn: '2027-02-11', amount: kzt('26000.00') });
    const body = { reason: 'Нужна одна лицензия, а не две' };
    await dala.owner.asks(routes.objectToDocument, { params: { id: act!.id }, body });
    await world.moveTo('2027-03-21T09:00:00+05:00');
    expect((await dala.documents('act'))[0]!.status).toBe('disputed');
    expect(await connector.entitlement(dala)).toMatchObject({ entitled: true, paidUntil: '2027-04-20' });
  });

  it('4.1: paid later under the list as it was, the price stands', async () => {
    const third = await orders({ productCode: LICENCE, quantity: 1, period: 'P6M' });
    await world.moveTo('2027-04-25T10:00:00+05:00');
    await pays(third, '68400.00');
    // 12 000.00 × 6 less 5%; Sunday 25 April, so Monday. The former licence ended on 20 April.
    expect((await licences())[0]).toBe('1 active until 2027-10-25');
  });
});

describe('3.3: a licence is resold within its term', () => {
  let tulpar: Customer;
  let licence: string;
  const offers = (toAmocrmAccountId: number) =>
    ({ params: { id: licence }, body: { toAmocrmAccountId, comment: 'По договору № 7' } }) as const;
  const decides = async (who: Customer, decision: 'accept' | 'decline' | 'withdraw') => {
    const { items } = await who.owner.asks(routes.transfers, { params: { id: who.id } });
    const params = { id: who.id, transferId: items[0]!.id };
    return [routes.decideTransfer, { params, body: { decision } }] as const;
  };

  it('is offered by its owner to a customer of the same seller, once at a time', async () => {
    tulpar = await world.account('ТОО «Тулпар»', { seller: 'itgrix' });
    licence = (await dala.subscription(LICENCE)).id;
    const refused = async (to: number) => (await dala.owner.isRefused(routes.offerTransfer, offers(to))).code;
    expect([await refused(dala.account.amocrmAccountId), await refused(1)]).toEqual([
      'transfer_to_itself',
      'account_unknown',
    ]);
    expect(await dala.owner.asks(routes.offerTransfer, offers(tulpar.account.amocrmAccountId))).toMatchObject(
      {
        state: 'offered',
        to: { name: 'ТОО «Тулпар»' },
        paidUntil: '2027-10-25',
      },
    );
    expect(await refused(tulpar.account.amocrmAccountId)).toBe('transfer_under_way');
    const { status } = await tulpar.owner.isRefused(routes.offerTransfer, offers(1));
    expect(status).toBe(404);
    expect((await tulpar.notices('transfer_offered'))[0]!.title).toContain('Вам передают');
    await world.moveTo('2027-05-03T10:00:00+05:00');
    expect((await connector.entitlement(dala)).entitled).toBe(true);
  });

  it('passes whole at the acceptance, with the days left, and no money moves in the books', async () => {
    const before = [await dala.journal(), await dala.balance()];
    expect((await tulpar.owner.isRefused(...(await decides(tulpar, 'withdraw')))).status).toBe(404);
    expect(await tulpar.owner.asks(...(await decides(tulpar, 'accept')))).toMatchObject({
      state: 'accepted',
    });
    expect(await connector.entitlement(tulpar)).toMatchObject({ entitled: true, paidUntil: '2027-10-25' });
    expect(await connector.entitlement(dala)).toMatchObject({ entitled: false, state: 'ended' });
    expect([await dala.journal(), await dala.balance()]).toEqual(before);
    expect([await tulpar.journal(), await tulpar.balance()]).toEqual([[], '0.00']);
    expect((await dala.owner.isRefused(...(await decides(dala, 'withdraw')))).code).toBe('transfer_decided');
  });

  it('9.3: the receiver has nothing to get back, and who passed it on buys anew from the day of payment', async () => {
    expect((await tulpar.ends(LICENCE)).state).toBe('ended');
    expect([await tulpar.journal(), await tulpar.balance()]).toEqual([[], '0.00']);
    await pays(await orders({ productCode: LICENCE, quantity: 1, period: 'P1M' }), '13000.00');
    // Monday 3 May is a day off: the May holiday fell on Saturday. Tuesday is the working day after the payment.
    expect((await licences())[0]).toBe('1 active until 2027-06-03');
  });

  it('takes with it what was used of what it counts', async () => {
    const administrator = await world.staff('administrator');
    const product = { ...offer.products[0]!, code: 'counted', prices: undefined, seller: 'itgrix' };
    await administrator.asks(routes.createProduct, { body: product });
    const limits = [{ unit: 'звонок', included: 10, per: 'period' as const, over: 'refuse' as const }];
    const body = {
      period: 'P1M',
      unitPrice: kzt('100.00'),
      validFrom: localDate('2027-05-03'),
      limits,
      isPackage: true,
    };
    await administrator.asks(routes.addPrice, { params: { code: 'counted' }, body });
    await pays(await orders({ productCode: 'counted', quantity: 1, period: 'P1M' }), '100.00');
    await world.moveTo('2027-05-05T10:00:00+05:00');
    const calls = await ProductProgram.of(world, 'counted');
    await calls.counts(dala, 'звонок', 7);
    licence = (await dala.subscription('counted')).id;
    await dala.owner.asks(routes.offerTransfer, offers(tulpar.account.amocrmAccountId));
    await tulpar.owner.asks(...(await decides(tulpar, 'accept')));
    expect(await calls.counts(tulpar, 'звонок', 1)).toMatchObject({ used: 8, limit: 10 });
  });

  it('is refused after the end of its term', async () => {
    licence = (await dala.subscription(LICENCE)).id;
    await world.moveTo('2027-06-04T10:00:00+05:00');
    const { code } = await dala.owner.isRefused(routes.offerTransfer, offers(tulpar.account.amocrmAccountId));
    expect(code).toBe('transfer_over');
  });
});

describe('changing and leaving', () => {
  it('8.5: a new edition is published at least five days before it takes effect; until then the accepted one stays', async () => {
    const administrator = await world.staff('administrator');
    const edition = (date: string) => ({
      params: { code: 'itgrix' },
      body: { ...offer.profile.terms, version: date, effectiveFrom: localDate(date), priceHoldDays: 10 },
    });
    expect(await administrator.isRefused(routes.publishOfferVersion, edition('2027-06-08'))).toMatchObject({
      code: 'notice_too_short',
    });
    await administrator.asks(routes.publishOfferVersion, edition('2027-06-09'));
    // Thirty days of the edition accepted before, whatever the new one says.
    expect((await orders({ productCode: LICENCE, quantity: 1, period: 'P1M' })).order).toMatchObject({
      priceHoldsUntil: '2027-07-04',
    });
  });

  it('9.3: whoever stops using a licence gets nothing back', async () => {
    await pays((await invoices())[0]!, '13000.00');
    await dala.ends(LICENCE);
    expect(await dala.balance()).toBe('0.00');
    const params = { id: dala.id };
    await dala.owner.asks(routes.terminateAccount, {
      params,
      body: { reason: 'Больше не звоним', initiator: 'customer' },
    });
    expect(await dala.owner.isRefused(routes.requestRefund, { params })).toMatchObject({
      code: 'refund_not_offered',
    });
  });
});
