import { addDays, yearOf, type LocalDate, type Minor } from '@rocket/kernel';
import type { IncomingPayment } from './incoming-payments';
import { isSameName, namesCustomer } from './customer-name';
import { canonicalInvoiceNumber, namedInvoices, type NamedInvoice } from './invoice-numbers';

/** An invoice still waiting for its money, with the customer it was issued to. The sum is in kopecks. */
export interface OpenInvoice {
  readonly id: string;
  readonly accountId: string;
  readonly number: string;
  readonly issuedOn: LocalDate;
  readonly amount: Minor;
  /** What of the sum is still to be paid; the whole of it when left out. */
  readonly rest?: Minor;
  /** Null while the customer has not filled its requisites. */
  readonly customerInn: string | null;
  readonly customerName: string;
}

/** Why a receipt waits for a person. */
export const UNALLOCATED_REASONS = ['no_invoice', 'third_party', 'ambiguous', 'unknown_payer'] as const;
export type UnallocatedReason = (typeof UNALLOCATED_REASONS)[number];

export type MatchDecision =
  | {
      readonly kind: 'invoice';
      readonly invoiceId: string;
      readonly accountId: string;
      readonly because: 'invoice_number' | 'inn_and_sum';
      /** Set when one payment is for several invoices: what of it is for which. They add up to the payment. */
      readonly shares?: readonly { readonly invoiceId: string; readonly amount: Minor }[];
    }
  | {
      readonly kind: 'unallocated';
      readonly because: UnallocatedReason;
      /** A sentence for staff, Russian. It may hold names: it is not for logs. */
      readonly detail: string;
    };

export type MatchedPayment = Pick<IncomingPayment, 'amount' | 'purpose'> & {
  readonly payer: Pick<IncomingPayment['payer'], 'name' | 'inn'>;
  readonly receivedOn?: LocalDate;
};

export interface MatchCandidates {
  readonly openInvoices: readonly OpenInvoice[];
  /** Accounts that said in writing that this payer pays for them (rule 3). */
  readonly confirmedPayers?: ReadonlySet<string>;
}

const restOf = (invoice: OpenInvoice): Minor => invoice.rest ?? invoice.amount;

const unallocated = (because: UnallocatedReason, detail: string): MatchDecision => ({
  kind: 'unallocated',
  because,
  detail,
});

/**
 * Decides whose money it is. First by the invoice numbers the purpose names, then by the payer's INN together
 * with the exact sum of an open invoice; never by a name alone and never by a sum alone. The sum need not be
 * the invoice's when the number is named: all of the money goes to the account (rule 1). A payment by a third
 * party needs the customer named beside the number, or its written word (rule 3, clause 3.4). One payment for several
 * invoices pays them in the order they are named; what is over goes with the last one. Facts: ru-docs-payments §4.2.
 */
export function matchPayment(payment: MatchedPayment, candidates: MatchCandidates): MatchDecision {
  const named = namedInvoices(payment.purpose);
  const { openInvoices } = candidates;
  const byNumber = new Map(named.map(({ number }) => [number, [] as OpenInvoice[]]));
  if (named.length > 0)
    for (const invoice of openInvoices) byNumber.get(canonicalInvoiceNumber(invoice.number))?.push(invoice);
  const meant = named.flatMap((name) => meantBy(name, byNumber.get(name.number)!, payment));
  if (meant.length === 0) return decideByInn(payment, named, openInvoices);
  const timely = meant.filter((invoice) => !isLongBefore(payment, invoice));
  if (timely.length > 0) return decideByNumber(payment, timely, candidates.confirmedPayers);
  return unallocated('no_invoice', olderThan(payment, meant[0]!));
}

/** An invoice is not paid long before it is issued: a number of older books happens to be one of ours. */
const DAYS_AHEAD = 30;
const isLongBefore = ({ receivedOn }: MatchedPayment, { issuedOn }: OpenInvoice): boolean =>
  receivedOn !== undefined && addDays(receivedOn, DAYS_AHEAD) < issuedOn;
const olderThan = ({ receivedOn }: MatchedPayment, { number, issuedOn }: OpenInvoice): string =>
  `Деньги пришли ${dotted(receivedOn!)}, задолго до выставления счёта № ${number} от ${dotted(issuedOn)}: ` +
  'проверьте, тот ли это счёт.';
const dotted = (day: LocalDate): string => day.split('-').reverse().join('.');

/**
 * Numbers start again every year. The date written at the number decides, then the payer's own invoice, then
 * the latest one. An invoice of another year than the written date is somebody else's unless the INN is the same.
 */
