import { routes, type OfferProfileDto, type RefundPreviewDto } from '@rocket/contracts';
import { localDate } from '@rocket/kernel';
import { rub, type Customer } from '../kit/customer';
import { SELLER, World } from '../kit/world';
import { expectLawsToHold } from '../simulation/laws';

let world: World;
let romashka: Customer;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world?.end());
beforeEach(async () => {
  await world.begin('2027-06-01T09:00:00+03:00');
});
afterEach(() => expectLawsToHold(world, [romashka]));

type Refund = OfferProfileDto['terms']['refund'];

/** A seller like the first but for its refund rule and what is told besides, with one product of 300.00 a month, and a customer of it. */
async function sellerWith(
  refund: Partial<Refund>,
  besides: Partial<OfferProfileDto['terms']> = {},
): Promise<void> {
  const administrator = await world.staff('administrator');
  const first = await administrator.asks(routes.sellerProfile, { params: { code: SELLER } });
  const terms = {
    ...first.terms,
    ...besides,
    refund: { ...first.terms.refund, needsSignedCorrection: false, ...refund },
  };
  await administrator.asks(routes.createSeller, { body: { ...first, code: 'other', name: 'Другой', terms } });
  await world.product('package', { price: '300.00', seller: 'other' });
  romashka = await world.account('ООО «Ромашка»', { seller: 'other' });
  await world.topUp(romashka, '1000.00');
}

const preview = (): Promise<RefundPreviewDto> =>
  romashka.owner.asks(routes.refundPreview, { params: { id: romashka.id } });

/** `550.00 = 400.00 + package 150.00 days_left`. */
const told = ({ amount, fromBalance, lines }: RefundPreviewDto): string =>
  `${amount.amount} = ${[
    fromBalance.amount,
    ...lines.map((line) => `${line.productCode} ${line.amount.amount} ${line.ground}`),
  ].join(' + ')}`;

async function leaves(initiator: 'customer' | 'seller', breach = false): Promise<void> {
  const support = await world.staff('administrator');
  const body = { reason: 'Расходимся', initiator, breach };
  await support.asks(routes.terminateAccount, { params: { id: romashka.id }, body });
}

/** Asks for the refund and has it paid; answers what was asked for. Preview and request say the same. */
async function isPaidBack(): Promise<string> {
  const seen = await preview();
  const refund = await romashka.owner.asks(routes.requestRefund, { params: { id: romashka.id } });
  expect(refund).toMatchObject({
    amount: seen.amount,
    fromBalance: seen.fromBalance,
    computeBy: seen.computeBy,
  });
  const accountant = await world.staff('accountant');
  await accountant.asks(routes.payRefund, { params: { id: refund.id } });
  expect(await romashka.balance()).toBe('0.00');
  return refund.amount.amount;
}
const isRefused = async (): Promise<string> =>
  (await romashka.owner.isRefused(routes.requestRefund, { params: { id: romashka.id } })).code;

it('unused money goes back and nothing of a paid period; the day to compute it by is told (first offer, 6.8)', async () => {
  await sellerWith({});
  await world.grants(romashka, '100.00');
  await romashka.connects('package');
  expect(await preview()).toMatchObject({ needs: ['termination'], bonusAnnulled: rub('0.00') });
  await leaves('customer');
  await world.moveTo('2027-06-11T09:00:00+03:00');
  const seen = await preview();
  expect([told(seen), seen.needs, seen.computeBy]).toEqual([
    '800.00 = 800.00 + package 0.00 not_offered',
    [],
    '2027-06-21',
  ]);
  expect(await isPaidBack()).toBe('800.00');
  expect((await romashka.journal()).at(-1)).toBe('2027-06-11 refund -800.00');
});

it('nothing goes back where the offer gives nothing back (Alfa 10.4)', async () => {
  await sellerWith({ rule: 'none', onSellerExit: 'proportional' });
  await romashka.connects('package');
  await leaves('customer');
  await world.moveTo('2027-06-11T09:00:00+03:00');
  expect(told(await preview())).toBe('0.00 = 0.00 + package 0.00 not_offered');
  expect(await isRefused()).toBe('refund_not_offered');
});

