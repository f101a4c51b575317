import { printMinor, type Minor } from '@rocket/kernel';
import { contractOf } from './contract-reference';
import { isSoleTrader, type PartyRequisites } from './party';
import type { PersonName } from './person-name';
import {
  assertReconciliationAddsUp,
  sidesOf,
  turnoverOfReconciliation,
  type ReconciliationFacts,
  type ReconciliationLine,
} from './reconciliation-facts';
import { composed, NotInFormat, type XmlFile } from './render-upd-xml';
import type { ExchangeEnvelope, XmlSignatory } from './upd-xml-envelope';
import { shortDate, wordingOf } from './wording';
import { element, xmlBytes, type XmlElement } from './xml';

/**
 * An act of reconciliation as the sender's file of format 5.01 (order ЕД-7-26/405@, КНД 1110332; facts 9.1). The same facts and
 * envelope give the same bytes.
 * @throws NotInFormat naming what the format has no place for: a missing ОГРН, a text too long, a letter of no windows-1251
 * @throws Error for facts that do not add up
 */
export function renderReconciliationXml(facts: ReconciliationFacts, envelope: ExchangeEnvelope): XmlFile {
  assertReconciliationAddsUp(facts);
  const { recipientId, senderId, formedAt, guid } = envelope;
  const fileId = `ON_AKTSVEROTP_${recipientId}_${senderId}_${formedAt.date.replaceAll('-', '')}_${guid.toLowerCase()}`;
  try {
    return { fileName: `${fileId}.xml`, bytes: xmlBytes(composed(treeOf(facts, envelope, fileId))) };
  } catch (error) {
    throw new NotInFormat(`Reconciliation ${facts.number} as XML: ${(error as Error).message}`);
  }
}

function treeOf(facts: ReconciliationFacts, envelope: ExchangeEnvelope, fileId: string): XmlElement {
  const { date, time } = envelope.formedAt;
  return element(
    'Файл',
    { ИдФайл: limited(fileId, 255), ВерсФорм: '5.01', ВерсПрог: limited(envelope.programVersion, 40) },
    element(
      'Документ',
      {
        КНД: '1110332',
        ДатаИнфОтпр: shortDate(date),
        // Colons, unlike the UPD.
        ВрИнфОтпр: time,
        ДатаНачПер: shortDate(facts.from),
        ДатаОкПер: shortDate(facts.to),
        НомерАкт: facts.number,
      },
      element(
        'СвДокКрАкт',
        { КодОКВ: wordingOf(facts.currency).official.split(', ')[1] },
        party('СвОтпр', facts.seller, envelope.sellerPerson),
        party('СвПол', facts.customer, envelope.customerPerson),
      ),
      table(facts),
      signatory(envelope.signatory),
    ),
  );
}

function party(name: string, requisites: PartyRequisites, person: PersonName | null | undefined): XmlElement {
  const { inn, kpp, ogrn, phone, shortName } = requisites;
  if (!ogrn) throw new Error(`${name}: ОГРН is missing`);
  const identity = isSoleTrader(requisites)
    ? element('СвИП', { ИННФЛ: inn, ОГРНИП: ogrn }, fullName(person ?? { surname: '', name: '' }))
    : element('СвЮЛУч', { НаимОрг: limited(requisites.name, 1000), ИННЮЛ: inn, КПП: kpp, ОГРН: ogrn });
  return element(
    name,
    { КраткНазв: shortName && shortName.length <= 255 ? shortName : null },
    element('ИдСв', {}, identity),
    element('Контакт', { Тлф: phone ? limited(phone, 255) : null }),
  );
}

const fullName = ({ surname, name, patronymic }: PersonName): XmlElement =>
  element('ФИО', {
    Фамилия: limited(surname, 60),
    Имя: limited(name, 60),
    Отчество: patronymic ? limited(patronymic, 60) : null,
  });

/** One contract; operations of one document stand together in the order of their days. */
function table(facts: ReconciliationFacts): XmlElement {
  const balances = balancesOf(facts);
  const contract = contractOf(facts.basis);
  const ofContract = contract
    ? { НомДог: limited(contract.number, 50), ДатаДог: shortDate(contract.date) }
    : { ОписТипДог: limited(facts.basis, 500) };
  const byDocument = new Map<string, { line: ReconciliationLine; number: number }[]>();
  facts.lines.forEach((line, index) => {
    const { name, number, date } = line.document;
    const key = `${name} ${number} ${date}`;
    byDocument.set(key, [...(byDocument.get(key) ?? []), { line, number: index + 1 }]);
  });
  const documents = [...byDocument.values()].map((operations) => {
    const { name, number, date } = operations[0]!.line.document;
    return element(
      'ДокСв',
      { НаимДок: limited(name, 100), НомДок: limited(number, 50), ДатаДок: shortDate(date) },
      ...operations.map(({ line, number: place }) => operation(line, place)),
    );
  });
  return element(
    'ТаблАкт',
    balances,
    element(
      'ДогСв',
      { ...ofContract, ...balances },
      ...(documents.length > 0 ? documents : [nothing(facts)]),
    ),
  );
}

const operation = ({ on, what, debit, credit }: ReconciliationLine, place: number): XmlElement =>
  element('СвОпер', {
    НомСтр: `${place}`,
    ДатаОпер: shortDate(on),
    НаимОпер: limited(what, 500),
    СумДебет: debit === 0n && credit !== 0n ? null : printMinor(debit),
    СумКредит: credit === 0n ? null : printMinor(credit),
  });

/** The format wants an operation even where there was none. */
const nothing = ({ from, to, number, issuedOn }: ReconciliationFacts): XmlElement =>
  element(
    'ДокСв',
    { НаимДок: 'Акт сверки взаимных расчетов', НомДок: number, ДатаДок: shortDate(issuedOn) },
    element('СвОпер', {
      НомСтр: '1',
      ДатаОпер: shortDate(to),
      НаимОпер: `Операций с ${shortDate(from)} по ${shortDate(to)} не было`,
      СумДебет: '0.00',
    }),
  );

function balancesOf({ opening, lines, closing }: ReconciliationFacts): Record<string, string> {
  const [start, end, moved] = [sidesOf(opening), sidesOf(closing), turnoverOfReconciliation(lines)];
  const amounts: Record<string, Minor> = {
    СальдоНачДеб: start.debit,
    СальдоНачКр: start.credit,
    ОборотДеб: moved.debit,
    ОборотКр: moved.credit,
    СальдоКонДеб: end.debit,
    СальдоКонКр: end.credit,
  };
  return Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, printMinor(amount)]));
}

function signatory(person: XmlSignatory): XmlElement {
  const { post, paperPower } = person;
  return element(
    'Подписант',
    { Должн: post ? limited(post, 255) : null },
    fullName(person),
    paperPower
      ? element('СвДоверБум', {
          ДатаДовер: shortDate(paperPower.issuedOn),
          ВнНомДовер: limited(paperPower.number, 50),
        })
      : null,
  );
}

function limited(text: string, limit: number): string {
  if (text.trim() === '') throw new Error('a text of the format is empty');
  if (text.length > limit) throw new Error(`«${text.slice(0, 40)}…» is longer than ${limit} characters`);
  return text;
}
