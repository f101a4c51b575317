import { routes, type StatementResultDto } from '@rocket/contracts';
import { SELLERS_ACCOUNT, bankFile, type Payment } from './bank-file';
import { IMPORT_DAYS, PRICES, rubles, type PlannedAccount, type PlannedReceipt } from './busy-seller';
import type { Customer } from './customer';
import { SELLER, type World } from './world';

const AT_ONCE = 6;
/** The other seller's bank account: its key fits the same BIC. */
const MONTHLY_ACCOUNT = '40702810500000000001';
export const STRANGERS = [7_701n, 1n, 999_999n];

type Told = (phase: string) => void;

/** Plays October over HTTP, as customers, staff and a bank would. Answers the customers in the order of the plan. */
export async function playBusyMonth(
  world: World,
  plan: readonly PlannedAccount[],
  told: Told,
): Promise<Customer[]> {
  await world.begin('2026-10-05T09:00:00+03:00');
  await addSellers(world);
  const customers: Customer[] = [];
  for (const { index, seller } of plan)
    customers[index] = await world.account(`ООО «Компания ${index}»`, { seller });
  await inTurns(customers, (customer) => customer.givesRequisites());
  told('accounts');
  let before: Payment[] = [];
  for (const [file, day] of IMPORT_DAYS.entries()) {
    if (file > 0) await world.moveTo(`2026-10-${day}T09:00:00+03:00`);
    told(`the days before the ${day}th`);
    const payments = await paymentsOf(world, plan, customers, file);
    const repeated = before.slice(-Math.ceil(before.length / 10));
    const result = await importAll(world, [...repeated, ...payments]);
    expect([result.duplicates, result.rejected]).toEqual([repeated.length, []]);
    before = payments;
    told(`${payments.length} receipts of the ${day}th`);
    if (file === 0) await connect(world, plan, customers);
    if (file === 0) await someLeave(plan, customers);
    if (file === 2) await takeBack(world, plan, customers, 'reversed');
    told(`what customers and staff did on the ${day}th`);
  }
  await payRefunds(world, plan, customers);
  told('refunds');
  await world.moveTo('2026-11-01T12:00:00+03:00');
  told('the end of the month');
  return customers;
}

async function addSellers(world: World): Promise<void> {
  const administrator = await world.staff('administrator');
  const profile = await administrator.asks(routes.sellerProfile, { params: { code: SELLER } });
  const closingDocument = { ...profile.terms.closingDocument, when: 'month_end' as const };
  const requisites = { ...profile.requisites, settlementAccount: MONTHLY_ACCOUNT };
  await administrator.asks(routes.createSeller, {
    body: { ...profile, code: 'monthly', requisites, terms: { ...profile.terms, closingDocument } },
  });
  for (const seller of [SELLER, 'monthly']) {
    await world.product(`daily-${seller}`, { price: rubles(PRICES.daily), period: 'P1D', seller });
    await world.product(`licence-${seller}`, { price: rubles(PRICES.licence), seller });
  }
}

/** Invoices of this file's receipts, and the bank's payments by them; cards are charged at once. */
async function paymentsOf(
  world: World,
  plan: readonly PlannedAccount[],
  customers: readonly Customer[],
  file: number,
): Promise<Payment[]> {
  const due = plan.flatMap((account) =>
    account.receipts.filter((receipt) => receipt.file === file).map((receipt) => ({ account, receipt })),
  );
  const paid = await inTurns(due, async ({ account, receipt }) => {
    const customer = customers[account.index]!;
    const { id, number } = await customer.invoices(rubles(receipt.amount));
    if (receipt.by === 'card') return payByCard(world, customer, id);
    return paymentBy(world, customer, account, receipt, number);
  });
  const strangers = file === 1 ? await strangersPayments(world) : [];
  return [...paid.filter((payment) => payment !== null), ...strangers];
}