it('when the seller leaves, the days left go back in proportion, of real money only (Alfa 10.2)', async () => {
  await sellerWith({ rule: 'none', onSellerExit: 'proportional' });
  await world.grants(romashka, '100.00');
  await romashka.connects('package');
  await leaves('seller');
  await world.moveTo('2027-06-11T09:00:00+03:00');
  // 200.00 of the 300.00 was money; 20 of 30 days are left.
  expect(told(await preview())).toBe('933.33 = 800.00 + package 133.33 days_left');
  expect(await isPaidBack()).toBe('933.33');
  expect((await romashka.journal()).slice(-2)).toEqual([
    '2027-06-11 correction 133.33',
    '2027-06-11 refund -933.33',
  ]);
  const [charge] = await romashka.entries('charge');
  const accountant = await world.staff('accountant');
  const reversal = { params: { id: charge!.id }, body: { reason: 'Ещё раз' } };
  expect(await accountant.isRefused(routes.reverseEntry, reversal)).toMatchObject({ code: 'not_reversible' });
});

it('when the seller leaves for a breach of the customer, nothing goes back (Alfa 10.3)', async () => {
  await sellerWith({ rule: 'none', onSellerExit: 'proportional' });
  await romashka.connects('package');
  await leaves('seller', true);
  expect([told(await preview()), await isRefused()]).toEqual([
    '0.00 = 0.00 + package 0.00 not_offered',
    'refund_not_offered',
  ]);
});

it('a package goes back whole within thirty days if nothing of it was used (Astars 3.8.1)', async () => {
  await sellerWith({ rule: 'full_if_unused', withinDays: 30 });
  await romashka.connects('package');
  await leaves('customer');
  await world.moveTo('2027-06-11T09:00:00+03:00');
  expect(told(await preview())).toBe('1000.00 = 700.00 + package 300.00 unused');
  expect(await isPaidBack()).toBe('1000.00');
});

it('one service used, and only what was never spent goes back (Astars 3.8.1)', async () => {
  await sellerWith({ rule: 'full_if_unused', withinDays: 30 });
  const administrator = await world.staff('administrator');
  const counted = {
    period: 'P1M',
    unitPrice: rub('300.00'),
    validFrom: localDate('2027-06-01'),
    limits: [{ unit: 'Услуга', included: 10, per: 'period' as const, over: 'refuse' as const }],
  };
  await administrator.asks(routes.addPrice, { params: { code: 'package' }, body: counted });
  await romashka.connects('package');
  const { secret } = await administrator.asks(routes.createKey, { params: { code: 'package' } });
  const at = (await world.now()).toISOString();
  const usage = { account: romashka.account.amocrmAccountId, unit: 'Услуга', quantity: '1', at };
  await world.bearer(secret).asks(routes.recordUsage, { body: usage });
  await leaves('customer');
  await world.moveTo('2027-06-11T09:00:00+03:00');
  expect(told(await preview())).toBe('700.00 = 700.00 + package 0.00 was_used');
  expect(await isPaidBack()).toBe('700.00');
});

it('a period that is over and was lost whole goes back too when the contract ends (QSockets 4.3.2.2)', async () => {
  await sellerWith({ rule: 'full_if_down', onSellerExit: 'proportional' }, { autoRenewal: false });
  await romashka.connects('package');
  await world.moveTo('2027-07-02T09:00:00+03:00');
  const down = (to: string) => ({ from: '2027-05-31T20:00:00+03:00', to, productCode: 'package' });
  const administrator = await world.staff('administrator');
  await leaves('customer');
  // All but the last of its thirty days.
  await administrator.asks(routes.recordOutage, { body: down('2027-06-30T00:00:00+03:00') });
  expect(told(await preview())).toBe('700.00 = 700.00');
  await administrator.asks(routes.recordOutage, { body: down('2027-07-01T02:00:00+03:00') });
  await world.moveTo('2027-07-12T09:00:00+03:00');
  expect(told(await preview())).toBe('1000.00 = 700.00 + package 300.00 down');
  expect(await isPaidBack()).toBe('1000.00');
  expect((await romashka.journal()).slice(-2)).toEqual([
    '2027-07-12 correction 300.00',
    '2027-07-12 refund -1000.00',
  ]);
});

