import { localDate, proportion, sum } from '@rocket/kernel';
import { correctionTotals, type CorrectionFacts } from './correction-facts';
import type { InvoiceFacts } from './invoice-facts';
import type { PartyRequisites } from './party';
import type { ReconciliationFacts, ReconciliationLine } from './reconciliation-facts';
import type { UpdFacts } from './upd-facts';
import type { UpdXmlEnvelope } from './upd-xml-envelope';

/** Facts for specs and for looking at a page: the seller is real (section 12 of its offer), the customers are not. */
export const SELLER: PartyRequisites = {
  name: 'Общество с ограниченной ответственностью «Рокет Софт»',
  shortName: 'ООО «Рокет Софт»',
  inn: '6732180881',
  kpp: '673201001',
  ogrn: '1196733011200',
  address: '214020, г. Смоленск, ул. Ломоносова, 13, офис 306',
  phone: '8 (495) 127-09-67',
  signatory: 'Иванов И.И.',
  signatoryPost: 'Генеральный директор',
  bankName: 'АО «Тинькофф Банк»',
  bic: '044525974',
  settlementAccount: '40702810410000551190',
  correspondentAccount: '30101810145250000974',
};

export const CUSTOMER: PartyRequisites = {
  name: 'Общество с ограниченной ответственностью «Северный ветер»',
  shortName: 'ООО «Северный ветер»',
  inn: '7707083893',
  kpp: '770701001',
  address: '125009, г. Москва, ул. Тверская, д. 7, помещ. 12/4',
  signatory: 'Петрова А.С.',
  signatoryPost: 'Директор',
};

export const SOLE_TRADER: PartyRequisites = {
  name: 'ИП Ёлкина Щука Эъюшевна',
  inn: '500100732259',
  kpp: null,
  ogrn: '304500116000157',
  address: '143400, Московская обл., г. Красногорск, ул. Речная, д. 1',
  signatory: 'Ёлкина Щ.Э.',
};

export function sampleInvoice(lineCount = 1): InvoiceFacts {
  const lines = Array.from({ length: lineCount }, (_, index) => ({
    name: `Пополнение лицевого счёта 31245678 сервиса «Ракета»${index > 0 ? `, часть ${index + 1}` : ''}`,
    quantity: '1',
    unit: 'шт',
    amount: 500_000n + BigInt(index),
  }));
  const total = sum(lines.map((line) => line.amount));
  return {
    number: '1207',
    issuedOn: localDate('2026-11-21'),
    dueOn: localDate('2026-11-28'),
    seller: SELLER,
    customer: CUSTOMER,
    contract: 'Публичная оферта №6 от 19.08.2025',
    currency: 'RUB',
    lines,
    vat: { rate: '22', amount: proportion(total, 22n, 122n) },
    total,
    purpose:
      'Оплата по счету № 1207 от 21.11.2026 за пополнение лицевого счёта 31245678. В т.ч. НДС 22% 901-64 руб.',
  };
}

export function sampleUpd(lineCount = 1): UpdFacts {
  const lines = Array.from({ length: lineCount }, (_, index) => {
    const gross = 500_000n + BigInt(index) * 12_345n;
    const vat = proportion(gross, 22n, 122n);
    return {
      name: `Доступ к продукту № ${index + 1} за период 01.11.2026–30.11.2026${index % 3 === 0 ? ', тариф на один транк в месяц, с записью и хранением разговоров' : ''}`,
      unitCode: '362',
      unit: 'мес',
      quantity: '1',
      net: gross - vat,
      vatRate: '22',
      vat,
      gross,
      productCode: null,
    };
  });
  return {
    number: '1208',
    issuedOn: localDate('2026-11-30'),
    status: 1,
    seller: SELLER,
    customer: CUSTOMER,
    paymentDocuments: [{ number: '42', date: localDate('2026-11-05') }],
    advanceInvoices: [
      { number: 'А1206', date: localDate('2026-11-05') },
      { number: 'А1210', date: localDate('2026-11-12') },
    ],
    basis: 'Публичная оферта №6 от 19.08.2025',
    currency: 'RUB',
    lines,
    totals: {
      net: sum(lines.map(({ net }) => net)),
      vat: sum(lines.map(({ vat }) => vat)),
      gross: sum(lines.map(({ gross }) => gross)),
    },
    transferredOn: localDate('2026-11-30'),
    note: 'Период оказания услуг 01.11.2026–30.11.2026',
    accountant: { name: 'Сидорова Е.В.' },
  };
}

