import type { Currency, LocalDate, Minor } from '@rocket/kernel';
import type { PartyRequisites } from './party';
import { assertLinesAddUp, type UpdLine } from './upd-facts';

/** What an act and a certificate say in common: services or rights handed over for money. Amounts in minor units. */
export interface HandoverFacts {
  readonly number: string;
  readonly issuedOn: LocalDate;
  readonly seller: PartyRequisites;
  readonly customer: PartyRequisites;
  /** «Публичная оферта № 6 от 19.08.2025». */
  readonly basis: string;
  readonly currency: Currency;
  readonly lines: readonly UpdLine[];
  readonly totals: { readonly net: Minor; readonly vat: Minor; readonly gross: Minor };
  /** The day of the handover. */
  readonly transferredOn: LocalDate;
  /** Both days inclusive. */
  readonly servicePeriod?: { readonly from: LocalDate; readonly to: LocalDate } | null;
}

/** An act («акт») of services rendered or rights granted. */
export interface ActFacts extends HandoverFacts {
  readonly subject: 'services' | 'rights';
  /** «3 рабочих дня»: silence for so long accepts the act; null when the offer says no such thing. */
  readonly silence: string | null;
}

/** A certificate («сертификат»): its number is what the holder shows. */
export interface CertificateFacts extends HandoverFacts {
  /** Last day on which it may be used; null: as the offer says. */
  readonly validUntil: LocalDate | null;
  /** Who holds it when it is not the customer; a person without requisites. */
  readonly holder?: string | null;
  /** Of a package: what it is called. */
  readonly packageName?: string;
  /** Of a package: the services it gives, each with how many. */
  readonly contents?: readonly { readonly name: string; readonly count: number }[];
}

/** @throws Error naming the paper and what does not fit: the books gave the facts, so this is a bug and not an outcome */
export const assertHandoverAddsUp = (name: string, facts: HandoverFacts): void =>
  assertLinesAddUp(`${name} ${facts.number}`, facts);
