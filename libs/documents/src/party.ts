import type { LocalDate } from '@rocket/kernel';
import type { PersonName } from './person-name';

/**
 * Who stands in a document. Texts are printed exactly as given: the requisites were checked where they were
 * entered, and a tax document repeats the state registers letter for letter.
 */
export interface PartyRequisites {
  /** Full or usual name as in the state register; for a sole trader «ИП Фамилия Имя Отчество». */
  readonly name: string;
  /** Short name, preferred where banks limit the length. */
  readonly shortName?: string | null;
  /** 10 digits of an organisation, 12 of a person. */
  readonly inn: string;
  /** None for a sole trader. */
  readonly kpp: string | null;
  readonly ogrn?: string | null;
  readonly address: string;
  readonly phone?: string | null;
  /** «Иванов И.И.» of the person who signs. */
  readonly signatory?: string | null;
  /** Post of that person: «Генеральный директор». */
  readonly signatoryPost?: string | null;
  /** The same person with the names apart; of a sole trader, the trader. Electronic formats want it. */
  readonly signatoryName?: PersonName | null;
  /** The power of attorney the person signs by, when it is not the charter. */
  readonly powerOfAttorney?: { readonly number: string; readonly issuedOn: LocalDate } | null;
  /** Chief accountant, or whoever signs instead. */
  readonly accountant?: string | null;
  /** Identifier of a participant of electronic exchange, operator's code first: `2BM-6732180881-…`. */
  readonly edoId?: string | null;
  readonly bankName?: string | null;
  readonly bic?: string | null;
  readonly settlementAccount?: string | null;
  readonly correspondentAccount?: string | null;
}

/** Someone who signs a document instead of the person named in the requisites. */
export interface Signatory {
  readonly name: string;
  readonly post?: string | null;
  /** Ground of the authority when it is not the charter: «доверенность № 3 от 01.09.2026». */
  readonly authority?: string | null;
}

/** A person is known by the twelve digits of the INN: a sole trader signs on another line and has no KPP. */
export const isSoleTrader = (party: PartyRequisites): boolean => party.inn.length === 12;

/** `6732180881/673201001`, or the bare INN where there is no KPP: lines 2б and 6б of the tax invoice. */
export const innAndKpp = (party: PartyRequisites): string =>
  party.kpp ? `${party.inn}/${party.kpp}` : party.inn;

/** One line for an invoice: name, ИНН, КПП, address and phone, what is absent left out. */
export const partyLine = (party: PartyRequisites): string =>
  [
    party.name,
    `ИНН ${party.inn}`,
    party.kpp && `КПП ${party.kpp}`,
    party.address,
    party.phone && `тел.: ${party.phone}`,
  ]
    .filter(Boolean)
    .join(', ');
