import { spawnSync } from 'node:child_process';
import { localDate } from '@rocket/kernel';
import type { ActFacts } from './act-facts';
import type { InvoiceFacts } from './invoice-facts';
import type { PartyRequisites } from './party';
import { canPayByQr } from './payment-qr';
import { renderAct } from './render-act';
import { renderInvoice } from './render-invoice';

const SELLER: PartyRequisites = {
  country: 'KZ',
  name: 'Товарищество с ограниченной ответственностью «Айтигро»',
  shortName: 'ТОО «Айтигро»',
  inn: '220940010708',
  kpp: null,
  address: 'Республика Казахстан, город Астана, район «Байконыр», проспект Абая, здание 97',
  bankName: 'АО «First Heartland Jusan Bank»',
  bic: 'TSESKZKA',
  settlementAccount: 'KZ959985TB0001540015',
  kbe: '17',
  signatory: 'Сухарев В. Ю.',
  signatoryPost: 'Директор',
};
const TRADER: PartyRequisites = {
  country: 'KZ',
  name: 'ИП Ахметова Айгуль Сериковна',
  inn: '870412300128',
  kpp: null,
  address: 'г. Алматы, пр. Абая, 10',
  signatory: 'Ахметова А. С.',
};
const common = {
  issuedOn: localDate('2026-12-21'),
  seller: SELLER,
  customer: TRADER,
  currency: 'KZT' as const,
};
const invoice: InvoiceFacts = {
  ...common,
  number: '7',
  dueOn: localDate('2027-01-20'),
  contract: 'Договор-оферта, редакция от 31.10.2024',
  lines: [
    { name: 'Itgrix коннектор amoCRM и Asterisk, 3 месяца', quantity: '2', unit: 'шт.', amount: 7_200_050n },
  ],
  vat: { rate: null, amount: 0n },
  total: 7_200_050n,
  purpose: 'Оплата по счету № 7 от 21.12.2026 за заказ по лицевому счёту 30000001. НДС не облагается',
};
const act: ActFacts = {
  ...common,
  number: '3',
  basis: 'Договор-оферта, редакция от 31.10.2024',
  lines: [
    {
      name: 'Предоставление права использования «Itgrix коннектор amoCRM и Asterisk» за период 21.12.2026–20.03.2027',
      ...{ quantity: '2', unit: 'лицензия', vatRate: null, net: 7_200_000n, vat: 0n, gross: 7_200_000n },
    },
  ],
  totals: { net: 7_200_000n, vat: 0n, gross: 7_200_000n },
  transferredOn: localDate('2026-12-21'),
  servicePeriod: { from: localDate('2026-12-21'), to: localDate('2027-03-20') },
  subject: 'rights',
  silence: '3 рабочих дней',
};

const hasExtractor = !spawnSync('pdftotext', ['-v']).error;
const withExtractor = hasExtractor ? it : it.skip;
const textOf = (pdf: Uint8Array): string =>
  spawnSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' }).stdout.replace(/\s+/g, ' ');
/** What only papers of Russia say. */
const RUSSIAN = /ИНН(?!\p{L})|КПП|руб|копе|корр|402-ФЗ|QR|Без налога/u;

withExtractor('an invoice in tenge names БИН, ИИК, БИК and КБе, and nothing of Russia', async () => {
  const text = textOf(await renderInvoice(invoice));
  for (const part of [
    ...['БИН 220940010708', 'ИИН 870412300128', 'KZ959985TB0001540015', 'TSESKZKA', 'КБе', '17'],
    ...['Бенефициар', 'НДС не облагается', '72 000,50 тенге', 'Семьдесят две тысячи тенге 50 тиын'],
  ])
    expect(text).toContain(part);
  expect(text).not.toMatch(RUSSIAN);
  expect(canPayByQr(invoice)).toBe(false);
});

withExtractor('an act is the form Р-1, with quantities and the days of silence', async () => {
  const text = textOf(await renderAct(act));
  for (const part of [
    ...['Форма Р-1', 'Акт выполненных работ (оказанных услуг) № 3', 'БИН 220940010708', '36 000,00'],
    ...['лицензия', 'Семьдесят две тысячи тенге 00 тиын, НДС не облагается', 'в течение 3 рабочих дней'],
    ...['Сдал (Исполнитель)', 'Принял (Заказчик)', 'Индивидуальный предприниматель'],
  ])
    expect(text).toContain(part);
  expect(text).not.toMatch(RUSSIAN);
});
