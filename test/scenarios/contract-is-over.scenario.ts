import { routes } from '@rocket/contracts';
import { bankFile } from '../kit/bank-file';
import { rub, type Customer } from '../kit/customer';
import { World } from '../kit/world';

/** No money is asked for under a contract that is over (rule 23), and none that comes after it is lost. */
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

const params = () => ({ id: romashka.id });
const givesNotice = () =>
  romashka.owner.asks(routes.terminateAccount, {
    params: params(),
    body: { reason: 'Закрываемся', initiator: 'customer' },
  });
const linksOf = async (): Promise<string[][]> => {
  const { items } = await romashka.owner.asks(routes.invoices, { params: params() });
  return items.map(({ paymentLinks }) => paymentLinks.map(({ provider }) => provider).sort());
};
const BOTH = ['robokassa', 'yookassa'];

it('an invoice may be issued until the day the notice takes effect, and neither issued nor paid by card after it', async () => {
  await givesNotice();
  await world.moveTo('2027-01-20T09:00:00+03:00');
  const invoice = await romashka.invoices('6100.00');
  expect(await linksOf()).toEqual([BOTH]);
  await world.moveTo('2027-01-21T09:00:00+03:00');
  expect(await romashka.state()).toBe('terminated');

  const manager = await world.staff('account_manager');
  for (const person of [romashka.owner, manager])
    expect(
      await person.isRefused(routes.issueInvoice, { params: params(), body: { amount: rub('6100.00') } }),
    ).toMatchObject({
      code: 'contract_ended',
      status: 409,
      detail: 'Договор закончился: платить по нему больше не нужно',
    });
  expect(await linksOf()).toEqual([[]]);
  const payment = { params: { ...params(), invoice: invoice.id }, body: { provider: 'yookassa' as const } };
  expect((await romashka.owner.isRefused(routes.payInvoice, payment)).code).toBe('contract_ended');
  const { headers } = await world.stranger.sends('GET', `/payments/links/yookassa/${invoice.id}`);
  expect(headers.get('location')).toMatch(/\/pay\/unknown$/);

  const { banner } = await romashka.owner.asks(routes.widgetState);
  expect(banner).toMatchObject({
    tone: 'danger',
    text: expect.stringMatching(/^Договор закончился/) as string,
  });
  expect(await romashka.owner.asks(routes.widgetShelf)).toMatchObject({ isOver: true, maySpend: false });
});

it('money for an older invoice, by bank or by a page that stood open, comes to the balance without a bonus and may go back', async () => {
  const [byBank, byCard] = [await romashka.invoices('60000.00'), await romashka.invoices('6100.00')];
  const { url } = await romashka.owner.asks(routes.payInvoice, {
    params: { ...params(), invoice: byCard.id },
    body: { provider: 'yookassa' },
  });
  await givesNotice();
  await world.moveTo('2027-01-21T09:00:00+03:00');
  const payer = { name: romashka.account.name, inn: romashka.inn };
  const purpose = `Оплата по счёту № ${byBank.number}`;
  await world.importsStatement(bankFile([await world.payment({ amount: '60000.00', payer, purpose })]));
  const { yookassa } = world.shops;
  await yookassa.pay(yookassa.at(url!).id);
  expect(await romashka.journal()).toEqual(['2027-01-21 top_up 60000.00', '2027-01-21 top_up 6100.00']);
  const preview = await romashka.owner.asks(routes.refundPreview, { params: params() });
  expect(preview).toMatchObject({ amount: rub('66100.00'), bonusAnnulled: rub('0.00') });
});

it('an order that is paid after the end is not carried out: the customer is told why, and nothing more is asked for', async () => {
  await world.product('chats', { price: '6100.00' });
  const order = [{ productCode: 'chats', quantity: 1, period: 'P1M' }];
  const invoice = await romashka.owner.asks(routes.issueInvoice, { params: params(), body: { order } });
  await givesNotice();
  await world.moveTo('2027-01-21T09:00:00+03:00');
  const payer = { name: romashka.account.name, inn: romashka.inn };
  const purpose = `Оплата по счёту № ${invoice.number}`;
  await world.importsStatement(bankFile([await world.payment({ amount: '6100.00', payer, purpose })]));
  expect(await romashka.balance()).toBe('6100.00');
  const [waits] = await romashka.notices('order_waits');
  expect(waits!.facts).toMatchObject({ because: 'Договор закончился: платить по нему больше не нужно' });
  expect(await linksOf()).toEqual([[]]);
});

it('a balance that a refund empties is no reason to top it up', async () => {
  await world.topUp(romashka, '6000.00');
  await romashka.owner.asks(routes.setAlerts, {
    params: params(),
    body: { balanceBelow: [rub('1000.00')] },
  });
  await givesNotice();
  await world.moveTo('2027-01-21T09:00:00+03:00');
  const { id, documentId } = await romashka.owner.asks(routes.requestRefund, { params: params() });
  const raw = { bytes: new Blob(['%PDF-1.7 подписано']), type: 'application/octet-stream' };
  await romashka.owner.asks(routes.signedCopy, { params: { id: documentId! }, raw });
  const accountant = await world.staff('accountant');
  await accountant.asks(routes.payRefund, { params: { id } });
  expect(await romashka.balance()).toBe('0.00');
  expect(await romashka.notices('balance_below')).toEqual([]);
});
