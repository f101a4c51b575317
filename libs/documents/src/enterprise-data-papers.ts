import { allocate, proportion, sum, type LocalDate, type Minor } from '@rocket/kernel';
import type { CorrectionLine } from './correction-facts';
import type { ExportedObject } from './enterprise-data-facts';
import {
  accountKey,
  contractKey,
  counterpartyKey,
  currencyKey,
  documentKey,
  leaf,
  node,
  rateKey,
  serviceKey,
  settlement,
  stableId,
  sumOf,
  taxInvoiceId,
  taxInvoiceKey,
  yes,
} from './enterprise-data-keys';
import { moneyInKey } from './enterprise-data-money';
import type { InvoiceFacts } from './invoice-facts';
import type { XmlElement } from './xml';

type Of<Type extends ExportedObject['type']> = Extract<ExportedObject, { type: Type }>;

/** «Счёт покупателю»: an invoice is `Документ.ЗаказКлиента` of the format. */
export function invoiceObject({ id, contract, facts }: Of<'invoice'>): XmlElement {
  const { seller, customer, currency, vat } = facts;
  const taxes = taxesOfLines(facts);
  return node(
    'Документ.ЗаказКлиента',
    documentKey('КлючевыеСвойства', {
      ...{ id, number: facts.number, on: facts.issuedOn, kind: 'invoice', seller },
    }),
    currencyKey('Валюта', currency),
    sumOf('Сумма', facts.total),
    counterpartyKey('Контрагент', customer),
    settlement(currency, { contract, seller, customer, currency }),
    yes('СуммаВключаетНДС', true),
    accountKey('БанковскийСчетОрганизации', seller),
    node(
      'Услуги',
      ...facts.lines.map((line, index) =>
        serviceLine(index, {
          ...{ name: line.name, productCode: null, gross: line.amount },
          ...{ vatRate: vat.rate, vat: taxes[index]! },
        }),
      ),
    ),
  );
}

/** Of each line its own tax; invoices of old had that of their total, which is shared out so that lines make it. */
function taxesOfLines({ lines, vat }: InvoiceFacts): Minor[] {
  const amounts = lines.map(({ amount }) => amount);
  const percent = vat.rate === null ? 0n : BigInt(vat.rate);
  const taxes = amounts.map((amount) => proportion(amount, percent, 100n + percent));
  return sum(taxes) === vat.amount ? taxes : allocate(vat.amount, amounts);
}

interface Line {
  readonly name: string;
  readonly productCode?: string | null;
  readonly gross: Minor;
  readonly vatRate: string | null;
  readonly vat: Minor;
}

/** The price is the sum: units of a service are not counted in 1C. Sums include VAT, as «СуммаВключаетНДС» says. */
const serviceLine = (index: number, { name, productCode, gross, vatRate, vat }: Line): XmlElement =>
  node(
    'Строка',
    leaf('НомерСтрокиДокумента', String(index + 1)),
    serviceKey(name, productCode),
    leaf('Количество', '1'),
    sumOf('Сумма', gross),
    sumOf('Цена', gross),
    rateKey('СтавкаНДС', vatRate),
    sumOf('СуммаНДС', vat),
    leaf('Содержание', name),
  );

