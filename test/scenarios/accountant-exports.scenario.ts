import { routes, type RefundOrderDto } from '@rocket/contracts';
import { incomingPayments, readBankStatement, type OutgoingPayment } from '@rocket/payment-sources';
import { SELLERS_ACCOUNT, bankFile } from '../kit/bank-file';
import { leavesForRefund, paysByCard as paysWith } from '../kit/card-refund';
import type { Customer } from '../kit/customer';
import type { Person } from '../kit/person';
import { SELLER, World } from '../kit/world';
import { readXml, sumOf, textsAt, type XmlNode } from '../kit/xml-tree';

let world: World;
let accountant: Person;
beforeAll(async () => {
  world = await World.open({ shops: true });
});
afterAll(() => world?.end());
beforeEach(async () => {
  await world.begin('2027-01-11T09:00:00+03:00');
  accountant = await world.staff('accountant');
});

const january = 'from=2027-01-01&to=2027-01-31';
const exported = async (query = january): Promise<XmlNode> => {
  const message = readXml(await accountant.downloads(`/exports/enterprise-data?${query}`));
  return message.children.find(({ name }) => name === 'Body')!;
};
const countOf = ({ children }: XmlNode): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { name } of children) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
};
const idsOf = ({ children }: XmlNode): string[] =>
  children.map((one) => `${one.name} ${textsAt(one, 'КлючевыеСвойства/Ссылка')[0]}`);

async function pays(customer: Customer, amount: string): Promise<void> {
  const { number } = await customer.invoices(amount);
  const payer = { name: customer.account.name, inn: customer.inn };
  await world.importsStatement(
    bankFile([await world.payment({ amount, payer, purpose: `Оплата по счёту № ${number}` })]),
  );
}

const paysByCard = (customer: Customer, amount: string): Promise<void> =>
  paysWith(world, customer, 'yookassa', amount);
/** Ends the contract and asks for the money; answers the refund, allowed to be paid. */
const leaves = (customer: Customer): Promise<string> =>
  leavesForRefund(world, customer, '2027-01-22T09:00:00+03:00');

describe('the file for 1C', () => {
  it('has every paper and movement of a month in order, adds up with the registers, and is the same twice', async () => {
    const romashka = await world.account('ООО «Ромашка ₽»');
    await romashka.givesRequisites();
    const vasilek = await world.account('ООО «Василёк»');
    await vasilek.givesRequisites();
    await pays(romashka, '12200.00');
    await paysByCard(vasilek, '6100.00');
    const stranger = { name: 'ИП <Никто> & Ко', inn: null };
    await world.importsStatement(
      bankFile([await world.payment({ amount: '77.01', payer: stranger, purpose: 'За услуги' })]),
    );
    await accountant.asks(routes.payRefund, { params: { id: await leaves(romashka) } });

    const body = await exported();
    expect(countOf(body)).toEqual({
      'Справочник.Контрагенты': 2,
      'Справочник.Договоры': 2,
      'Документ.ЗаказКлиента': 2,
      'Документ.ПБДСРасчетыСКонтрагентами': 2,
      'Документ.ОперацияПоПлатежнойКарте': 1,
      'Документ.РеализацияТоваровУслуг': 2,
      // Two UPDs and the correction.
      'Документ.СчетФактураВыданный': 3,
      'Документ.КорректировкаРеализацииТоваров': 1,
      'Документ.СБДСРасчетыСКонтрагентами': 1,
    });
    expect(body.children[0]!.name).toBe('Справочник.Контрагенты');
    expect(body.children.at(-1)!.name).toBe('Документ.СБДСРасчетыСКонтрагентами');
    expect(textsAt(body, 'Справочник.Контрагенты/КлючевыеСвойства/НаименованиеПолное')).toContain(
      'ООО «Ромашка ₽»',
    );

    const query = { from: '2027-01-01', to: '2027-01-31' };
    const register = async (kind: string) =>
      (await accountant.asks(routes.register, { params: { kind }, query })).totals.flat();
    const received = [
      ...textsAt(body, 'Документ.ПБДСРасчетыСКонтрагентами/ОбщиеДанные/Сумма'),
      ...textsAt(body, 'Документ.ОперацияПоПлатежнойКарте/Сумма'),
    ];
    expect([sumOf(received), await register('receipts')]).toEqual([
      1_837_701n,
      expect.arrayContaining(['18377.01']),
    ]);
    const sold = sumOf(textsAt(body, 'Документ.РеализацияТоваровУслуг/Сумма'));
    const tax = sumOf(textsAt(body, 'Документ.РеализацияТоваровУслуг/Услуги/Строка/СуммаНДС'));
    expect([sold, tax, await register('sales-book')]).toEqual([
      1_830_000n,
      330_000n,
      expect.arrayContaining(['18300.00', '3300.00']),
    ]);
    expect(textsAt(body, 'Документ.КорректировкаРеализацииТоваров/Сумма')).toEqual(['-12200.00']);
    expect(textsAt(body, 'Документ.СБДСРасчетыСКонтрагентами/ОбщиеДанные/Сумма')).toEqual(['12200.00']);

    const ids = idsOf(body);
    expect(new Set(ids).size).toBe(ids.length);
    await world.moveTo('2027-01-25T09:00:00+03:00');
    expect(idsOf(await exported())).toEqual(ids);
  });

  it('is of the days and the seller asked for, and not for support or a stranger', async () => {
    const romashka = await world.account('ООО «Ромашка»');
    await romashka.givesRequisites();
    await pays(romashka, '12200.00');
    expect(countOf(await exported('from=2027-02-01&to=2027-02-28'))).toEqual({});
    const administrator = await world.staff('administrator');
    const first = await administrator.asks(routes.sellerProfile, { params: { code: SELLER } });
    await administrator.asks(routes.createSeller, { body: { ...first, code: 'other', name: 'Другой' } });
    expect(countOf(await exported(`${january}&seller=other`))).toEqual({});
    expect(await exported(`${january}&seller=${SELLER}`)).toEqual(await exported());
    const path = `/exports/enterprise-data?${january}`;
    expect((await accountant.sends('GET', `${path}&seller=nobody`)).status).toBe(404);
    expect((await (await world.staff('support')).sends('GET', path)).status).toBe(403);
    expect((await romashka.owner.sends('GET', path)).status).toBe(403);
    const turned = await accountant.sends('GET', '/exports/enterprise-data?from=2027-02-01&to=2027-01-01');
    expect([turned.status, turned.body['errors']]).toEqual([
      422,
      [{ path: 'to', message: 'Конец периода раньше начала' }],
    ]);
  });
});

