import { yearOf, type LocalDate, type Minor } from '@rocket/kernel';
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
    }
  | {
      readonly kind: 'unallocated';
      readonly because: UnallocatedReason;
      /** A sentence for staff, Russian. It may hold names: it is not for logs. */
      readonly detail: string;
    };

export type MatchedPayment = Pick<IncomingPayment, 'amount' | 'payer' | 'purpose'>;

const unallocated = (because: UnallocatedReason, detail: string): MatchDecision => ({
  kind: 'unallocated',
  because,
  detail,
});

/**
 * Decides whose money it is. First by the invoice numbers the purpose names, then by the payer's INN together
 * with the exact sum of an open invoice; never by a name alone and never by a sum alone. The sum need not be
 * the invoice's when the number is named: all of the money goes to the account (rule 1). A payment by a third
 * party needs the customer named beside the number (rule 3, clause 3.4). Facts: ru-docs-payments §4.2.
 */
export function matchPayment(
  payment: MatchedPayment,
  candidates: { readonly openInvoices: readonly OpenInvoice[] },
): MatchDecision {
  const named = namedInvoices(payment.purpose);
  const { openInvoices } = candidates;
  const byNumber = new Map(named.map(({ number }) => [number, [] as OpenInvoice[]]));
  if (named.length > 0)
    for (const invoice of openInvoices) byNumber.get(canonicalInvoiceNumber(invoice.number))?.push(invoice);
  const meant = named.flatMap((name) => meantBy(name, byNumber.get(name.number)!, payment));
  return meant.length > 0 ? decideByNumber(payment, meant) : decideByInn(payment, named, openInvoices);
}

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

function decideByNumber(payment: MatchedPayment, meant: OpenInvoice[]): MatchDecision {
  const numbers = [...new Set(meant.map((invoice) => `№ ${invoice.number}`))].join(', ');
  if (new Set(meant.map((invoice) => invoice.accountId)).size > 1)
    return unallocated('ambiguous', `В назначении названы счета разных клиентов: ${numbers}.`);
  const [invoice, ...more] = meant.filter((one) => isPaidForCustomer(payment, one));
  if (!invoice) {
    const payer = `${payment.payer.name || 'без имени'} (ИНН ${payment.payer.inn ?? 'не указан'})`;
    return unallocated(
      'third_party',
      `Счёт ${numbers} выставлен клиенту ${meant[0]!.customerName}, а платит ${payer}: ` +
        'в назначении клиент не назван, нужно письменное подтверждение.',
    );
  }
  const { id, accountId } = [invoice, ...more].find((one) => one.amount === payment.amount) ?? invoice;
  return { kind: 'invoice', invoiceId: id, accountId, because: 'invoice_number' };
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
  { payer, amount }: MatchedPayment,
  named: readonly NamedInvoice[],
  openInvoices: readonly OpenInvoice[],
): MatchDecision {
  const own = payer.inn === null ? [] : openInvoices.filter((invoice) => invoice.customerInn === payer.inn);
  const fitting = own.filter((invoice) => invoice.amount === amount);
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
  return unallocated(
    'unknown_payer',
    payer.inn === null
      ? 'Номер счёта не назван, ИНН плательщика не указан.'
      : `Номер счёта не назван, открытых счетов у плательщика с ИНН ${payer.inn} нет.`,
  );
}
