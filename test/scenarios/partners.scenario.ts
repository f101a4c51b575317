import { routes, type MakePartnerDto, type PartnershipDto } from '@rocket/contracts';
import { localDate } from '@rocket/kernel';
import { rub, type Customer } from '../kit/customer';
import { World } from '../kit/world';
import { ROW_LAWS } from '../simulation/row-laws';

/** In the middle of a month, so that a reward of it is of less than a month. */
const BEGIN = '2027-03-10T10:00:00+03:00';
const APRIL = '2027-04-01T09:00:00+03:00';
const MAY = '2027-05-01T09:00:00+03:00';
const JUNE = '2027-06-01T09:00:00+03:00';

let world: World;
let integrator: Customer;
let romashka: Customer;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world?.end());
beforeEach(async () => {
  await world.begin(BEGIN);
  integrator = await world.account('ООО «Интегратор»');
  romashka = await world.account('ООО «Ромашка»');
});
afterEach(async () => {
  for (const { law, broken } of ROW_LAWS.filter(({ law: name }) => name.includes('partner')))
    expect({ law, broken: await world.sql(broken) }).toEqual({ law, broken: [] });
});

const CONTRACT = {
  number: 'П-17',
  signedOn: localDate('2027-03-01'),
  offerCode: null,
  terms: { base: 'top_ups', percent: '20', months: null },
} as const satisfies MakePartnerDto;

async function makes(
  customer: Customer,
  wish: Partial<Omit<MakePartnerDto, 'terms'>> & { terms?: Partial<MakePartnerDto['terms']> } = {},
): Promise<PartnershipDto> {
  const administrator = await world.staff('administrator');
  const body = { ...CONTRACT, ...wish, terms: { ...CONTRACT.terms, ...wish.terms } };
  return administrator.asks(routes.makePartner, { params: { id: customer.id }, body });
}

const names = (customer: Customer, code: string) =>
  customer.owner.asks(routes.namePartner, { params: { id: customer.id }, body: { code } });
const cannotName = (customer: Customer, code: string) =>
  customer.owner.isRefused(routes.namePartner, { params: { id: customer.id }, body: { code } });
const cabinet = (): Promise<PartnershipDto> =>
  integrator.owner.asks(routes.partnership, { params: { id: integrator.id } });
const due = async (): Promise<string> => (await cabinet()).due.amount;

/** `2027-03 ООО «Ромашка» 2000.00 of 10000.00`, the newest first. */
async function rewards(): Promise<string[]> {
  const { items } = await integrator.owner.asks(routes.partnerRewards, {
    params: { id: integrator.id },
    query: {},
  });
  return items.map(
    ({ month, customer, amount, counted }) =>
      `${month} ${customer.name} ${amount.amount} of ${counted.amount}`,
  );
}

async function pays(amount: string, paidOn: string) {
  const accountant = await world.staff('accountant');
  return accountant.asks(routes.payPartner, {
    params: { id: integrator.id },
    body: { amount: rub(amount), paidOn, reference: '118' },
  });
}

