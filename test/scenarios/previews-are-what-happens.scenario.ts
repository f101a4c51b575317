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