/** «Реализация (акт, накладная, УПД)», and beside it the tax invoice of a UPD of status 1. */
export function saleObjects({ id, contract, isInvoice, facts }: Of<'sale'>): XmlElement[] {
  const { seller, customer, currency, number, transferredOn, issuedOn } = facts;
  const hasVat = facts.lines.some(({ vatRate }) => vatRate !== null);
  // The service is rendered on the day of the transfer; the number is that of the paper.
  const key = { id, number, on: transferredOn, kind: 'sale', seller } as const;
  const sale = node(
    'Документ.РеализацияТоваровУслуг',
    documentKey('КлючевыеСвойства', key),
    leaf('ВидОперации', 'РеализацияКлиенту'),
    currencyKey('Валюта', currency),
    sumOf('Сумма', facts.totals.gross),
    yes('СуммаВключаетНДС', true),
    accountKey('БанковскийСчетОрганизации', seller),
    counterpartyKey('Контрагент', customer),
    settlement(currency, { contract, seller, customer, currency }),
    leaf('Налогообложение', hasVat ? 'ПродажаОблагаетсяНДС' : 'ПродажаНеОблагаетсяНДС'),
    node('Услуги', ...facts.lines.map((line, index) => serviceLine(index, line))),
  );
  if (!isInvoice) return [sale];
  const [payment] = facts.paymentDocuments ?? [];
  return [
    sale,
    taxInvoice({
      ...{ id: taxInvoiceId(id), number, on: issuedOn, clock: 'sale', kind: 'НаРеализацию', operation: '01' },
      ...{ parties: { contract, seller, customer, currency }, totals: facts.totals, payment },
      rate: oneRate(facts.lines),
      grounds: [node('Строка', node('ДокументОснование', documentKey('РеализацияТоваровУслугСсылка', key)))],
    }),
  ];
}

/** «Счёт-фактура на аванс»: its ground is the receipt it was drawn up for. */
export function advanceObject({ id, contract, facts, receipt }: Of<'advance'>): XmlElement {
  const { seller, customer, currency, number, issuedOn, gross, vat } = facts;
  return taxInvoice({
    ...{ id, number, on: issuedOn, clock: 'advance', kind: 'НаАванс', operation: '02' },
    ...{ parties: { contract, seller, customer, currency }, totals: { gross, vat } },
    ...{ rate: facts.vatRate, payment: facts.paymentDocument },
    grounds: receipt
      ? [node('Строка', node('ДокументОснование', moneyInKey({ ...receipt, seller }, 'reference')))]
      : [],
  });
}

/** One document for each corrected UPD, as 1C wants it, and the one corrective tax invoice over them. */
export function correctionObjects({ id, contract, originals, facts }: Of<'correction'>): XmlElement[] {
  const { seller, customer, currency, number, issuedOn, original } = facts;
  const keys = original.map((_, nth) => ({
    id: nth === 0 ? id : stableId(`correction:${id}:${nth + 1}`),
    number: original.length === 1 ? number : `${number}/${nth + 1}`,
    on: issuedOn,
    ...{ kind: 'correction' as const, seller },
  }));
  const corrected = original.map(({ number: of }, nth) => {
    const reference = { id: originals[nth]!.id, number: of, on: originals[nth]!.transferredOn };
    return documentKey('РеализацияТоваровУслугСсылка', { ...reference, kind: 'sale', seller });
  });
  const documents = original.map((reference, nth) => {
    const lines = facts.lines.filter(
      ({ originalNumber, originalIssuedOn }) =>
        originalNumber === reference.number && (originalIssuedOn ?? reference.date) === reference.date,
    );
    return node(
      'Документ.КорректировкаРеализацииТоваров',
      documentKey('КлючевыеСвойства', keys[nth]!),
      currencyKey('Валюта', currency),
      sumOf('Сумма', sum(lines.map(({ before, after }) => after.gross - before.gross))),
      counterpartyKey('Контрагент', customer),
      contractKey('Договор', { contract, seller, customer, currency }),
      yes('СуммаВключаетНДС', true),
      node('ДокументРеализации', corrected[nth]!),
      node('ИсправляемыйДокументРеализации', corrected[nth]!),
      leaf('ВидОперации', 'СогласованноеИзменение'),
      yes('ОтражатьВУчете', true),
      node('Услуги', ...lines.map(correctionLine)),
      leaf('Налогообложение', facts.status === 1 ? 'ПродажаОблагаетсяНДС' : 'ПродажаНеОблагаетсяНДС'),
    );
  });
  if (facts.status !== 1) return documents;
  const change = (part: 'gross' | 'vat') => facts.totals.increase[part] - facts.totals.decrease[part];
  return [
    ...documents,
    taxInvoice({
      ...{ id: taxInvoiceId(id), number, on: issuedOn, clock: 'correction', operation: '18' },
      kind: 'Корректировочный',
      ...{ parties: { contract, seller, customer, currency } },
      ...{ totals: { gross: change('gross'), vat: change('vat') }, rate: oneRate(facts.lines) },
      grounds: original.map(({ number: of, date }, nth) =>
        node(
          'Строка',
          node('ДокументОснование', documentKey('КорректировкаРеализацииСсылка', keys[nth]!)),
          taxInvoiceKey('ИсходныйДокумент', {
            ...{ id: taxInvoiceId(originals[nth]!.id), number: of, on: date, kind: 'sale', seller },
          }),
        ),
      ),
    }),
  ];
}