/** Every second line gives back half of its UPD, the others all but a kopeck; the first goes up where `rises`. */
export function sampleCorrection(lineCount = 1, rises = false): CorrectionFacts {
  const split = (gross: bigint) => {
    const vat = proportion(gross, 22n, 122n);
    return { net: gross - vat, vat, gross };
  };
  const lines = Array.from({ length: lineCount }, (_, index) => {
    const gross = 500_000n + BigInt(index) * 12_345n;
    const left = index % 2 === 0 ? gross / 2n : 1n;
    return {
      name: `Доступ к продукту № ${index + 1} за период 01.11.2026–30.11.2026`,
      originalNumber: index % 2 === 0 ? '1208' : '1190',
      vatRate: '22',
      before: split(gross),
      after: split(rises && index === 0 ? gross + 12_200n : left),
    };
  });
  return {
    number: '1301',
    issuedOn: localDate('2026-12-10'),
    status: 1,
    seller: SELLER,
    customer: CUSTOMER,
    original: [
      { number: '1208', date: localDate('2026-11-30') },
      ...(lineCount > 1 ? [{ number: '1190', date: localDate('2026-10-31') }] : []),
    ],
    basis: 'Заявление на возврат от 08.12.2026, Публичная оферта № 6 от 19.08.2025',
    currency: 'RUB',
    lines,
    totals: correctionTotals(lines),
    accountant: { name: 'Сидорова Е.В.' },
    note: null,
  };
}

/** What the electronic form of `sampleUpd` says beside its facts. */
export const ENVELOPE: UpdXmlEnvelope = {
  senderId: '2BM-6732180881-673201001-000000000000000000001',
  recipientId: '2BM-7707083893-770701001-000000000000000000002',
  guid: '16ad2de0-fadd-47fb-8838-b02d9f37d40b',
  programVersion: 'Rocket Market 1.0',
  formedAt: { date: localDate('2026-11-30'), time: '23:59:00' },
  signatory: {
    surname: 'Иванов',
    name: 'Иван',
    patronymic: 'Иванович',
    post: 'Генеральный директор',
    authorityKind: 1,
  },
  basis: { name: 'Публичная оферта', number: '6', date: localDate('2025-08-19') },
  advanceInvoiceFields: { number: 'НомерАвансСФ', date: 'ДатаАвансСФ' },
};

/** A payment and a delivery for each count, the last payment in advance. */
export function sampleReconciliation(count = 2): ReconciliationFacts {
  const lines = Array.from({ length: count }, (_, index): ReconciliationLine[] => {
    const on = localDate('2026-07-05');
    const number = `${index + 1}`;
    const paid = { on, what: `Оплата (п/п № ${number} от 05.07.2026)`, debit: 0n, credit: 610_000n };
    const sold = { on, what: `Продажа (УПД № ${number} от 05.07.2026)`, debit: 510_000n, credit: 0n };
    return [
      { ...paid, document: { name: 'Платёжное поручение', number, date: on } },
      { ...sold, document: { name: 'УПД', number, date: on } },
    ];
  }).flat();
  const closing = 50_000n + BigInt(count) * 100_000n;
  return {
    number: '7',
    issuedOn: localDate('2026-10-02'),
    from: localDate('2026-07-01'),
    to: localDate('2026-09-30'),
    seller: SELLER,
    customer: { ...CUSTOMER, ogrn: '1027700132195' },
    basis: 'Публичная оферта № 6 от 19.08.2025',
    currency: 'RUB',
    opening: 50_000n,
    lines,
    closing,
    ledger: {
      opening: 50_000n,
      in: BigInt(count) * 610_000n,
      out: BigInt(count) * 510_000n + 1n,
      closing: closing - 1n,
    },
  };
}
