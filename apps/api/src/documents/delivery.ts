import { vatInside, vatRate } from '@rocket/billing';
import type { OfferTerms, TermOfDays } from '@rocket/catalog';
import type { RequisitesDto } from '@rocket/contracts';
import {
  correctionTotals,
  printable,
  type ActFacts,
  type CertificateFacts,
  type CorrectionFacts,
  type DocumentReference,
  type UpdFacts,
} from '@rocket/documents';
import { sum, type LocalDate, type Minor } from '@rocket/kernel';
import type { AccountRecord } from '../accounts/account.store';
import { partyOf, personOf } from './party-of';

export type ClosingKind = Exclude<OfferTerms['closingDocument']['kind'], 'none'>;

/** Services rendered or rights granted that are to have a paper. Amounts are gross minor units, VAT inside. */
export interface Delivery {
  /** The fact that makes the paper due, once: `receipt:…`, `month:2026-11`, `entry:…`. */
  readonly source: string;
  readonly issuedOn: LocalDate;
  /** The tax date: it chooses the rate. */
  readonly transferredOn: LocalDate;
  readonly servicePeriod: { readonly from: LocalDate; readonly to: LocalDate } | null;
  readonly lines: readonly {
    readonly name: string;
    readonly productCode: string | null;
    readonly gross: Minor;
    /** How many of which unit, where one charge is told. */
    readonly measured?: { readonly quantity: string; readonly unit: string } | null;
  }[];
  /** (5) */
  readonly paymentDocuments: readonly DocumentReference[];
  /** (5б) */
  readonly advanceInvoices: readonly DocumentReference[];
  /** Of a package that has a certificate: its number was given with the payment. */
  readonly certificate?: IssuedCertificate | undefined;
}

/** What the paper of a certificate repeats of it. */
export interface IssuedCertificate {
  /** Its place in the series of the seller. */
  readonly place: number;
  /** What its holder names. */
  readonly number: string;
  /** Null: the account holds it itself. */
  readonly holder: string | null;
  readonly packageName: string;
  readonly contents: readonly { readonly name: string; readonly count: number }[];
}

export type ClosingFacts = UpdFacts | ActFacts | CertificateFacts;

/** What a closing document of a kind says about a delivery; VAT by the line at the rate of the tax date. */
export function closingFacts(
  kind: ClosingKind,
  account: AccountRecord,
  /** Null: a certificate is issued to a person without any. */
  requisites: RequisitesDto | null,
  delivery: Delivery,
  number: number,
): ClosingFacts {
  const { seller, terms } = account;
  const percent = vatRate(seller.vatRegime, delivery.transferredOn);
  // The form of Kazakhstan counts what is handed over; the usual ones have dashes there.
  const isCounted = kind === 'act' && seller.country === 'KZ';
  const lines = delivery.lines.map(({ name, productCode, gross, measured }) => {
    const vat = vatInside(gross, percent);
    return {
      name,
      productCode,
      ...(isCounted ? measured : {}),
      vatRate: percent?.toString() ?? null,
      net: gross - vat,
      vat,
      gross,
    };
  });
  const total = (part: 'net' | 'vat' | 'gross') => sum(lines.map((line) => line[part]));
  const common = {
    number: String(number),
    issuedOn: delivery.issuedOn,
    seller: partyOf(seller.requisites, seller.country),
    customer: requisites ? partyOf(requisites, seller.country) : personOf(printable(account.name)),
    basis: terms.title,
    currency: seller.currency,
    lines,
    totals: { net: total('net'), vat: total('vat'), gross: total('gross') },
    transferredOn: delivery.transferredOn,
    servicePeriod: delivery.servicePeriod,
  };
  switch (kind) {
    case 'upd':
      return {
        ...common,
        status: percent === null ? 2 : 1,
        paymentDocuments: delivery.paymentDocuments,
        advanceInvoices: delivery.advanceInvoices,
      };
    case 'act': {
      const { when, silentAcceptance } = terms.closingDocument;
      return {
        ...common,
        subject: when === 'grant_of_rights' ? 'rights' : 'services',
        silence: silentAcceptance && termWords(silentAcceptance),
      };
    }
    case 'certificate':
      return { ...common, validUntil: null, ...certificateOf(delivery.certificate) };
  }
}

function certificateOf(issued: IssuedCertificate | undefined): Partial<CertificateFacts> {
  if (!issued) return {};
  const { number, holder, packageName, contents } = issued;
  return { number, holder: holder && printable(holder), packageName, contents };
}

const UNITS: Readonly<Record<TermOfDays['unit'], readonly [one: string, many: string]>> = {
  calendar_days: ['календарного', 'календарных'],
  working_days: ['рабочего', 'рабочих'],
  banking_days: ['банковского', 'банковских'],
};

/** «3 рабочих дней», as after «в течение». */
export function termWords({ count, unit }: TermOfDays): string {
  const isOne = new Intl.PluralRules('ru').select(count) === 'one';
  return `${count} ${UNITS[unit][isOne ? 0 : 1]} ${isOne ? 'дня' : 'дней'}`;
}

/** A charge that was taken back after its UPD had been drawn up. */
export interface TakenBack {
  readonly reason: string | null;
  readonly amount: Minor;
  readonly productCode: string | null;
}

/**
 * What the correction of a UPD says when a charge it covers has been taken back: the line becomes smaller at the rate of the
 * UPD, from what earlier corrections left of it (facts 1.8). Null when no line of it is about the product.
 */
export function takenBackFacts(
  upd: UpdFacts,
  earlier: readonly CorrectionFacts[],
  taken: TakenBack,
  issued: { number: number; on: LocalDate },
): CorrectionFacts | null {
  const index = upd.lines.findIndex(({ productCode }) => (productCode ?? null) === taken.productCode);
  const line = upd.lines[index];
  if (!line) return null;
  const corrected = earlier.flatMap(({ lines }) =>
    lines.filter(
      (one) =>
        one.originalNumber === upd.number &&
        // A number begins anew each year.
        (one.originalIssuedOn ?? upd.issuedOn) === upd.issuedOn &&
        (one.originalLine ?? 1) === index + 1,
    ),
  );
  const { net, vat, gross } = corrected.at(-1)?.after ?? line;
  const left = gross - taken.amount;
  const leftVat = vatInside(left, line.vatRate === null ? null : BigInt(line.vatRate));
  const lines = [
    {
      name: line.name,
      originalNumber: upd.number,
      originalIssuedOn: upd.issuedOn,
      originalLine: index + 1,
      vatRate: line.vatRate,
      before: { net, vat, gross },
      after: { net: left - leftVat, vat: leftVat, gross: left },
    },
  ];
  return {
    number: String(issued.number),
    issuedOn: issued.on,
    status: upd.status,
    seller: upd.seller,
    customer: upd.customer,
    original: [{ number: upd.number, date: upd.issuedOn }],
    basis: upd.basis,
    note: taken.reason && `Списание отменено: ${printable(taken.reason)}`,
    currency: upd.currency,
    lines,
    totals: correctionTotals(lines),
  };
}
