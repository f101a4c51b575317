import { routes, type DecideFiscalReceiptDto, type FiscalReceiptDto } from '@rocket/contracts';
import { paysByCard as paysWith } from '../kit/card-refund';
import type { Customer } from '../kit/customer';
import type { Person } from '../kit/person';
import { World } from '../kit/world';

let world: World;
let romashka: Customer;
let accountant: Person;
beforeAll(async () => {
  world = await World.open({ shops: true });
});
afterAll(() => world?.end());
beforeEach(async () => {
  await world.begin('2027-01-11T09:00:00+03:00');
  await world.product('offset-chats', { price: '5000.00' });
  romashka = await world.account('ООО «Ромашка»');
  await romashka.givesRequisites();
  accountant = await world.staff('accountant');
});

const paysByCard = (amount: string): Promise<void> => paysWith(world, romashka, 'yookassa', amount);
const receipts = async (query: { attention?: 'true' } = {}): Promise<FiscalReceiptDto[]> =>
  (await accountant.asks(routes.fiscalReceipts, { query })).items;
const decide = (id: string, body: DecideFiscalReceiptDto, key?: string) => ({
  params: { id },
  body,
  ...(key ? { idempotencyKey: key } : {}),
});
const NUMBERS = {
  decision: 'registered',
  fiscalDocumentNumber: '77',
  fiscalStorageNumber: '9288000100115785',
  fiscalAttribute: '2617000077',
  reason: 'Чек коррекции пробит в кабинете',
} as const;
const atShop = () =>
  world.shops.yookassa.receipts.filter(({ settlements }) => settlements[0]?.type === 'prepayment').length;

it('a receipt of a payment that the register refused is never sent again; a correction receipt stands for it', async () => {
  world.shops.yookassa.faults.receiptsCanceled = true;
  await paysByCard('6100.00');
  await world.moveTo('2027-01-11T09:01:00+03:00');
  const [receipt] = await receipts({ attention: 'true' });
  expect(receipt!.mayBe).toEqual(['registered', 'not_needed']);
  const again = decide(receipt!.id, { decision: 'resend', reason: 'Пробить ещё раз' });
  expect((await accountant.isRefused(routes.decideFiscalReceipt, again)).code).toBe('not_resendable');
  const wrong = decide(receipt!.id, { ...NUMBERS, fiscalStorageNumber: '12' });
  expect((await accountant.isRefused(routes.decideFiscalReceipt, wrong)).errors).toEqual([
    expect.objectContaining({ path: 'fiscalStorageNumber' }),
  ]);
  const settled = await accountant.asks(routes.decideFiscalReceipt, decide(receipt!.id, NUMBERS, 'once-1'));
  expect(settled).toMatchObject({
    state: 'succeeded',
    fiscalDocumentNumber: '77',
    decided: { decision: 'registered', reason: NUMBERS.reason, evidence: expect.stringContaining('ФД 77') },
    mayBe: [],
  });
  expect(settled.decided!.by).toMatch(/^staff:/);
  expect(await receipts({ attention: 'true' })).toEqual([]);
  // The same request again is the same decision; another one is refused.
  await accountant.asks(routes.decideFiscalReceipt, decide(receipt!.id, NUMBERS, 'once-1'));
  expect((await accountant.isRefused(routes.decideFiscalReceipt, decide(receipt!.id, NUMBERS))).code).toBe(
    'already_decided',
  );
});

it('while the register may still answer nobody decides, and an answer after a decision changes nothing', async () => {
  world.shops.yookassa.faults.receiptsStuck = true;
  await paysByCard('6100.00');
  await world.moveTo('2027-01-11T09:30:00+03:00');
  const [receipt] = await receipts();
  const { id } = receipt!;
  expect((await accountant.isRefused(routes.decideFiscalReceipt, decide(id, NUMBERS))).code).toBe(
    'receipt_under_way',
  );
  await world.moveTo('2027-01-11T10:01:00+03:00');
  expect(
    (await accountant.isRefused(routes.decideFiscalReceipt, decide(id, { decision: 'resend', reason: 'x' })))
      .code,
  ).toBe('not_resendable');
  const given = { decision: 'not_needed', evidence: 'Ответ ЮKassa № 15', reason: 'Платёж отменён' } as const;
  await accountant.asks(routes.decideFiscalReceipt, decide(id, given));
  world.shops.yookassa.faults.receiptsStuck = false;
  await world.moveTo('2027-01-12T10:00:00+03:00');
  expect((await receipts())[0]).toMatchObject({
    state: 'canceled',
    decided: { evidence: 'Ответ ЮKassa № 15' },
  });
  expect(await receipts({ attention: 'true' })).toEqual([]);
});

it('a second receipt the register refused goes again once, under a key it has not seen, however often it is asked', async () => {
  await paysByCard('5000.00');
  await romashka.connects('offset-chats');
  await world.moveTo('2027-02-02T23:00:00+03:00');
  world.shops.yookassa.faults.receiptsCanceled = true;
  await world.moveTo('2027-02-03T01:00:00+03:00');
  const offset = (await receipts()).find(({ kind }) => kind === 'offset')!;
  expect([offset.state, offset.mayBe, atShop()]).toEqual([
    'canceled',
    ['registered', 'not_needed', 'resend'],
    1,
  ]);
  world.shops.yookassa.faults.receiptsCanceled = false;
  world.shops.yookassa.faults.cutAfter = 1;
  const wish = { decision: 'resend', reason: 'Касса была закрыта, смена открыта' } as const;
  const answers = await Promise.allSettled(
    Array.from({ length: 5 }, () => accountant.asks(routes.decideFiscalReceipt, decide(offset.id, wish))),
  );
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await world.moveTo('2027-02-05T01:00:00+03:00');
  const now = (await receipts()).find(({ id }) => id === offset.id)!;
  expect([now.state, now.decided!.decision, atShop()]).toEqual(['succeeded', 'resend', 2]);
});

it('deciding is for the accountant and the administrator', async () => {
  world.shops.yookassa.faults.receiptsCanceled = true;
  await paysByCard('6100.00');
  await world.moveTo('2027-01-11T09:01:00+03:00');
  const [receipt] = await receipts();
  for (const person of [await world.staff('support'), romashka.owner])
    expect((await person.isRefused(routes.decideFiscalReceipt, decide(receipt!.id, NUMBERS))).code).toBe(
      'forbidden',
    );
});