const correctionLine = ({ name, vatRate, before, after }: CorrectionLine, index: number): XmlElement =>
  node(
    'Строка',
    leaf('НомерСтрокиДокумента', String(index + 1)),
    serviceKey(name, null),
    leaf('Количество', '1'),
    leaf('КоличествоДоКорректировки', '1'),
    leaf('КоличествоДоИзменения', '1'),
    sumOf('Сумма', after.gross),
    sumOf('СуммаДоИзменения', before.gross),
    sumOf('СуммаДоКорректировки', before.gross),
    sumOf('Цена', after.gross),
    sumOf('ЦенаДоИзменения', before.gross),
    sumOf('ЦенаДоКорректировки', before.gross),
    rateKey('СтавкаНДС', vatRate),
    rateKey('СтавкаНДСДоИзменения', vatRate),
    sumOf('СуммаНДС', after.vat),
    sumOf('СуммаНДСДоИзменения', before.vat),
    sumOf('СуммаНДСДоКорректировки', before.vat),
    leaf('Содержание', name),
    leaf('СодержаниеДоИзменения', name),
    yes('ЕстьВДокументеПоступленияРеализации', true),
  );

/** The rate of a paper of one rate; several are told by the lines of its sale. */
function oneRate(lines: readonly { readonly vatRate: string | null }[]): string | null | undefined {
  const rates = new Set(lines.map(({ vatRate }) => vatRate));
  return rates.size === 1 ? [...rates][0] : undefined;
}

/** «Счёт-фактура выданный». `operation`: code of the books of VAT (order ММВ-7-3/136@). */
function taxInvoice(invoice: {
  readonly id: string;
  readonly number: string;
  readonly on: LocalDate;
  readonly clock: 'sale' | 'advance' | 'correction';
  readonly kind: 'НаРеализацию' | 'НаАванс' | 'Корректировочный';
  readonly operation: '01' | '02' | '18';
  readonly parties: Parameters<typeof contractKey>[1];
  readonly totals: { readonly gross: Minor; readonly vat: Minor };
  readonly rate: string | null | undefined;
  readonly payment?: { readonly number: string; readonly date: LocalDate } | undefined;
  readonly grounds: readonly XmlElement[];
}): XmlElement {
  const { parties, totals, payment, on } = invoice;
  const key = { id: invoice.id, number: invoice.number, on, kind: invoice.clock, seller: parties.seller };
  return node(
    'Документ.СчетФактураВыданный',
    taxInvoiceKey('КлючевыеСвойства', key),
    currencyKey('Валюта', parties.currency),
    sumOf('Сумма', totals.gross),
    counterpartyKey('Контрагент', parties.customer),
    contractKey('Договор', parties),
    invoice.rate === undefined ? null : rateKey('СтавкаНДС', invoice.rate),
    sumOf('СуммаНДС', totals.vat),
    leaf('ВидСчетаФактуры', invoice.kind),
    leaf('КодВидаОперации', invoice.operation),
    yes('Выставлен', true),
    leaf('ДатаВыставления', on),
    leaf('НомерПлатежноРасчетногоДокумента', payment?.number),
    leaf('ДатаПлатежноРасчетногоДокумента', payment?.date),
    node('ДокументыОснования', ...invoice.grounds),
  );
}