function meantBy(named: NamedInvoice, sameNumber: OpenInvoice[], { payer }: MatchedPayment): OpenInvoice[] {
  const ofPayer = (invoice: OpenInvoice): boolean => payer.inn !== null && invoice.customerInn === payer.inn;
  const { date } = named;
  const possible = sameNumber.filter(
    (invoice) => date === null || yearOf(invoice.issuedOn) === yearOf(date) || ofPayer(invoice),
  );
  const narrower = [
    (invoice: OpenInvoice) => invoice.issuedOn === date,
    ofPayer,
    (invoice: OpenInvoice) => possible.every((other) => other.issuedOn <= invoice.issuedOn),
  ];
  return narrower.reduce((left, fits) => (left.some(fits) ? left.filter(fits) : left), possible);
}

function decideByNumber(
  payment: MatchedPayment,
  meant: OpenInvoice[],
  confirmed: ReadonlySet<string> = new Set(),
): MatchDecision {
  const numbers = [...new Set(meant.map((invoice) => `№ ${invoice.number}`))].join(', ');
  if (new Set(meant.map((invoice) => invoice.accountId)).size > 1)
    return unallocated('ambiguous', `В назначении названы счета разных клиентов: ${numbers}.`);
  const paid = meant.filter((one) => confirmed.has(one.accountId) || isPaidForCustomer(payment, one));
  const [invoice] = paid;
  if (!invoice) {
    const payer = `${payment.payer.name || 'без имени'} (ИНН ${payment.payer.inn ?? 'не указан'})`;
    return unallocated(
      'third_party',
      `Счёт ${numbers} выставлен клиенту ${meant[0]!.customerName}, а платит ${payer}: ` +
        'в назначении клиент не назван, нужно письменное подтверждение.',
    );
  }
  const exact = paid.find((one) => restOf(one) === payment.amount);
  const because = 'invoice_number';
  const { id, accountId } = exact ?? invoice;
  if (exact || paid.length === 1) return { kind: 'invoice', invoiceId: id, accountId, because };
  return { kind: 'invoice', invoiceId: id, accountId, because, shares: sharesOf(payment.amount, paid) };
}

/** Each invoice gets what is still to be paid of it, in order, while the money lasts; the last one what is over. */
function sharesOf(amount: Minor, invoices: readonly OpenInvoice[]): { invoiceId: string; amount: Minor }[] {
  let left = amount;
  const shares: { invoiceId: string; amount: Minor }[] = [];
  for (const invoice of invoices) {
    const share = restOf(invoice) < left ? restOf(invoice) : left;
    if (share > 0n) shares.push({ invoiceId: invoice.id, amount: share });
    left -= share > 0n ? share : 0n;
  }
  const last = shares.pop();
  if (!last) return [{ invoiceId: invoices[0]!.id, amount }];
  return [...shares, { ...last, amount: last.amount + left }];
}

function isPaidForCustomer({ payer, purpose }: MatchedPayment, invoice: OpenInvoice): boolean {
  const { customerInn, customerName } = invoice;
  if (customerInn === null || payer.inn === customerInn) return true;
  // Some banks leave the payer's INN out; with the number named, the customer's own name is proof enough.
  if (payer.inn === null && isSameName(payer.name, customerName)) return true;
  const innNamed = new RegExp(`(?<!\\d)${customerInn}(?!\\d)`).test(purpose);
  return innNamed || namesCustomer(purpose, customerName);
}

function decideByInn(
  payment: MatchedPayment,
  named: readonly NamedInvoice[],
  openInvoices: readonly OpenInvoice[],
): MatchDecision {
  const { payer, amount } = payment;
  const own = payer.inn === null ? [] : openInvoices.filter((invoice) => invoice.customerInn === payer.inn);
  const fitting = own.filter((invoice) => restOf(invoice) === amount && !isLongBefore(payment, invoice));
  const [oldest] = [...fitting].sort((a, b) =>
    a.issuedOn === b.issuedOn ? 0 : a.issuedOn < b.issuedOn ? -1 : 1,
  );
  if (oldest && fitting.every((invoice) => invoice.accountId === oldest.accountId))
    return {
      kind: 'invoice',
      invoiceId: oldest.id,
      accountId: oldest.accountId,
      because: 'inn_and_sum',
    };
  if (oldest)
    return unallocated(
      'ambiguous',
      `По ИНН ${payer.inn} открыты счета на эту сумму в разных аккаунтах: ` +
        `${fitting.map((invoice) => `№ ${invoice.number}`).join(', ')}.`,
    );
  if (named.length > 0)
    return unallocated(
      'no_invoice',
      `Названный в назначении счёт № ${named.map((name) => name.number).join(', ')} среди открытых не найден.`,
    );
  if (own.length > 0)
    return unallocated(
      'no_invoice',
      `Номер счёта не назван, а открытого счёта на эту сумму у плательщика (ИНН ${payer.inn}) нет.`,
    );
  // Who asks may have left out invoices over other sums: nothing is said of them.
  return unallocated(
    'unknown_payer',
    payer.inn === null
      ? 'Номер счёта не назван, ИНН плательщика не указан.'
      : `Номер счёта не назван, открытого счёта на эту сумму у плательщика с ИНН ${payer.inn} нет.`,
  );
}