describe('a partner is rewarded', () => {
  it('for what its customers paid in, once for each month that is over, and is told (rule 34)', async () => {
    const { code } = await makes(integrator);
    await world.topUp(romashka, '7000.00');
    expect((await names(romashka, code)).partner).toMatchObject({ name: 'ООО «Интегратор»' });
    // What was paid before the partner came is not the partner's.
    await world.topUp(romashka, '10000.00');
    const vasilek = await world.account('ИП Василёк');
    await world.topUp(vasilek, '90000.00');
    expect((await cabinet()).underWay).toEqual({ month: '2027-03', amount: rub('2000.00') });
    expect(await due()).toBe('0.00');
    await world.moveTo(APRIL);
    expect(await rewards()).toEqual(['2027-03 ООО «Ромашка» 2000.00 of 10000.00']);
    expect(await due()).toBe('2000.00');
    const [told] = await integrator.notices('partner_rewarded');
    expect(told).toMatchObject({
      title: 'Партнёрское вознаграждение за март 2027 г.',
      text: 'Начислено 2\u00a0000,00\u00a0₽.',
    });
    await world.topUp(romashka, '333.33');
    await world.moveTo(JUNE);
    expect(await rewards()).toEqual([
      '2027-04 ООО «Ромашка» 66.67 of 333.33',
      '2027-03 ООО «Ромашка» 2000.00 of 10000.00',
    ]);
    expect(await integrator.notices('partner_rewarded')).toHaveLength(2);
  });

  it('for what customers spend of their money on products, not of bonus, where so agreed', async () => {
    const { code } = await makes(integrator, { terms: { base: 'charges', percent: '12.5' } });
    await names(romashka, code);
    await world.product('chats', { price: '1000.00' });
    await world.topUp(romashka, '5000.00');
    await world.grants(romashka, '300.00');
    await romashka.connects('chats');
    expect((await cabinet()).underWay.amount).toEqual(rub('87.50'));
    await world.moveTo(MAY);
    expect(await rewards()).toEqual([
      '2027-04 ООО «Ромашка» 125.00 of 1000.00',
      '2027-03 ООО «Ромашка» 87.50 of 700.00',
    ]);
  });

  it('by other terms from the month they are agreed for, and never anew for a month that is told', async () => {
    const { code } = await makes(integrator);
    await names(romashka, code);
    await world.moveTo(APRIL);
    const administrator = await world.staff('administrator');
    const terms = (from: string, percent: string) => ({
      params: { id: integrator.id },
      body: { from, base: 'top_ups' as const, percent, months: null },
    });
    expect(await administrator.isRefused(routes.changeRewardTerms, terms('2027-03', '30'))).toMatchObject({
      code: 'rewards_told',
      errors: [{ path: 'from' }],
    });
    await administrator.asks(routes.changeRewardTerms, terms('2027-05', '99'));
    // A slip of the hand is put right: the last word about a month holds.
    const changed = await administrator.asks(routes.changeRewardTerms, terms('2027-05', '30'));
    expect(changed.terms.map(({ from, percent }) => [from, percent])).toEqual([
      ['2027-05', '30'],
      ['2027-03', '20'],
    ]);
    await world.topUp(romashka, '1000.00');
    await world.moveTo(MAY);
    await world.topUp(romashka, '1000.00');
    await world.moveTo(JUNE);
    expect(await rewards()).toEqual([
      '2027-05 ООО «Ромашка» 300.00 of 1000.00',
      '2027-04 ООО «Ромашка» 200.00 of 1000.00',
    ]);
  });

  it('for so many months after a customer came, to the day', async () => {
    const { code } = await makes(integrator, { terms: { months: 1 } });
    await names(romashka, code);
    await world.moveTo('2027-04-09T23:59:00+03:00');
    await world.topUp(romashka, '1000.00');
    await world.moveTo('2027-04-10T00:01:00+03:00');
    await world.topUp(romashka, '1000.00');
    await world.moveTo('2027-07-01T09:00:00+03:00');
    expect(await rewards()).toEqual(['2027-04 ООО «Ромашка» 200.00 of 1000.00']);
    const { items } = await integrator.owner.asks(routes.broughtCustomers, {
      params: { id: integrator.id },
      query: {},
    });
    expect(items).toMatchObject([
      {
        name: 'ООО «Ромашка»',
        since: new Date(BEGIN).toISOString(),
        rewardedUntil: '2027-04-09',
        counted: rub('1000.00'),
        earned: rub('200.00'),
      },
    ]);
  });

  it('no more after the last day of the partnership', async () => {
    const { code } = await makes(integrator);
    await names(romashka, code);
    const administrator = await world.staff('administrator');
    const end = (on: string) => ({ params: { id: integrator.id }, body: { on, reason: 'Уведомление' } });
    expect(await administrator.isRefused(routes.endPartnership, end('2027-03-09'))).toMatchObject({
      code: 'validation_failed',
      errors: [{ path: 'on' }],
    });
    expect((await administrator.asks(routes.endPartnership, end('2027-04-15'))).endsOn).toBe('2027-04-15');
    const later = { from: '2027-05', base: 'top_ups', percent: '30', months: null } as const;
    expect(
      await administrator.isRefused(routes.changeRewardTerms, { params: end('').params, body: later }),
    ).toMatchObject({ errors: [{ path: 'from' }] });
    await world.moveTo('2027-04-15T23:00:00+03:00');
    await world.topUp(romashka, '1000.00');
    await world.moveTo('2027-04-16T01:00:00+03:00');
    await world.topUp(romashka, '1000.00');
    expect(await cannotName(await world.account('ИП Поздний'), code)).toMatchObject({
      code: 'validation_failed',
      errors: [{ path: 'code', message: 'Договор с этим партнёром закончился' }],
    });
    await world.moveTo('2027-08-01T09:00:00+03:00');
    expect(await rewards()).toEqual(['2027-04 ООО «Ромашка» 200.00 of 1000.00']);
    expect(await administrator.isRefused(routes.endPartnership, end('2027-09-01'))).toMatchObject({
      code: 'partnership_over',
    });
  });

  it('less by its share when money goes back to a customer, whatever the percent is then', async () => {
    const { code } = await makes(integrator);
    await names(romashka, code);
    await world.topUp(romashka, '6000.00');
    await world.topUp(romashka, '4000.00');
    await world.moveTo(APRIL);
    expect(await due()).toBe('2000.00');
    await pays('2000.00', '2027-04-01');
    const administrator = await world.staff('administrator');
    await administrator.asks(routes.changeRewardTerms, {
      params: { id: integrator.id },
      body: { from: '2027-04', base: 'top_ups', percent: '50', months: null },
    });
    const [, second] = await romashka.entries('top_up');
    await administrator.asks(routes.reverseEntry, {
      params: { id: second!.id },
      body: { reason: 'Чужой платёж' },
    });
    await world.moveTo(MAY);
    expect((await rewards())[0]).toBe('2027-04 ООО «Ромашка» -800.00 of -4000.00');
    // It was paid already, so it is held back from what comes.
    expect(await due()).toBe('-800.00');
    const [told] = await integrator.notices('partner_rewarded');
    expect(told!.text).toBe('Удержано 800,00\u00a0₽: деньги вернулись клиентам.');
    await world.topUp(romashka, '2000.00');
    await world.moveTo(JUNE);
    expect(await due()).toBe('200.00');
  });

  it('in order for every month of an outage of ours', async () => {
    const { code } = await makes(integrator);
    await names(romashka, code);
    await world.schedulerStops();
    await world.topUp(romashka, '100.00');
    await world.moveTo(APRIL);
    await world.topUp(romashka, '200.00');
    await world.moveTo(JUNE);
    expect(await rewards()).toEqual([]);
    await world.schedulerWorks();
    expect(await rewards()).toEqual([
      '2027-04 ООО «Ромашка» 40.00 of 200.00',
      '2027-03 ООО «Ромашка» 20.00 of 100.00',
    ]);
  });
});

