import { routes, type RegisterKind } from '@rocket/contracts';
import { incomingPayments, readBankStatement } from '@rocket/payment-sources';
import { SELLERS_ACCOUNT, bankFile } from '../kit/bank-file';
import { leavesForRefund } from '../kit/card-refund';
import type { Customer } from '../kit/customer';
import type { Person } from '../kit/person';
import { SELLER, World } from '../kit/world';

/** Money of 2025 was received at 20 per cent and goes back at 20 per cent, whatever the rate is by then (facts 2.4, 8.1). */
let world: World;
let accountant: Person;
let romashka: Customer;
beforeAll(async () => {
  world = await World.open({ shops: true });
});
afterAll(() => world?.end());
beforeEach(async () => {
  await world.begin('2025-12-20T10:00:00+03:00');
  accountant = await world.staff('accountant');
});

const atCrediting = async (): Promise<void> => {
  romashka = await world.account('ООО «Ромашка»');
  await romashka.givesRequisites();
};
/** A seller whose papers come with the end of a month, and a tax invoice with each advance. */
async function byMonths(): Promise<void> {
  const administrator = await world.staff('administrator');
  const profile = await administrator.asks(routes.sellerProfile, { params: { code: SELLER } });
  const closingDocument = { ...profile.terms.closingDocument, when: 'month_end' as const };
  const terms = { ...profile.terms, closingDocument, topUpBonus: [] };
  await administrator.asks(routes.createSeller, { body: { ...profile, code: 'monthly', terms } });
  await world.product('licence', { price: '2440.00', seller: 'monthly' });
  romashka = await world.account('ООО «Ромашка»', { seller: 'monthly' });
  await romashka.givesRequisites();
}
/** Notice is given now, and the refund asked for on 21 January. */
const asksForAll = async (): Promise<void> => {
  const params = { id: romashka.id };
  const body = { reason: 'Закрываемся', initiator: 'customer' as const };
  await romashka.owner.asks(routes.terminateAccount, { params, body });
  await world.moveTo('2026-01-21T10:00:00+03:00');
  await romashka.owner.asks(routes.requestRefund, { params });
};
const purposes = async (): Promise<string[]> => {
  const statement = readBankStatement(await accountant.downloads('/exports/refund-orders/file'));
  return incomingPayments(statement, [SELLERS_ACCOUNT]).outgoing.map(({ purpose }) => purpose);
};
const register = async (kind: RegisterKind, titles: readonly string[]) => {
  const query = { from: '2026-01-01', to: '2026-01-31' };
  const { columns, rows } = await accountant.asks(routes.register, { params: { kind }, query });
  const at = titles.map((title) => columns.findIndex((column) => column.title === title));
  return rows.map((row) => at.map((place) => row[place]));
};

it('of an advance, by the payment order: the oldest was consumed, and each rest keeps the rate of its tax invoice', async () => {
  await byMonths();
  await world.topUp(romashka, '6000.00');
  await world.moveTo('2026-01-10T10:00:00+03:00');
  await world.topUp(romashka, '6100.00');
  await romashka.connects('licence');
  expect((await romashka.documents('advance_invoice')).map(({ vat }) => vat.rate)).toEqual([
    ...['22/122', '20/120'],
  ]);
  await asksForAll();
  const [purpose] = await purposes();
  expect(purpose).toContain('В том числе НДС 22% 1100-00 руб., 20% 593-33 руб.');
});

it('of an advance that was found to be whose it is in the next year: its tax is of the day it came', async () => {
  await byMonths();
  const payment = await world.payment({
    ...{ amount: '6000.00', payer: { name: 'ООО «Ромашка»', inn: null }, purpose: 'За услуги' },
  });
  await world.importsStatement(bankFile([payment]));
  const [receipt] = (await accountant.asks(routes.receipts, { query: { state: 'unallocated' } })).items;
  await world.moveTo('2026-01-12T10:00:00+03:00');
  const body = { accountId: romashka.id, reason: 'Клиент позвонил' };
  await accountant.asks(routes.allocateReceipt, { params: { id: receipt!.id }, body });
  await world.moveTo('2026-01-12T11:00:00+03:00');
  const [invoice] = await romashka.documents('advance_invoice');
  expect(invoice!.vat).toEqual({ rate: '20/120', amount: { amount: '1000.00', currency: 'RUB' } });
});

it('of an advance whose customer gave its requisites after it had asked for the money: as the money came', async () => {
  romashka = await world.account('ООО «Ромашка»');
  await world.topUp(romashka, '6000.00');
  await world.moveTo('2026-01-10T10:00:00+03:00');
  await asksForAll();
  await romashka.givesRequisites();
  await world.moveTo('2026-01-22T10:00:00+03:00');
  expect((await purposes())[0]).toContain('В том числе НДС 20% 1000-00 руб.');
});

it('of documents of two rates, by the correction, its line in the register and the payment order', async () => {
  await atCrediting();
  await world.topUp(romashka, '6000.00');
  await world.moveTo('2026-01-10T10:00:00+03:00');
  await world.topUp(romashka, '6100.00');
  await leavesForRefund(world, romashka, '2026-01-21T10:00:00+03:00');
  const papers = await register('documents', ['Документ', 'Сумма с НДС', 'Ставка', 'НДС']);
  expect(papers).toContainEqual(['Корректировка', '-12100.00', '20%; 22%', '-2100.00']);
  expect((await purposes())[0]).toContain('В том числе НДС 22% 1100-00 руб., 20% 1000-00 руб.');
});

it('to a card, by the receipt of return: at the rate of the receipt it takes back, made on the eve of the new one', async () => {
  await atCrediting();
  await world.topUp(romashka, '6000.00');
  await world.moveTo('2025-12-31T23:50:00+03:00');
  const invoice = await romashka.invoices('6000.00');
  const { url } = await romashka.owner.asks(routes.payInvoice, {
    params: { id: romashka.id, invoice: invoice.id },
    body: { provider: 'yookassa' },
  });
  await world.moveTo('2026-01-01T00:10:00+03:00');
  const { yookassa } = world.shops;
  await yookassa.pay(yookassa.at(url!).id);
  const id = await leavesForRefund(world, romashka, '2026-01-21T10:00:00+03:00');
  await accountant.asks(routes.refundToCard, { params: { id } });
  const [refund] = [...yookassa.refunds.values()];
  expect(refund!.receipt).toMatchObject({ items: [{ vat_code: 6, payment_mode: 'full_prepayment' }] });
  // The card had what came at 20 per cent, so the bank pays back what was delivered at 22.
  expect((await purposes())[0]).toContain('В том числе НДС 22% 1081-97 руб.');
});

it('asked for again after it was rejected, is of the same document: the correction that was annulled counts no more', async () => {
  await atCrediting();
  await world.topUp(romashka, '6000.00');
  await world.moveTo('2026-01-10T10:00:00+03:00');
  await asksForAll();
  const params = { id: romashka.id };
  const [first] = (await romashka.owner.asks(routes.refundRequests, { params })).items;
  const body = { reason: 'Нет подписи' };
  await accountant.asks(routes.rejectRefund, { params: { id: first!.id }, body });
  const again = await romashka.owner.asks(routes.requestRefund, { params });
  expect(again.state).toBe('awaiting_signed_correction');
  const [correction] = await romashka.documents('correction');
  expect(correction).toMatchObject({
    id: again.documentId,
    amount: { amount: '6000.00' },
    vat: { rate: '20', amount: { amount: '1000.00' } },
  });
});