it('paid days that are kept on leaving last longer by those an outage has taken since the notice (QSockets 8.2.1)', async () => {
  await sellerWith({ rule: 'none' }, { paidDaysOnLeaving: 'kept' });
  await romashka.connects('package');
  await leaves('customer');
  const params = { id: romashka.id };
  const endsOn = async () => (await romashka.owner.asks(routes.termination, { params }))?.effectiveOn;
  expect(await endsOn()).toBe('2027-07-01');
  await world.moveTo('2027-06-10T09:00:00+03:00');
  const administrator = await world.staff('administrator');
  const body = { from: '2027-06-02T00:00:00+03:00', to: '2027-06-09T00:00:00+03:00', productCode: 'package' };
  await administrator.asks(routes.recordOutage, { body });
  expect(await endsOn()).toBe('2027-07-08');
  await world.moveTo('2027-07-07T23:59:59+03:00');
  expect([await romashka.state(), (await romashka.subscription('package')).paidUntil]).toEqual([
    'active',
    '2027-07-07',
  ]);
  await world.moveTo('2027-07-08T09:00:00+03:00');
  expect([await romashka.state(), await endsOn()]).toEqual(['terminated', '2027-07-08']);
});

it('a period in which the product was down throughout goes back whole (QSockets 4.3.2.2)', async () => {
  await sellerWith({ rule: 'full_if_down', onSellerExit: 'proportional' });
  await romashka.connects('package');
  await leaves('customer');
  const administrator = await world.staff('administrator');
  const body = { from: '2027-05-31T20:00:00+03:00', to: '2027-07-02T00:00:00+03:00', productCode: 'package' };
  await administrator.asks(routes.recordOutage, { body });
  await world.moveTo('2027-06-11T09:00:00+03:00');
  expect(told(await preview())).toBe('1000.00 = 700.00 + package 300.00 down');
  expect(await isPaidBack()).toBe('1000.00');
});

it('a refusal says why, leaves the money, and lets the customer ask again; a paid one is not refused any more', async () => {
  await sellerWith({});
  await leaves('customer');
  await world.moveTo('2027-06-11T09:00:00+03:00');
  const params = { id: romashka.id };
  const { id } = await romashka.owner.asks(routes.requestRefund, { params });
  expect(await isRefused()).toBe('refund_under_way');
  const accountant = await world.staff('accountant');
  const rejection = { params: { id }, body: { reason: 'Реквизиты счёта не указаны' } };
  expect(await romashka.owner.isRefused(routes.rejectRefund, rejection)).toMatchObject({ code: 'forbidden' });
  expect(await accountant.asks(routes.rejectRefund, rejection)).toMatchObject({
    state: 'rejected',
    rejection: { reason: 'Реквизиты счёта не указаны' },
  });
  expect(await accountant.isRefused(routes.payRefund, { params: { id } })).toMatchObject({
    code: 'refund_not_approved',
  });
  expect(await romashka.balance()).toBe('1000.00');
  expect(await romashka.notices('refund_rejected')).toMatchObject([
    { facts: { reason: 'Реквизиты счёта не указаны' } },
  ]);
  expect(await isPaidBack()).toBe('1000.00');
  const { items } = await romashka.owner.asks(routes.refundRequests, { params });
  expect(items.map(({ state }) => state)).toEqual(['paid', 'rejected']);
  expect(
    await accountant.isRefused(routes.rejectRefund, { ...rejection, params: { id: items[0]!.id } }),
  ).toMatchObject({
    code: 'already_decided',
  });
});