describe('who brought a customer', () => {
  it('is said by the customer once, in its first thirty days, and changed by staff with a reason', async () => {
    const { code } = await makes(integrator);
    const other = await world.account('ООО «Другой»');
    const others = (await makes(other)).code;
    expect(await cannotName(romashka, 'ZZZZZZZZ')).toMatchObject({
      code: 'validation_failed',
      errors: [{ path: 'code' }],
    });
    expect(await cannotName(integrator, code)).toMatchObject({ errors: [{ path: 'code' }] });
    // As people type it.
    await names(romashka, ` ${code.toLowerCase()} `);
    await names(romashka, code);
    expect(await cannotName(romashka, others)).toMatchObject({ code: 'already_brought' });
    await world.topUp(romashka, '1000.00');
    const support = await world.staff('support');
    const set = { params: { id: romashka.id }, body: { code: others, reason: 'Договорились' } };
    expect((await support.asks(routes.setBroughtBy, set)).partner).toMatchObject({ accountId: other.id });
    await world.topUp(romashka, '500.00');
    await world.moveTo('2027-04-11T00:00:00+03:00');
    // Each has what was paid while the customer was its own.
    expect(await rewards()).toEqual(['2027-03 ООО «Ромашка» 200.00 of 1000.00']);
    expect(await other.owner.asks(routes.partnership, { params: { id: other.id } })).toMatchObject({
      due: rub('100.00'),
      customers: 1,
    });
    expect(await cabinet()).toMatchObject({ customers: 0 });
    expect(await cannotName(other, code)).toMatchObject({ code: 'naming_over' });
  });

  it('is nobody of another seller', async () => {
    const { code } = await makes(integrator);
    const abroad = await world.account('ТОО «Алма»', { seller: 'alfa-crm' });
    expect(await cannotName(abroad, code)).toMatchObject({ errors: [{ path: 'code' }] });
  });

  it('passes on the lists of its own that the offer names for the partner (Astars, appendix 1)', async () => {
    const bank = await world.account('АО «Банк»', { seller: 'astars' });
    const { code } = await makes(bank, { offerCode: 'jet-money' });
    const reader = await world.account('Иванова', { seller: 'astars' });
    await names(reader, code);
    const params = { id: reader.id };
    expect(await reader.owner.asks(routes.account, { params })).toMatchObject({ partner: 'jet-money' });
    const support = await world.staff('support');
    await support.asks(routes.setBroughtBy, { params, body: { code: null, reason: 'Ошибка' } });
    expect((await reader.owner.asks(routes.account, { params })).partner).toBeUndefined();
    const wrong = await world.account('АО «Второй банк»', { seller: 'astars' });
    const administrator = await world.staff('administrator');
    expect(
      await administrator.isRefused(routes.makePartner, {
        params: { id: wrong.id },
        body: { ...CONTRACT, offerCode: 'nobody' },
      }),
    ).toMatchObject({ code: 'partner_unknown' });
  });
});

