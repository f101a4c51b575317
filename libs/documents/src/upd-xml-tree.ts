import { printMinor, type Minor } from '@rocket/kernel';
import { innAndKpp, isSoleTrader, type PartyRequisites } from './party';
import { unitPrice } from './unit-price';
import { printRate } from './upd-columns';
import type { UpdFacts, UpdLine } from './upd-facts';
import type { PersonName } from './person-name';
import type { AdvanceInvoiceFacts } from './advance-invoice-facts';
import type { Country, ExchangeEnvelope, UpdXmlEnvelope, XmlSignatory } from './upd-xml-envelope';
import { shortDate, wordingOf } from './wording';
import { element, type XmlElement } from './xml';

const TRANSFER =
  'Документ об отгрузке товаров (выполнении работ), передаче имущественных прав (документ об оказании услуг)';
const INVOICE_AND_TRANSFER = `Счет-фактура и ${TRANSFER[0]!.toLowerCase()}${TRANSFER.slice(1)}`;
const NO_TAX = 'без НДС';
const SERVICE = '3';
const RUSSIA: Country = { code: '643', name: 'Россия' };

/** The file as a tree, facts 1.5; nothing is checked here. `fileId` is the name of the file without its ending. */
export function updTree(facts: UpdFacts, envelope: UpdXmlEnvelope, fileId: string): XmlElement {
  const { seller, status } = facts;
  return element(
    'Файл',
    { ИдФайл: fileId, ВерсФорм: '5.03', ВерсПрог: envelope.programVersion },
    element(
      'Документ',
      {
        КНД: '1115131',
        Функция: status === 1 ? 'СЧФДОП' : 'ДОП',
        ПоФактХЖ: TRANSFER,
        НаимДокОпр: status === 1 ? INVOICE_AND_TRANSFER : TRANSFER,
        ...madeBy(seller, envelope),
      },
      invoicePart(facts, envelope),
      tablePart(facts),
      transferPart(facts, envelope),
      signatoryPart(envelope.signatory),
    ),
  );
}

/** Lines (1)–(8). */
function invoicePart(facts: UpdFacts, envelope: UpdXmlEnvelope): XmlElement {
  const { correction, paymentDocuments, currency } = facts;
  const [currencyName, currencyCode] = wordingOf(currency).official.split(', ');
  return element(
    'СвСчФакт',
    { НомерДок: facts.number, ДатаДок: shortDate(facts.issuedOn) },
    correction && element('ИспрДок', { НомИспр: correction.number, ДатаИспр: shortDate(correction.date) }),
    party('СвПрод', facts.seller, envelope.sellerPerson, envelope.sellerAddressCountry),
    ...paymentDocuments.map(({ number, date }) =>
      element('СвПРД', { НомерПРД: number, ДатаПРД: shortDate(date) }),
    ),
    // (5а) A UPD is its own document of delivery.
    element('ДокПодтвОтгрНом', {
      РеквНаимДок: 'Универсальный передаточный документ',
      РеквНомерДок: facts.number,
      РеквДатаДок: shortDate(facts.issuedOn),
    }),
    party('СвПокуп', facts.customer, envelope.customerPerson, envelope.customerAddressCountry),
    element('ДенИзм', { КодОКВ: currencyCode, НаимОКВ: currencyName }),
    advanceInvoices(facts, envelope),
  );
}

/**
 * A tax invoice for an advance: `СЧФ` of circumstance 2, without a delivery and without net sums (facts 1.4, 1.5). Nothing is
 * checked here.
 */
export function advanceInvoiceTree(
  facts: AdvanceInvoiceFacts,
  envelope: ExchangeEnvelope,
  fileId: string,
): XmlElement {
  const { number, date } = facts.paymentDocument;
  const [currencyName, currencyCode] = wordingOf(facts.currency).official.split(', ');
  const whole = { СтТовУчНал: printMinor(facts.gross) };
  return element(
    'Файл',
    { ИдФайл: fileId, ВерсФорм: '5.03', ВерсПрог: envelope.programVersion },
    element(
      'Документ',
      { КНД: '1115131', Функция: 'СЧФ', ...madeBy(facts.seller, envelope) },
      element(
        'СвСчФакт',
        { НомерДок: facts.number, ДатаДок: shortDate(facts.issuedOn) },
        party('СвПрод', facts.seller, envelope.sellerPerson, null),
        element('СвПРД', {
          НомерПРД: number,
          ДатаПРД: shortDate(date),
          СуммаПРД: printMinor(facts.gross),
        }),
        party('СвПокуп', facts.customer, envelope.customerPerson, null),
        element('ДенИзм', { КодОКВ: currencyCode, НаимОКВ: currencyName }),
        element('ДопСвФХЖ1', { СпОбстФСЧФ: '2' }),
      ),
      element(
        'ТаблСчФакт',
        {},
        element(
          'СведТов',
          { НомСтр: '1', НаимТов: facts.name, НалСт: printRate(facts.vatRate), ...whole },
          element('Акциз', {}, element('БезАкциз', {}, 'без акциза')),
          tax('СумНал', facts.vat),
        ),
        element('ВсегоОпл', { СтТовУчНалВсего: whole.СтТовУчНал }, tax('СумНалВсего', facts.vat)),
      ),
      signatoryPart(envelope.signatory),
    ),
  );
}

/** When the file was made and by whom. */
const madeBy = (seller: PartyRequisites, { formedAt }: ExchangeEnvelope) => ({
  ДатаИнфПр: shortDate(formedAt.date),
  // Dots, unlike the act of reconciliation.
  ВремИнфПр: formedAt.time.replaceAll(':', '.'),
  НаимЭконСубСост: `${seller.shortName || seller.name}, ${seller.kpp ? 'ИНН/КПП' : 'ИНН'} ${innAndKpp(seller)}`,
});

