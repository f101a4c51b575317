import { routes, type SearchHitDto } from '@rocket/contracts';
import { bankFile } from '../kit/bank-file';
import type { Customer } from '../kit/customer';
import { World } from '../kit/world';

let world: World;
let romashka: Customer;
let vector: Customer;
beforeAll(async () => {
  world = await World.open();
  await world.begin('2027-06-01T09:00:00+03:00');
  romashka = await world.account('ООО «Ромашка»');
  vector = await world.account('Вектор Плюс');
  await romashka.givesRequisites({ legalName: 'ООО «Полевые цветы»' });
  await vector.givesRequisites();
});
afterAll(() => world?.end());

const finds = async (q: string, limit?: number): Promise<SearchHitDto[]> => {
  const support = await world.staff('support');
  return (await support.asks(routes.search, { query: { q, limit } as never })).items;
};
const told = (hits: SearchHitDto[]) => hits.map(({ account, why }) => [account?.name ?? null, why.kind]);

describe('staff find an account by one line', () => {
  it('by any part of its name, whatever the case, and by the name of its company', async () => {
    expect(told(await finds('ромаш'))).toEqual([['ООО «Ромашка»', 'name']]);
    expect(told(await finds('полевые'))).toEqual([['ООО «Ромашка»', 'legal_name']]);
    expect(await finds('полевые')).toMatchObject([{ why: { text: 'ООО «Полевые цветы»' } }]);
  });

  it('by its address in amoCRM, copied as it is', async () => {
    const { subdomain } = vector.account;
    expect(told(await finds(`https://${subdomain}.amocrm.ru/leads/`))).toEqual([
      ['Вектор Плюс', 'subdomain'],
    ]);
  });

  it('by the beginning of its INN, the whole of it, and its number in amoCRM', async () => {
    expect(told(await finds(romashka.inn))).toEqual([['ООО «Ромашка»', 'inn']]);
    expect(told(await finds(romashka.inn.slice(0, 4)))).toContainEqual(['ООО «Ромашка»', 'inn']);
    expect(told(await finds(String(vector.account.amocrmAccountId)))).toEqual([['Вектор Плюс', 'amocrm_id']]);
  });

  it('by the number of an invoice and by a sum, with what it was', async () => {
    const invoice = await romashka.invoices('6100.00');
    const number = await finds(`счёт №${invoice.number}`);
    expect(number).toMatchObject([
      {
        account: { id: romashka.id },
        why: { kind: 'invoice', id: invoice.id, by: 'number', state: 'issued' },
      },
    ]);
    await world.topUp(vector, '5400.00');
    expect(await finds('6 100,00 ₽')).toMatchObject([
      { account: { id: romashka.id }, why: { kind: 'invoice', by: 'amount', amount: { amount: '6100.00' } } },
    ]);
    expect(await finds('5400')).toMatchObject([
      {
        account: { id: vector.id },
        why: { kind: 'receipt', state: 'credited', amount: { amount: '5400.00' } },
      },
    ]);
  });

  it('and money that is nobody’s yet, by its sum', async () => {
    const payment = await world.payment({
      amount: '777.00',
      payer: { name: 'ИП Кто-то', inn: '500100732259' },
      purpose: 'Оплата',
    });
    await world.importsStatement(bankFile([payment]));
    expect(await finds('777,00')).toMatchObject([
      { account: null, why: { kind: 'receipt', state: 'unallocated', payer: 'ИП Кто-то' } },
    ]);
  });

  it('the likeliest first: the exact name, then its beginning, then a part of it', async () => {
    await world.account('Север');
    await world.account('Северный ветер');
    await world.account('Крайсевер');
    expect((await finds('север')).map(({ account }) => account!.name)).toEqual([
      'Север',
      'Северный ветер',
      'Крайсевер',
    ]);
    expect(await finds('север', 1)).toHaveLength(1);
  });

  it('nothing for what means nothing, and signs that a pattern would take for its own are signs', async () => {
    expect(await finds('%')).toEqual([]);
    expect(await finds('_')).toEqual([]);
    expect(await finds('(')).toEqual([]);
    expect(await finds('нет такого')).toEqual([]);
  });

  it('not for customers, and not without a word', async () => {
    expect(await romashka.owner.isRefused(routes.search, { query: { q: 'Вектор' } })).toMatchObject({
      code: 'forbidden',
    });
    const support = await world.staff('support');
    expect(await support.isRefused(routes.search, { query: { q: ' ' } })).toMatchObject({
      code: 'validation_failed',
      errors: [{ path: 'q' }],
    });
  });
});
