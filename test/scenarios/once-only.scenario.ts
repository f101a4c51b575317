import { routes } from '@rocket/contracts';
import { rub, type Customer } from '../kit/customer';
import { World } from '../kit/world';

let world: World;
let romashka: Customer;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world?.end());
beforeEach(async () => {
  await world.begin('2027-06-01T09:00:00+03:00');
  romashka = await world.account('ООО «Ромашка»');
});

/** The process died after the commit and before the answer was kept: the caller repeats the request. */
const forgetAnswers = () => world.sql('delete from idempotency_key');

it('a bonus, a correction and an invoice repeated after a crash are made once (money-rules, Once only)', async () => {
  const administrator = await world.staff('administrator');
  const params = { id: romashka.id };
  const idempotencyKey = 'the-same-click';
  const bonus = { amount: rub('300.00'), ground: 'support' as const, reason: 'Извинение' };
  const first = await administrator.asks(routes.grantBonus, { params, body: bonus, idempotencyKey });
  await forgetAnswers();
  const again = await administrator.asks(routes.grantBonus, { params, body: bonus, idempotencyKey });
  expect(again).toEqual(first);

  const correction = { amount: rub('55.00'), reason: 'Ошибка округления' };
  await administrator.asks(routes.adjustBalance, { params, body: correction, idempotencyKey });
  await forgetAnswers();
  await administrator.asks(routes.adjustBalance, { params, body: correction, idempotencyKey });
  expect(await romashka.balance()).toBe('55.00 + 300.00 bonus');

  await romashka.givesRequisites();
  const body = { amount: rub('5000.00') };
  const invoice = await romashka.owner.asks(routes.issueInvoice, { params, body, idempotencyKey });
  await forgetAnswers();
  const repeated = await romashka.owner.asks(routes.issueInvoice, { params, body, idempotencyKey });
  expect([repeated.number, repeated.id]).toEqual([invoice.number, invoice.id]);
  expect((await romashka.documents('invoice')).length).toBe(1);
});

it('what requests make at one instant is listed newest first, and its ids say when it was made (http-api, Conventions)', async () => {
  const support = await world.staff('support');
  const params = { id: romashka.id };
  const reasons = ['первый', 'второй', 'третий', 'четвёртый', 'пятый', 'шестой'];
  for (const reason of reasons) {
    const body = { amount: rub('20000.00'), ground: 'support' as const, reason };
    await support.sends('POST', `/accounts/${romashka.id}/bonus-grants`, {
      body,
      key: encodeURIComponent(reason),
    });
  }
  const { items: asked } = await support.asks(routes.approvals, {});
  expect(asked.map(({ reason }) => reason)).toEqual([...reasons].reverse());

  await romashka.givesRequisites();
  for (const idempotencyKey of ['one', 'two', 'three']) {
    await romashka.owner.asks(routes.issueInvoice, {
      params,
      body: { amount: rub('5000.00') },
      idempotencyKey,
    });
  }
  await world.topUp(romashka, '7000.00');
  const { items: papers } = await romashka.owner.asks(routes.documents, { params, query: {} });
  expect(papers.map(({ kind, number }) => `${kind} ${number}`)).toEqual([
    'upd 1',
    'invoice 3',
    'invoice 2',
    'invoice 1',
  ]);
  for (const { id } of [...asked, ...papers]) expect(id[14]).toBe('7');
});
