import { routes, type MakePartnerDto, type PartnershipDto } from '@rocket/contracts';
import { localDate } from '@rocket/kernel';
import { rub, type Customer } from '../kit/customer';
import { World } from '../kit/world';
import { ROW_LAWS } from '../simulation/row-laws';

/** In the middle of a month, so that a reward of it is of less than a month. */
const BEGIN = '2027-03-10T10:00:00+03:00';
const APRIL = '2027-04-01T09:00:00+03:00';
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

describe('a partnership that is over', () => {
  const ends = async (on: string) =>
    (await world.staff('administrator')).asks(routes.endPartnership, {
      params: { id: integrator.id },
      body: { on, reason: 'Срок договора' },
    });

  it('is renewed by another contract, and what customers paid in between is rewarded by neither', async () => {
    const { code } = await makes(integrator);
    await names(romashka, code);
    await world.topUp(romashka, '1000.00');
    await ends('2027-04-15');
    await world.moveTo('2027-04-15T23:00:00+03:00');
    await world.topUp(romashka, '2000.00');
    await world.moveTo('2027-04-16T01:00:00+03:00');
    await world.topUp(romashka, '70000.00');
    await world.moveTo('2027-06-10T10:00:00+03:00');
    await pays('200.00', '2027-06-09');
    await world.topUp(romashka, '80000.00');
    const renewed = await makes(integrator, {
      number: 'П-18',
      signedOn: localDate('2027-06-08'),
      terms: { percent: '30' },
    });
    expect(renewed).toMatchObject({
      code,
      contract: { number: 'П-18', signedOn: '2027-06-08' },
      endsOn: null,
      endedContracts: [{ number: 'П-17', signedOn: '2027-03-01', from: '2027-03', endsOn: '2027-04-15' }],
      terms: [{ from: '2027-06', percent: '30' }],
      customers: 1,
      underWay: { month: '2027-06', amount: rub('0.00') },
    });
    await names(await world.account('ИП Поздний'), code);
    await world.topUp(romashka, '500.00');
    await world.moveTo('2027-07-01T09:00:00+03:00');
    await pays('400.00', '2027-07-01');
    const params = { id: integrator.id };
    const { items } = await integrator.owner.asks(routes.partnerRewards, { params, query: {} });
    expect(items.map(({ month, amount, contract }) => [month, amount.amount, contract])).toEqual([
      ['2027-06', '150.00', 'П-18'],
      ['2027-04', '400.00', 'П-17'],
      ['2027-03', '200.00', 'П-17'],
    ]);
    const payouts = await integrator.owner.asks(routes.partnerPayouts, { params, query: {} });
    expect(payouts.items.map(({ amount, contract }) => [amount.amount, contract])).toEqual([
      ['400.00', 'П-18'],
      ['200.00', 'П-17'],
    ]);
    const { lines, closing } = await integrator.owner.asks(routes.partnerStatement, { params, query: {} });
    expect(lines.map(({ what }) => what)).toEqual([
      expect.stringMatching(/март 2027 г\..*, договор № П-17$/),
      expect.stringMatching(/апрель 2027 г\..*, договор № П-17$/),
      'Выплата, платёжное поручение № 118',
      expect.stringMatching(/июнь 2027 г\..*, договор № П-18$/),
      'Выплата, платёжное поручение № 118',
    ]);
    expect(closing).toEqual(rub('150.00'));
    expect(await due()).toBe('150.00');
  });

  it('is renewed within the month it ended in: that month is told, and the rest of it comes with the next', async () => {
    const { code } = await makes(integrator);
    await names(romashka, code);
    await world.moveTo(APRIL);
    // Announced under a contract that ends before it comes into force.
    const administrator = await world.staff('administrator');
    await administrator.asks(routes.changeRewardTerms, {
      params: { id: integrator.id },
      body: { from: '2027-06', base: 'top_ups', percent: '99', months: null },
    });
    await world.topUp(romashka, '1000.00');
    await ends('2027-04-15');
    expect(
      await administrator.isRefused(routes.makePartner, { params: { id: integrator.id }, body: CONTRACT }),
    ).toMatchObject({ code: 'already_partner' });
    await world.moveTo('2027-04-20T10:00:00+03:00');
    await world.topUp(romashka, '50000.00');
    await makes(integrator, { number: 'П-18', terms: { percent: '10' } });
    expect(await due()).toBe('200.00');
    // What is due stands in the statement of the same day.
    const { closing } = await integrator.owner.asks(routes.partnerStatement, {
      params: { id: integrator.id },
      query: { to: '2027-04-20' },
    });
    expect(closing).toEqual(rub('200.00'));
    await world.topUp(romashka, '3000.00');
    expect((await cabinet()).underWay).toEqual({ month: '2027-05', amount: rub('300.00') });
    await world.moveTo(JUNE);
    await world.topUp(romashka, '100.00');
    await world.moveTo('2027-07-01T09:00:00+03:00');
    expect(await rewards()).toEqual([
      '2027-06 ООО «Ромашка» 10.00 of 100.00',
      '2027-05 ООО «Ромашка» 300.00 of 3000.00',
      '2027-04 ООО «Ромашка» 200.00 of 1000.00',
    ]);
  });

  it('is renewed again when it ended before the first month of its second contract', async () => {
    const { code } = await makes(integrator);
    await names(romashka, code);
    await ends('2027-03-10');
    await world.moveTo('2027-03-12T10:00:00+03:00');
    await makes(integrator, { number: 'П-18' });
    await world.topUp(romashka, '1000.00');
    await ends('2027-03-14');
    await world.moveTo('2027-03-20T10:00:00+03:00');
    await world.topUp(romashka, '9000.00');
    await makes(integrator, { number: 'П-19' });
    await world.topUp(romashka, '100.00');
    await world.moveTo(JUNE);
    expect(await rewards()).toEqual([
      '2027-05 ООО «Ромашка» 20.00 of 100.00',
      '2027-04 ООО «Ромашка» 200.00 of 1000.00',
    ]);
    expect((await cabinet()).endedContracts.map(({ number }) => number)).toEqual(['П-18', 'П-17']);
  });

  it('renewed as another partner of the offer gives its customers the lists of that one', async () => {
    const bank = await world.account('АО «Банк»', { seller: 'astars' });
    const { code } = await makes(bank, { offerCode: 'jet-money' });
    const reader = await world.account('Иванова', { seller: 'astars' });
    await names(reader, code);
    await (
      await world.staff('administrator')
    ).asks(routes.endPartnership, {
      params: { id: bank.id },
      body: { on: '2027-03-10', reason: 'Срок договора' },
    });
    await world.moveTo('2027-03-12T10:00:00+03:00');
    await makes(bank, { number: 'П-18', offerCode: null });
    const read = await reader.owner.asks(routes.account, { params: { id: reader.id } });
    expect(read.partner).toBeUndefined();
  });
});

it('a statement is in the language of the reader, line by line and in files', async () => {
  const { code } = await makes(integrator);
  await names(romashka, code);
  await world.topUp(romashka, '10000.00');
  await world.moveTo(APRIL);
  await pays('1500.00', '2027-04-01');
  const { lines } = await integrator.owner.asks(routes.partnerStatement, {
    params: { id: integrator.id },
    query: { lang: 'en' },
  });
  expect(lines.map(({ what }) => what)).toEqual([
    'Reward for March 2027: ООО «Ромашка», 20% of ₽10,000.00',
    'Payout, payment order No. 118',
  ]);
  const file = (format: string) =>
    integrator.owner.downloads(`/accounts/${integrator.id}/partnership/statement?format=${format}&lang=en`);
  const csv = (await file('csv')).toString('utf8');
  expect(csv).toContain('Reward for March 2027');
  expect(csv).toContain('Contract No. П-17 of 1 March 2027');
  expect(csv).not.toMatch(/К выплате|Договор|Вознаграждение/);
  expect((await file('pdf')).toString('latin1')).toMatch(/^%PDF-/);
});
