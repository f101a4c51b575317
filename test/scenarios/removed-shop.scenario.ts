import { routes } from '@rocket/contracts';
import { leavesForRefund, paysByCard } from '../kit/card-refund';
import type { Customer } from '../kit/customer';
import { World } from '../kit/world';

let world: World;
let romashka: Customer;
beforeAll(async () => {
  world = await World.open({ shops: true });
});
afterAll(() => world?.end());
beforeEach(async () => {
  await world.begin('2027-01-11T09:00:00+03:00');
  romashka = await world.account('ООО «Ромашка»');
  await romashka.givesRequisites();
});

/** The payment belongs to a shop that the settings do not name, or to the one they do again. */
const belongsTo = async (shop: string): Promise<string> => {
  const rows = await world.sql<{ shop: string }>('select shop from provider_payment');
  await world.sql('update provider_payment set shop = $1', [shop]);
  return rows[0]!.shop;
};
const seenByStaff = async () => {
  const accountant = await world.staff('accountant');
  return (await accountant.asks(routes.providerPayments, { query: {} })).items[0]!;
};

it('a payment of a shop that was removed waits for a person and is not lost; the shop back, it is credited', async () => {
  const invoice = await romashka.invoices('6100.00');
  const { url, id } = await romashka.owner.asks(routes.payInvoice, {
    params: { id: romashka.id, invoice: invoice.id },
    body: { provider: 'yookassa' },
  });
  world.shops.yookassa.faults.silent = true;
  await world.shops.yookassa.pay(world.shops.yookassa.at(url!).id);
  const ours = await belongsTo('999999');
  await world.moveTo('2027-01-11T10:00:00+03:00');
  const parked = await seenByStaff();
  expect([parked.state, parked.reason]).toEqual([
    'parked',
    expect.stringContaining('Магазин 999999 убран из настроек'),
  ]);
  const accountant = await world.staff('accountant');
  const queue = await accountant.asks(routes.providerPayments, { query: { state: 'parked' } });
  expect(queue.items).toHaveLength(1);
  // Whoever pays is told nothing of our shops.
  expect((await world.stranger.asks(routes.paymentStatus, { params: { id } })).state).toBe('waiting');

  await belongsTo(ours);
  await world.moveTo('2027-01-11T18:00:00+03:00');
  expect(await seenByStaff()).toMatchObject({ state: 'credited' });
  expect(await romashka.balance()).toBe('6100.00');
});

describe('a refund whose shop was removed meanwhile', () => {
  const NOT_PAID = {
    decision: 'not_paid',
    reason: 'Магазин закрыт, денег он не отправил',
    evidence: 'Выписка магазина за январь',
  } as const;
  /** Asked for at the shop, which did not answer, and then the shop is gone; answers the refund and the shop. */
  const asked = async (): Promise<{ id: string; item: string; ours: string }> => {
    await paysByCard(world, romashka, 'yookassa', '6100.00');
    const id = await leavesForRefund(world, romashka, '2027-01-22T09:00:00+03:00');
    Object.assign(world.shops.yookassa.faults, { turnAway: [429], silent: true });
    const accountant = await world.staff('accountant');
    const [first] = (await accountant.asks(routes.refundToCard, { params: { id } })).items;
    expect(first).toMatchObject({ state: 'under_way', mayDecide: false });
    return { id, item: first!.id, ours: await belongsTo('999999') };
  };
  const shown = async (id: string) =>
    (await world.staff('accountant')).asks(routes.cardRefund, { params: { id } });

  it('is closed as not paid by the accountant, the money is on the balance and leaves it by bank, once', async () => {
    const { id, item } = await asked();
    const accountant = await world.staff('accountant');
    expect(await accountant.isRefused(routes.payRefund, { params: { id } })).toMatchObject({
      code: 'refund_under_way',
    });
    expect((await shown(id)).items).toMatchObject([
      { state: 'under_way', mayDecide: true, reason: expect.stringContaining('Магазин 999999 убран') },
    ]);
    const bare = { params: { id, item }, body: { ...NOT_PAID, reason: ' ' } };
    expect((await accountant.isRefused(routes.decideCardRefund, bare)).errors).toMatchObject([
      { path: 'reason' },
    ]);
    const call = { params: { id, item }, body: NOT_PAID };
    const support = await world.staff('support');
    expect((await support.isRefused(routes.decideCardRefund, call)).code).toBe('forbidden');
    const answers = await Promise.allSettled(
      Array.from({ length: 4 }, () => accountant.asks(routes.decideCardRefund, call)),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await shown(id)).toMatchObject({
      state: 'approved',
      items: [{ state: 'failed', mayDecide: false, decided: { ...NOT_PAID } }],
    });
    expect(await romashka.balance()).toBe('6100.00');
    expect((await accountant.asks(routes.payRefund, { params: { id } })).state).toBe('paid');
    expect(await romashka.journal('refund')).toEqual(['2027-01-22 refund -6100.00']);
    expect(world.shops.yookassa.refunds.size).toBe(0);
  });

  it('closed so, it is not sent when the shop is back: a new one takes the same money by the same payment', async () => {
    const { id, item, ours } = await asked();
    const accountant = await world.staff('accountant');
    await accountant.asks(routes.decideCardRefund, { params: { id, item }, body: NOT_PAID });
    expect((await shown(id)).possible.amount).toBe('0.00');
    await belongsTo(ours);
    await world.moveTo('2027-01-23T09:00:00+03:00');
    expect([world.shops.yookassa.refunds.size, (await shown(id)).possible.amount]).toEqual([0, '6100.00']);
    const again = await accountant.asks(routes.refundToCard, { params: { id } });
    expect([again.state, again.items.map(({ state }) => state)]).toEqual(['paid', ['failed', 'succeeded']]);
    expect([world.shops.yookassa.refunds.size, await romashka.balance()]).toEqual([1, '0.00']);
  });
});
