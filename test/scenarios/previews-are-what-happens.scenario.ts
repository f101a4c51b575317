import { routes, type ActPreviewDto } from '@rocket/contracts';
import { localDate } from '@rocket/kernel';
import { rub, type Customer } from '../kit/customer';
import type { Person } from '../kit/person';
import { World } from '../kit/world';
import { expectLawsToHold } from '../simulation/laws';

let world: World;
let romashka: Customer;
let support: Person;
let administrator: Person;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world?.end());
beforeEach(async () => {
  await world.begin('2027-06-01T09:00:00+03:00');
  romashka = await world.account('ООО «Ромашка»');
  support = await world.staff('support');
  administrator = await world.staff('administrator');
});
afterEach(() => expectLawsToHold(world, [romashka]));

const params = () => ({ id: romashka.id });

/** What a preview and the journal both say of an entry. */
const said = (
  entries: readonly Pick<
    ActPreviewDto['entries'][number],
    'kind' | 'businessDate' | 'money' | 'bonus' | 'balanceAfter'
  >[],
) =>
  entries.map(({ kind, businessDate, money, bonus, balanceAfter }) => ({
    kind,
    businessDate,
    money,
    bonus,
    balanceAfter,
  }));

/** The preview writes nothing; what is done next posts exactly what it showed. */
async function comesTrue(preview: () => Promise<ActPreviewDto>, act: () => Promise<unknown>) {
  const before = await romashka.entries();
  const notices = await romashka.notices();
  const shown = await preview();
  expect(await romashka.entries()).toEqual(before);
  expect(await romashka.notices()).toEqual(notices);
  await act();
  expect(said((await romashka.entries()).slice(before.length))).toEqual(said(shown.entries));
  const { money, bonus } = await romashka.owner.asks(routes.balance, { params: params() });
  expect({ money, bonus }).toEqual(shown.after);
  return shown;
}

it('a bonus that lets a product run again shows the grant and the charge, and both happen', async () => {
  await world.product('chats', { price: '300.00' });
  await world.grants(romashka, '300.00');
  await romashka.connects('chats');
  await world.moveTo('2027-07-05T12:00:00+03:00');
  expect(await romashka.stateOf('chats')).toBe('suspended');

  const wish = { amount: rub('500.00'), ground: 'review' as const };
  const shown = await comesTrue(
    () => support.asks(routes.previewGrant, { params: params(), body: wish }),
    () => support.asks(routes.grantBonus, { params: params(), body: { ...wish, reason: 'Отзыв' } }),
  );
  expect(shown).toMatchObject({
    needsSecondPerson: false,
    limit: rub('10000.00'),
    before: { money: rub('0.00'), bonus: rub('0.00') },
    after: { money: rub('0.00'), bonus: rub('200.00') },
    entries: [
      {
        kind: 'bonus_grant',
        businessDate: '2027-07-05',
        moves: [{ from: 'promotion_expense', to: 'customer_bonus', amount: rub('500.00') }],
        product: null,
      },
      { kind: 'charge', product: { code: 'chats', periodStart: '2027-07-05', periodEnd: '2027-08-04' } },
    ],
    subscriptions: [{ productCode: 'chats', before: 'suspended', after: 'active' }],
  });
  expect(await support.asks(routes.bonusLimits, { params: params() })).toEqual({
    limit: rub('10000.00'),
    businessDate: '2027-07-05',
    today: { count: 1, amount: rub('500.00') },
    waiting: { count: 0, amount: rub('0.00') },
  });

  const [grant] = (await romashka.grants()).filter(({ state }) => state === 'active');
  const taken = await comesTrue(
    () => support.asks(routes.previewRevocation, { params: { id: grant!.id }, body: {} }),
    () => support.asks(routes.revokeBonus, { params: { id: grant!.id }, body: { reason: 'Ошибка' } }),
  );
  expect(taken.entries).toMatchObject([{ kind: 'bonus_revoke', bonus: rub('-200.00') }]);
});

it('above the limit the preview asks for a second person, who is shown the same before deciding', async () => {
  const wish = { amount: rub('10000.01'), ground: 'licence' as const };
  const shown = await support.asks(routes.previewGrant, { params: params(), body: wish });
  expect(shown).toMatchObject({ needsSecondPerson: true, after: { bonus: rub('10000.01') } });
  const within = { ...wish, amount: rub('10000.00') };
  expect(await support.asks(routes.previewGrant, { params: params(), body: within })).toMatchObject({
    needsSecondPerson: false,
  });

  const body = { ...wish, reason: 'Лицензия' };
  const { approval } = (await support.asks(routes.grantBonus, { params: params(), body })) as unknown as {
    approval: { id: string };
  };
  const id = { params: { id: approval.id } };
  const seen = await comesTrue(
    () => administrator.asks(routes.previewApproval, id),
    () => administrator.asks(routes.decideApproval, { ...id, body: { decision: 'approve' } }),
  );
  expect(seen).toEqual(shown);
});