describe('what is paid to a partner', () => {
  it('is no more than is due, and is due again when the bank sends it back', async () => {
    const { code } = await makes(integrator);
    await names(romashka, code);
    await world.topUp(romashka, '10000.00');
    await world.moveTo(APRIL);
    const accountant = await world.staff('accountant');
    const payout = (amount: string, paidOn = '2027-04-01') => ({
      params: { id: integrator.id },
      body: { amount: rub(amount), paidOn, reference: '118' },
    });
    expect(await accountant.isRefused(routes.payPartner, payout('2000.01'))).toMatchObject({
      code: 'more_than_due',
      due: rub('2000.00'),
      errors: [{ path: 'amount' }],
    });
    expect(await accountant.isRefused(routes.payPartner, payout('1.00', '2027-04-02'))).toMatchObject({
      errors: [{ path: 'paidOn' }],
    });
    const idempotencyKey = 'payout-118';
    const paid = await accountant.asks(routes.payPartner, { ...payout('1500.00'), idempotencyKey });
    expect(await accountant.asks(routes.payPartner, { ...payout('1500.00'), idempotencyKey })).toEqual(paid);
    expect(await cabinet()).toMatchObject({ paid: rub('1500.00'), due: rub('500.00') });
    const back = {
      params: { id: integrator.id, payoutId: paid.id },
      body: { on: '2027-04-01', reason: 'Неверный счёт' },
    };
    expect((await accountant.asks(routes.returnPayout, back)).returnedOn).toBe('2027-04-01');
    expect(await accountant.isRefused(routes.returnPayout, back)).toMatchObject({ code: 'already_decided' });
    expect(await due()).toBe('2000.00');
    const { items } = await accountant.asks(routes.partners, { query: { only: 'due' } });
    expect(items).toMatchObject([{ account: { name: 'ООО «Интегратор»' }, due: rub('2000.00') }]);
  });

  it('stands in a statement whose lines make its end of its beginning, as JSON, PDF and tables', async () => {
    const { code } = await makes(integrator);
    await names(romashka, code);
    await world.topUp(romashka, '10000.00');
    await world.moveTo(APRIL);
    await pays('1500.00', '2027-04-01');
    const statement = (from: string, to: string) =>
      integrator.owner.asks(routes.partnerStatement, {
        params: { id: integrator.id },
        query: { from, to, format: 'json' },
      });
    expect(await statement('2027-03-01', '2027-04-30')).toMatchObject({
      opening: rub('0.00'),
      lines: [
        {
          on: '2027-03-31',
          kind: 'reward',
          what: 'Вознаграждение за март 2027 г.: ООО «Ромашка», 20 % от 10\u00a0000,00\u00a0₽',
          after: rub('2000.00'),
        },
        { on: '2027-04-01', kind: 'payout', amount: rub('-1500.00'), after: rub('500.00') },
      ],
      turnover: { earned: rub('2000.00'), takenBack: rub('0.00'), paid: rub('1500.00') },
      closing: rub('500.00'),
    });
    expect(await statement('2027-04-01', '2027-04-30')).toMatchObject({
      opening: rub('2000.00'),
      closing: rub('500.00'),
    });
    const file = async (format: string) =>
      (
        await integrator.owner.downloads(
          `/accounts/${integrator.id}/partnership/statement?format=${format}&from=2027-03-01&to=2027-04-30`,
        )
      ).toString('latin1');
    expect(await file('pdf')).toMatch(/^%PDF-/);
    expect(await file('xlsx')).toMatch(/^PK/);
    expect(Buffer.from(await file('csv'), 'latin1').toString('utf8')).toContain('Вознаграждение за март');
  });
});

it('a partner sees of a customer what it is told, and nobody else sees the cabinet', async () => {
  const { code } = await makes(integrator);
  await names(romashka, code);
  const mine = { params: { id: integrator.id } };
  expect(await romashka.owner.isRefused(routes.partnership, mine)).toMatchObject({ status: 404 });
  expect(await romashka.owner.isRefused(routes.broughtCustomers, { ...mine, query: {} })).toMatchObject({
    status: 404,
  });
  expect(await romashka.owner.isRefused(routes.partnership, { params: { id: romashka.id } })).toMatchObject({
    code: 'not_found',
  });
  const support = await world.staff('support');
  expect(await support.isRefused(routes.partnership, mine)).toMatchObject({ status: 403 });
  // The customer learns the partner's name and no more of it.
  const brought = await romashka.owner.asks(routes.broughtBy, { params: { id: romashka.id } });
  expect(brought.partner).toEqual({ code, name: 'ООО «Интегратор»', since: new Date(BEGIN).toISOString() });
  expect(await integrator.owner.asks(routes.account, mine)).toMatchObject({ isPartner: true });
  const administrator = await world.staff('administrator');
  expect(await administrator.isRefused(routes.makePartner, { ...mine, body: CONTRACT })).toMatchObject({
    code: 'already_partner',
  });
});
