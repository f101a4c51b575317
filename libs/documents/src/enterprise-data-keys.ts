import { createHash } from 'node:crypto';
import { printMinor, type Currency, type LocalDate, type Minor } from '@rocket/kernel';
import { contractOf } from './contract-reference';
import type { ExportedContract } from './enterprise-data-facts';
import { isSoleTrader, type PartyRequisites } from './party';
import { element, type XmlElement } from './xml';

/**
 * The key properties («КлючевыеСвойства…») by which 1C finds an object it has or makes one it has not: names and order are those
 * of EnterpriseData 1.17.
 */

/** A UUID made of what a thing is: the same thing has the same one in every export (RFC 9562, version 8). */
export function stableId(what: string): string {
  const hex = createHash('sha256').update(`rocket-market\u001f${what}`).digest('hex');
  const variant = ((parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16).padStart(2, '0');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(18, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

export const leaf = (name: string, text: string | null | undefined): XmlElement | null =>
  text === null || text === undefined || text === '' ? null : element(name, {}, text);
export const node = (name: string, ...children: readonly (XmlElement | null)[]): XmlElement =>
  element(name, {}, ...children);
export const sumOf = (name: string, amount: Minor): XmlElement => element(name, {}, printMinor(amount));
export const yes = (name: string, is: boolean): XmlElement => element(name, {}, String(is));

/** Documents of one day stand in 1C in the order in which they follow from each other. */
const HOURS = { invoice: '09', received: '10', advance: '11', sale: '12', correction: '18', paid_back: '19' };
export const at = (day: LocalDate, kind: keyof typeof HOURS): string => `${day}T${HOURS[kind]}:00:00`;

const CURRENCIES: Readonly<Record<Currency, { code: string; name: string }>> = {
  RUB: { code: '643', name: 'руб.' },
  KZT: { code: '398', name: 'KZT' },
  USD: { code: '840', name: 'USD' },
};
export const currencyKey = (name: string, currency: Currency): XmlElement => {
  const { code, name: title } = CURRENCIES[currency];
  return node(name, leaf('Код', code), leaf('Наименование', title));
};

const legalForm = (party: PartyRequisites): string =>
  isSoleTrader(party) ? 'ФизическоеЛицо' : 'ЮридическоеЛицо';

/** A payer the bank named without an INN is told apart by the name. */
export const counterpartyId = ({ inn, kpp, name }: PartyRequisites): string =>
  stableId(inn ? `counterparty:${inn}:${kpp ?? ''}` : `payer:${name}`);

export const sellerKey = (name: string, party: PartyRequisites): XmlElement =>
  node(
    name,
    leaf('Ссылка', stableId(`organisation:${party.inn}:${party.kpp ?? ''}`)),
    leaf('Наименование', party.shortName ?? party.name),
    leaf('НаименованиеСокращенное', party.shortName ?? party.name),
    leaf('НаименованиеПолное', party.name),
    leaf('ИНН', party.inn),
    leaf('КПП', party.kpp),
    leaf('ЮридическоеФизическоеЛицо', legalForm(party)),
  );

export const counterpartyKey = (name: string, party: PartyRequisites): XmlElement =>
  node(
    name,
    leaf('Ссылка', counterpartyId(party)),
    leaf('Наименование', party.shortName ?? party.name),
    leaf('НаименованиеПолное', party.name),
    leaf('ИНН', party.inn),
    leaf('КПП', party.kpp),
    leaf('ЮридическоеФизическоеЛицо', legalForm(party)),
  );

export interface ContractOf {
  readonly contract: ExportedContract;
  readonly seller: PartyRequisites;
  readonly customer: PartyRequisites;
  readonly currency: Currency;
}

export function contractKey(name: string, { contract, seller, customer, currency }: ContractOf): XmlElement {
  const { title, accountNumber, accountId } = contract;
  const apart = contractOf(title);
  return node(
    name,
    leaf('Ссылка', stableId(`contract:${accountId}`)),
    leaf('ВидДоговора', 'СПокупателем'),
    sellerKey('Организация', seller),
    counterpartyKey('Контрагент', customer),
    currencyKey('ВалютаВзаиморасчетов', currency),
    yes('РасчетыВУсловныхЕдиницах', false),
    leaf('Наименование', `${title}, лицевой счёт ${accountNumber}`),
    leaf('Дата', apart?.date),
    leaf('Номер', apart ? `${apart.number}/${accountNumber}` : accountNumber),
  );
}

/** «ДанныеВзаиморасчетов»: which contract a sum settles, in its own currency. */
export const settlement = (currency: Currency, of: ContractOf | null): XmlElement =>
  node(
    'ДанныеВзаиморасчетов',
    of && contractKey('Договор', of),
    currencyKey('ВалютаВзаиморасчетов', currency),
    leaf('КурсВзаиморасчетов', '1'),
    leaf('КратностьВзаиморасчетов', '1'),
    yes('РасчетыВУсловныхЕдиницах', false),
  );

/** General rates of the years 2004–2026; the rest (5%, 7%, 10%) are reduced ones. */
const GENERAL = new Set(['18', '20', '22']);

/** `"22"`, `"22/122"` or null: без НДС. A rate is written by its parts, not as one of a list: any year's rate fits. */
export function rateKey(name: string, rate: string | null): XmlElement {
  if (rate === null)
    return node(name, yes('РасчетнаяСтавка', false), yes('НеОблагается', true), leaf('ВидСтавки', 'БезНДС'));
  const [percent, whole] = rate.split('/') as [string, string?];
  const isComputed = whole !== undefined;
  const kind = percent === '0' ? 'Нулевая' : GENERAL.has(percent) ? 'Общая' : 'Пониженная';
  return node(
    name,
    leaf('Ставка', percent),
    yes('РасчетнаяСтавка', isComputed),
    yes('НеОблагается', false),
    leaf('ВидСтавки', isComputed ? `${kind}Расчетная` : kind),
  );
}

/** The seller's bank account: what 1C calls obligatory in every movement of money. */
export const accountKey = (name: string, party: PartyRequisites): XmlElement =>
  node(
    name,
    leaf('Ссылка', stableId(`account:${party.settlementAccount ?? `of ${party.inn}`}:${party.bic ?? ''}`)),
    leaf('НомерСчета', party.settlementAccount),
    node(
      'Банк',
      leaf('БИК', party.bic),
      leaf('КоррСчет', party.correspondentAccount),
      leaf('Наименование', party.bankName),
    ),
    node('Владелец', sellerKey('ОрганизацииСсылка', party)),
  );

/** What a line says beside the service itself: it changes with every paper and stands in «Содержание». */
const OF_THE_PAPER = /(?:,? (?:услуги )?за период \d.*| по счёту № \S+)$/u;

/** The service of a line: of a product, or what the line calls it without its period and its invoice. */
export function serviceKey(title: string, productCode: string | null | undefined): XmlElement {
  const name = title.replace(OF_THE_PAPER, '');
  return node(
    'Номенклатура',
    leaf('Ссылка', stableId(productCode ? `product:${productCode}` : `service:${name}`)),
    leaf('НаименованиеПолное', name),
    leaf('Наименование', name.slice(0, 100)),
  );
}

interface DocumentName {
  readonly id: string;
  readonly number: string;
  readonly on: LocalDate;
  readonly kind: keyof typeof HOURS;
  readonly seller: PartyRequisites;
}

/** Key properties of a document: `Ссылка`, `Дата`, `Номер`, `Организация`. */
export const documentKey = (name: string, { id, number, on, kind, seller }: DocumentName): XmlElement =>
  node(
    name,
    leaf('Ссылка', id),
    leaf('Дата', at(on, kind)),
    leaf('Номер', number),
    sellerKey('Организация', seller),
  );

/** A tax invoice says its number before its date. */
export const taxInvoiceKey = (name: string, { id, number, on, kind, seller }: DocumentName): XmlElement =>
  node(
    name,
    leaf('Ссылка', id),
    leaf('Номер', number),
    leaf('Дата', at(on, kind)),
    sellerKey('Организация', seller),
  );

/** A UPD of status 1 is two documents in 1C: the sale has the id of the paper, its tax invoice this one. */
export const taxInvoiceId = (documentId: string): string => stableId(`tax-invoice:${documentId}`);