const paymentBy = (
  world: World,
  customer: Customer,
  { seller }: PlannedAccount,
  { amount }: PlannedReceipt,
  number: string | number,
): Promise<Payment> =>
  world.payment({
    amount: rubles(amount),
    payer: { name: customer.account.name, inn: customer.inn },
    purpose: `Оплата по счёту № ${number}. В т.ч. НДС 22%`,
    payeeAccount: seller === SELLER ? SELLERS_ACCOUNT : MONTHLY_ACCOUNT,
  });

const strangersPayments = (world: World): Promise<Payment[]> =>
  Promise.all(
    STRANGERS.map((amount) =>
      world.payment({
        ...{ amount: rubles(amount), purpose: 'Перевод средств' },
        payer: { name: 'ИП Незнакомец', inn: '500100732259' },
      }),
    ),
  );

async function payByCard(world: World, customer: Customer, invoice: string): Promise<null> {
  const params = { id: customer.id, invoice };
  const { url } = await customer.owner.asks(routes.payInvoice, { params, body: { provider: 'yookassa' } });
  await world.shops.yookassa.pay(world.shops.yookassa.at(url!).id);
  return null;
}

/** A bank gives a file for each account. */
async function importAll(
  world: World,
  payments: readonly Payment[],
): Promise<Pick<StatementResultDto, 'duplicates' | 'rejected'>> {
  const results: StatementResultDto[] = [];
  for (const account of [SELLERS_ACCOUNT, MONTHLY_ACCOUNT]) {
    const own = payments.filter(({ payeeAccount }) => (payeeAccount ?? SELLERS_ACCOUNT) === account);
    if (own.length > 0) results.push(await world.importsStatement(bankFile(own)));
  }
  return {
    duplicates: results.reduce((count, result) => count + result.duplicates, 0),
    rejected: results.flatMap(({ rejected }) => rejected),
  };
}

async function connect(
  world: World,
  plan: readonly PlannedAccount[],
  customers: readonly Customer[],
): Promise<void> {
  await world.staff('support');
  await inTurns(plan, async ({ index, seller, product, hasBonus }) => {
    const customer = customers[index]!;
    if (hasBonus) await world.grants(customer, '300.00');
    await customer.connects(`${product}-${seller}`, { period: product === 'daily' ? 'P1D' : 'P1M' });
  });
}

async function someLeave(plan: readonly PlannedAccount[], customers: readonly Customer[]): Promise<void> {
  const body = { reason: 'Закрываемся', initiator: 'customer' as const };
  const leaving = plan.filter(({ fate }) => fate === 'leaves');
  await inTurns(leaving, ({ index }) => {
    const { owner, id } = customers[index]!;
    return owner.asks(routes.terminateAccount, { params: { id }, body });
  });
}

/** Staff take the charge of a month back. */
export async function takeBack(
  world: World,
  plan: readonly PlannedAccount[],
  customers: readonly Customer[],
  fate: PlannedAccount['fate'],
): Promise<void> {
  const administrator = await world.staff('administrator');
  const chosen = plan.filter((account) => account.fate === fate);
  await inTurns(chosen, async ({ index }) => {
    for (const { id } of await customers[index]!.entries('charge')) {
      const body = { reason: 'Услуга не оказана' };
      await administrator.asks(routes.reverseEntry, { params: { id }, body });
    }
  });
}

async function payRefunds(
  world: World,
  plan: readonly PlannedAccount[],
  customers: readonly Customer[],
): Promise<void> {
  const accountant = await world.staff('accountant');
  const leaving = plan.filter(({ fate }) => fate === 'leaves');
  await inTurns(leaving, async ({ index }) => {
    const customer = customers[index]!;
    const refund = await customer.owner.asks(routes.requestRefund, { params: { id: customer.id } });
    const [correction] = await customer.documents('correction');
    const raw = { bytes: new Blob(['%PDF-1.7 подписано']), type: 'application/octet-stream' };
    await customer.owner.asks(routes.signedCopy, { params: { id: correction!.id }, raw });
    await accountant.asks(routes.payRefund, { params: { id: refund.id } });
  });
}

export async function inTurns<Item, T>(
  items: readonly Item[],
  work: (item: Item) => Promise<T>,
): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) results[index] = await work(items[index]!);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}