/** (5б) */
function advanceInvoices({ advanceInvoices: references }: UpdFacts, envelope: UpdXmlEnvelope) {
  const fields = envelope.advanceInvoiceFields;
  if (references.length === 0 || !fields) return null;
  const texts = references.flatMap(({ number, date }) => [
    textField(fields.number, number),
    textField(fields.date, shortDate(date)),
  ]);
  return element('ИнфПолФХЖ1', {}, ...texts);
}

const textField = (name: string, value: string): XmlElement =>
  element('ТекстИнф', { Идентиф: name, Значен: value });

function party(
  name: string,
  requisites: PartyRequisites,
  person: PersonName | null | undefined,
  country: Country | null | undefined,
): XmlElement {
  const { code, name: countryName } = country ?? RUSSIA;
  const { settlementAccount, bankName, bic, correspondentAccount, phone } = requisites;
  const identity = isSoleTrader(requisites)
    ? element(
        'СвИП',
        { ИННФЛ: requisites.inn, ОГРНИП: requisites.ogrn || null },
        personName(person ?? { surname: '', name: '' }),
      )
    : element('СвЮЛУч', { НаимОрг: requisites.name, ИННЮЛ: requisites.inn, КПП: requisites.kpp || null });
  const bank = { НаимБанк: bankName || null, БИК: bic || null, КорСчет: correspondentAccount || null };
  return element(
    name,
    { СокрНаим: requisites.shortName || null },
    element('ИдСв', {}, identity),
    element(
      'Адрес',
      {},
      element('АдрИнф', { КодСтр: code, НаимСтран: countryName, АдрТекст: requisites.address }),
    ),
    settlementAccount
      ? element(
          'БанкРекв',
          { НомерСчета: settlementAccount },
          bankName || bic ? element('СвБанк', bank) : null,
        )
      : null,
    phone ? element('Контакт', {}, element('Тлф', {}, phone)) : null,
  );
}

const personName = ({ surname, name, patronymic }: PersonName): XmlElement =>
  element('ФИО', { Фамилия: surname, Имя: name, Отчество: patronymic || null });

/** Columns 1–9 and line (9). */
function tablePart({ status, lines, totals }: UpdFacts): XmlElement {
  const taxed = lines.some(({ vatRate }) => vatRate !== null);
  return element(
    'ТаблСчФакт',
    {},
    ...lines.map((line, index) => lineElement(status, line, index + 1)),
    element(
      'ВсегоОпл',
      { СтТовБезНДСВсего: printMinor(totals.net), СтТовУчНалВсего: printMinor(totals.gross) },
      tax('СумНалВсего', taxed ? totals.vat : null),
    ),
  );
}

/** Unit, quantity and price stand together or not at all, as on paper; an empty price is forbidden beside a quantity. */
function lineElement(status: 1 | 2, line: UpdLine, number: number): XmlElement {
  const price = line.unit ? unitPrice(line.net, line.quantity) : null;
  const measured =
    price === null || price === 0n
      ? {}
      : {
          ОКЕИ_Тов: line.unitCode || null,
          НаимЕдИзм: line.unit,
          КолТов: line.quantity,
          ЦенаТов: printMinor(price),
        };
  return element(
    'СведТов',
    {
      НомСтр: `${number}`,
      НаимТов: line.name,
      ...measured,
      СтТовБезНДС: printMinor(line.net),
      НалСт: line.vatRate === null ? NO_TAX : printRate(line.vatRate),
      СтТовУчНал: printMinor(line.gross),
    },
    element('ДопСведТов', { ПрТовРаб: SERVICE, КодТов: line.productCode || null }),
    status === 1 ? element('Акциз', {}, element('БезАкциз', {}, 'без акциза')) : null,
    tax('СумНал', line.vatRate === null ? null : line.vat),
  );
}

const tax = (name: string, amount: Minor | null): XmlElement =>
  element(
    name,
    {},
    amount === null ? element('БезНДС', {}, NO_TAX) : element('СумНал', {}, printMinor(amount)),
  );

/** [8], [11], [12]. */
function transferPart(facts: UpdFacts, { basis }: UpdXmlEnvelope): XmlElement {
  const { servicePeriod } = facts;
  const when = servicePeriod
    ? { ДатаНачПер: shortDate(servicePeriod.from), ДатаОконПер: shortDate(servicePeriod.to) }
    : { ДатаПер: shortDate(facts.transferredOn) };
  const ground = basis
    ? element('ОснПер', {
        РеквНаимДок: basis.name,
        РеквНомерДок: basis.number,
        РеквДатаДок: shortDate(basis.date),
      })
    : element('БезДокОснПер', {}, '1');
  return element(
    'СвПродПер',
    {},
    element('СвПер', { СодОпер: 'Услуги оказаны в полном объеме', ...when }, ground),
    facts.note
      ? element('ИнфПолФХЖ3', {}, textField('Иные сведения об отгрузке, передаче', facts.note))
      : null,
  );
}

function signatoryPart(signatory: XmlSignatory): XmlElement {
  const { post, authorityKind, electronicPower, paperPower } = signatory;
  return element(
    'Подписант',
    { Должн: post || null, СпосПодтПолном: `${authorityKind}` },
    personName(signatory),
    electronicPower &&
      element('СвДоверЭл', {
        НомДовер: electronicPower.number,
        ДатаВыдДовер: shortDate(electronicPower.issuedOn),
        ИдСистХран: electronicPower.keptIn,
      }),
    paperPower &&
      element('СвДоверБум', {
        ДатаВыдДовер: shortDate(paperPower.issuedOn),
        ВнНомДовер: paperPower.number,
      }),
  );
}