describe('payment orders of refunds', () => {
  const file = '/exports/refund-orders/file';
  const orders = async (): Promise<OutgoingPayment[]> => {
    const statement = readBankStatement(await accountant.downloads(file));
    expect([statement.rejected, statement.warnings]).toEqual([[], []]);
    return [...incomingPayments(statement, [SELLERS_ACCOUNT]).outgoing];
  };
  const listed = async (): Promise<RefundOrderDto[]> => (await accountant.asks(routes.refundOrders)).items;
  const refusal = async (): Promise<string> => {
    const { status, body } = await accountant.sends('GET', file);
    expect(status).toBe(404);
    return body['detail'] as string;
  };

  it('say whom, how much and why, once for each refund, until it is paid (rule 22)', async () => {
    expect(await refusal()).toBe('Разрешённых возвратов на банковский счёт нет');
    const romashka = await world.account('ООО «Ромашка»');
    await romashka.givesRequisites();
    await pays(romashka, '12200.00');
    const refund = await leaves(romashka);

    const [order, ...others] = await orders();
    expect(others).toEqual([]);
    expect(order).toMatchObject({
      documentNumber: '1',
      sentOn: '2027-01-22',
      amount: 1_220_000n,
      payee: { inn: romashka.inn, kpp: '770401001', account: '40702810500000000002', bic: '044525225' },
    });
    expect(order!.purpose).toContain('В том числе НДС 22% 2200-00 руб.');
    expect(await listed()).toMatchObject([
      { refundId: refund, number: 1, datedOn: '2027-01-22', obstacle: null },
    ]);

    // The bank still takes it: it is the same order, not a second one.
    await world.moveTo('2027-02-01T09:00:00+03:00');
    expect(await orders()).toEqual([order]);
    await world.moveTo('2027-02-02T09:00:00+03:00');
    expect((await orders()).map(({ documentNumber, sentOn }) => [documentNumber, sentOn])).toEqual([
      ['2', '2027-02-02'],
    ]);

    await accountant.asks(routes.payRefund, { params: { id: refund } });
    expect([await listed(), await refusal()]).toEqual([[], 'Разрешённых возвратов на банковский счёт нет']);
  });

  it('are for what cards did not take back', async () => {
    const romashka = await world.account('ООО «Ромашка»');
    await romashka.givesRequisites();
    await pays(romashka, '12200.00');
    await paysByCard(romashka, '6100.00');
    const id = await leaves(romashka);
    expect((await orders()).map(({ documentNumber, amount }) => [documentNumber, amount])).toEqual([
      ['1', 1_830_000n],
    ]);
    await accountant.asks(routes.refundToCard, { params: { id } });
    const [rest] = await orders();
    expect([rest!.documentNumber, rest!.amount]).toEqual(['2', 1_220_000n]);
    expect(rest!.purpose).toContain('В том числе НДС 22% 2200-00 руб.');
  });

  it('wait for requisites a bank would refuse, and say which', async () => {
    const romashka = await world.account('ООО «Ромашка»');
    await romashka.givesRequisites({ bic: undefined, settlementAccount: undefined });
    await pays(romashka, '12200.00');
    await leaves(romashka);
    expect((await listed()).map(({ obstacle, payee }) => [obstacle?.code, payee])).toEqual([
      ['account_missing', null],
    ]);
    expect(await refusal()).toBe(
      'Платить пока нельзя. ООО «Ромашка»: У клиента не указан расчётный счёт или БИК',
    );
  });

  it('are not for managers and support', async () => {
    for (const role of ['account_manager', 'support'] as const)
      expect((await (await world.staff(role)).sends('GET', file)).status).toBe(403);
  });
});
