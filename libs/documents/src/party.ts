import { isBin, type LocalDate } from '@rocket/kernel';
import type { PersonName } from './person-name';

/**
 * Who stands in a document. Texts are printed exactly as given: the requisites were checked where they were
 * entered, and a tax document repeats the state registers letter for letter.
 */
export interface PartyRequisites {
  /** Whose requisites these are; left out: Russia's. In Kazakhstan `inn` is the БИН or ИИН, `bic` the SWIFT code, the account the ИИК. */
  readonly country?: 'KZ' | undefined;
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
  /** Kazakhstan: code of the receiver in payment orders. */
  readonly kbe?: string | null;
}

/** Someone who signs a document instead of the person named in the requisites. */
export interface Signatory {
  readonly name: string;
  readonly post?: string | null;
  /** Ground of the authority when it is not the charter: «доверенность № 3 от 01.09.2026». */
  readonly authority?: string | null;
}

/** A person is known by the twelve digits of the INN, in Kazakhstan by an ИИН: a sole trader signs on another line and has no KPP. */
export const isSoleTrader = (party: PartyRequisites): boolean =>
  party.country === 'KZ' ? !isBin(party.inn) : party.inn.length === 12;

/** What the number of a taxpayer is called. */
export const taxNumberLabel = (party: PartyRequisites): string =>
  party.country === 'KZ' ? (isBin(party.inn) ? 'БИН' : 'ИИН') : 'ИНН';

/** What a paper says where nothing is taxed. */
export const withoutVat = (country: 'RU' | 'KZ' | undefined): string =>
  country === 'KZ' ? 'НДС не облагается' : 'Без НДС';

/** `6732180881/673201001`, or the bare INN where there is no KPP: lines 2б and 6б of the tax invoice. */
export const innAndKpp = (party: PartyRequisites): string =>
  party.kpp ? `${party.inn}/${party.kpp}` : party.inn;

/** One line for an invoice: name, ИНН (in Kazakhstan БИН or ИИН), КПП, address and phone, what is absent left out. */
export const partyLine = (party: PartyRequisites): string =>
  [
    party.name,
    party.inn && `${taxNumberLabel(party)} ${party.inn}`,
    party.kpp && `КПП ${party.kpp}`,
    party.address,
    party.phone && `тел.: ${party.phone}`,
  ]
    .filter(Boolean)
    .join(', ');