it('a correction and a longer trial are what was shown, and are refused before the click as after it', async () => {
  const accountant = await world.staff('accountant');
  await world.topUp(romashka, '5000.00');
  const adjust = { amount: { amount: '-1500.00', currency: 'RUB' as const } };
  const shown = await comesTrue(
    () => accountant.asks(routes.previewAdjustment, { params: params(), body: adjust }),
    () => accountant.asks(routes.adjustBalance, { params: params(), body: { ...adjust, reason: 'Дубль' } }),
  );
  expect(shown).toMatchObject({
    needsSecondPerson: false,
    limit: null,
    entries: [{ moves: [{ from: 'customer_money', to: 'adjustment', amount: rub('1500.00') }] }],
  });
  const tooMuch = { amount: { amount: '-3500.01', currency: 'RUB' as const } };
  const refusal = await accountant.isRefused(routes.previewAdjustment, { params: params(), body: tooMuch });
  expect(refusal.code).toBe('money_gone');
  expect((await support.isRefused(routes.previewAdjustment, { params: params(), body: adjust })).code).toBe(
    'forbidden',
  );

  await world.product('calls', { price: '100.00', trialDays: 14 });
  await romashka.connects('calls', { trial: true });
  const { trialEndsOn } = await romashka.subscription('calls');
  const longer = { productCode: 'calls', days: 5 };
  const { trial } = await comesTrue(
    () => support.asks(routes.previewTrialExtension, { params: params(), body: longer }),
    () => support.asks(routes.extendTrial, { params: params(), body: { ...longer, reason: 'Не успели' } }),
  );
  expect(trial?.endsOn).toBe(trialEndsOn);
  expect(trial?.willEndOn).toBe((await romashka.subscription('calls')).trialEndsOn);
  const beyond = { productCode: 'calls', days: trial!.daysLeft + 1 };
  expect(
    (await support.isRefused(routes.previewTrialExtension, { params: params(), body: beyond })).code,
  ).toBe('trial_not_extendable');
  expect(localDate(trial!.willEndOn)).toBe('2027-06-20');
});

it('a new price tells the people, the sums, the day and the words that its announcement then has', async () => {
  await world.product('chats', { price: '100.00', prices: [{ period: 'P1Y', unitPrice: rub('1000.00') }] });
  await world.topUp(romashka, '5000.00');
  await romashka.connects('chats', { quantity: 3 });
  const vasilek = await world.account('ООО «Василёк»');
  await world.topUp(vasilek, '5000.00');
  await vasilek.connects('chats');
  await world.moveTo('2027-06-10T09:00:00+03:00');

  const code = { params: { code: 'chats' } };
  const change = { period: 'P1M', unitPrice: rub('150.00') };
  const near = { ...change, effectiveOn: localDate('2027-06-19') };
  expect(await administrator.asks(routes.previewPriceChange, { ...code, body: near })).toMatchObject({
    inTime: false,
    earliest: '2027-06-20',
    notice: { days: 10 },
  });
  expect((await administrator.isRefused(routes.announcePriceChange, { ...code, body: near })).code).toBe(
    'notice_too_short',
  );

  const wish = { ...change, effectiveOn: localDate('2027-07-15') };
  const shown = await administrator.asks(routes.previewPriceChange, {
    ...code,
    body: wish,
    query: { limit: 1 },
  });
  expect(shown).toMatchObject({
    inTime: true,
    accounts: 2,
    perPeriod: { before: rub('400.00'), after: rub('600.00') },
    perMonth: { before: rub('400.00'), after: rub('600.00') },
  });
  const { nextCursor } = shown.affected;
  const next = await administrator.asks(routes.previewPriceChange, {
    ...code,
    body: wish,
    query: { limit: 1, cursor: nextCursor! },
  });
  const affected = [...shown.affected.items, ...next.affected.items];
  expect(affected.find(({ account }) => account.id === romashka.id)).toMatchObject({
    quantity: 3,
    before: rub('300.00'),
    after: rub('450.00'),
    changesOn: '2027-08-01',
  });
  expect(await romashka.notices('price_change')).toEqual([]);

  // Planned for a later day, it may be taken back; the other one is told on its morning and binds.
  const plan = { ...wish, tellOn: localDate('2027-06-15') };
  const gone = await administrator.asks(routes.planPriceChange, { ...code, body: plan });
  expect(gone.state).toBe('planned');
  const late = { ...plan, effectiveOn: localDate('2027-06-24') };
  expect((await administrator.isRefused(routes.planPriceChange, { ...code, body: late })).code).toBe(
    'notice_too_short',
  );
  const params = { id: gone.id };
  expect((await administrator.asks(routes.cancelPricePlan, { params })).state).toBe('cancelled');
  await administrator.asks(routes.planPriceChange, { ...code, body: plan });
  await world.moveTo('2027-06-15T09:59:00+03:00');
  expect(await romashka.notices('price_change')).toEqual([]);
  await world.moveTo('2027-06-15T10:00:00+03:00');
  const [notice] = await romashka.notices('price_change');
  expect(notice).toMatchObject({
    createdAt: '2027-06-15T07:00:00.000Z',
    facts: { oldCost: rub('300.00'), newCost: rub('450.00'), effectiveOn: '2027-07-15' },
  });
  const { items } = await administrator.asks(routes.pricePlans);
  expect(items).toMatchObject([
    { state: 'announced', accountsTold: 2, tellOn: '2027-06-15', productName: 'Продукт chats' },
    { state: 'cancelled', cancelledBy: expect.any(String) },
  ]);
  const told = { params: { id: items[0]!.id } };
  expect((await administrator.isRefused(routes.cancelPricePlan, told)).code).toBe('price_plan_over');

  await world.moveTo('2027-08-01T12:00:00+03:00');
  expect((await romashka.journal('charge')).at(-1)).toBe('2027-08-01 charge -450.00');

  // An outage of ours on the day: too late for the offer, it is held and nobody is told.
  const held = { ...change, effectiveOn: localDate('2027-08-15'), tellOn: localDate('2027-08-05') };
  await administrator.asks(routes.planPriceChange, { ...code, body: held });
  await world.schedulerStops();
  await world.moveTo('2027-08-06T12:00:00+03:00');
  await world.schedulerWorks();
  const [newest] = (await administrator.asks(routes.pricePlans)).items;
  expect(newest).toMatchObject({ state: 'held', heldBecause: expect.stringContaining('за 10 дн.') });
  expect(await romashka.notices('price_change')).toHaveLength(1);
});
