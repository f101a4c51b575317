import type { LocalDate } from '@rocket/kernel';
import type { ContractReference } from './contract-reference';
import type { PersonName } from './person-name';

/** A machine-readable power of attorney (МЧД) kept in an information system: `СвДоверЭл`. */
export interface ElectronicPower {
  /** UUID of the power. */
  readonly number: string;
  readonly issuedOn: LocalDate;
  /** Name of the system that keeps it: `ИдСистХран`. */
  readonly keptIn: string;
}

/** A power of attorney on paper: `СвДоверБум`. */
export interface PaperPower {
  readonly number: string;
  readonly issuedOn: LocalDate;
}

/** Who signs the file. */
export interface XmlSignatory extends PersonName {
  readonly post?: string | null;
  /**
   * `СпосПодтПолном`: 1 by the data of the signature (a head with the organisation's own), 2 a machine-readable power of
   * attorney sent along, 3 one kept in a system, named in `electronicPower`, 4 one named in another way, 5 a paper one,
   * named in `paperPower`, 6 other.
   */
  readonly authorityKind: 1 | 2 | 3 | 4 | 5 | 6;
  readonly electronicPower?: ElectronicPower | null;
  readonly paperPower?: PaperPower | null;
}

export interface Country {
  /** ОКСМ: `"643"`. */
  readonly code: string;
  readonly name: string;
}

/** What every file of a format of FNS says beyond the facts of its document. */
export interface ExchangeEnvelope {
  /** Identifiers of the participants of electronic exchange, operator's code first: `2BM-6732180881-…`. */
  readonly senderId: string;
  readonly recipientId: string;
  /** UUID that no other file has. */
  readonly guid: string;
  /** Name and version of the program, at most 40 characters. */
  readonly programVersion: string;
  /** When the file is made, in the seller's zone: the caller reads the clock. Time as `HH:MM:SS`. */
  readonly formedAt: { readonly date: LocalDate; readonly time: string };
  readonly signatory: XmlSignatory;
  /** Name of the seller or the customer that is a sole trader; required for one. */
  readonly sellerPerson?: PersonName | null;
  readonly customerPerson?: PersonName | null;
}

/** What the electronic UPD says beyond the facts of the paper one. Absent countries are Russia. */
export interface UpdXmlEnvelope extends ExchangeEnvelope {
  /** [8] apart: name, number («Без номера» where there is none) and date of the contract; null: no such document. */
  readonly basis: ContractReference | null;
  readonly sellerAddressCountry?: Country | null;
  readonly customerAddressCountry?: Country | null;
  /**
   * Names of the text fields that carry line 5б: the format has no element for it, and the names that FNS letter
   * ЕА-4-26/11336@ gives are not known here (facts 1.5), so they are a setting. Without them facts with advance invoices
   * are refused.
   */
  readonly advanceInvoiceFields?: { readonly number: string; readonly date: string } | null;
}
