import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localDate } from '@rocket/kernel';
import { SaxesParser } from 'saxes';
import { enterpriseData } from './enterprise-data';
import type { ExportedContract, ExportedObject, ReceivedMoney } from './enterprise-data-facts';
import {
  CUSTOMER,
  SELLER,
  SOLE_TRADER,
  sampleCorrection,
  sampleInvoice,
  sampleUpd,
} from './sample-documents';

const ACCOUNT = '01938f2e-0000-7000-8000-000000000001';
const contract: ExportedContract = {
  accountId: ACCOUNT,
  title: 'Публичная оферта № 6 от 19.08.2025',
  accountNumber: '31245678',
};
const id = (nth: number): string => `01938f2e-0000-7000-8000-${String(nth).padStart(12, '0')}`;

const receipt: ReceivedMoney = {
  id: id(7),
  receivedOn: localDate('2026-11-21'),
  source: 'bank',
  currency: 'RUB',
  amount: 1_500_000n,
  order: { number: '42', date: localDate('2026-11-20') },
  purpose: 'Оплата по счёту № 1207 <НДС> & "₽"',
  seller: SELLER,
  from: CUSTOMER,
  parts: [
    { amount: 1_000_000n, owner: { contract, customer: CUSTOMER } },
    { amount: 500_000n, owner: null },
  ],
};

async function* each(objects: readonly ExportedObject[]): AsyncGenerator<ExportedObject> {
  for (const object of objects) yield await Promise.resolve(object);
}

async function exported(...objects: ExportedObject[]): Promise<string> {
  let text = '';
  for await (const piece of enterpriseData('2026-11-21T10:00:00', each(objects))) text += piece;
  return text;
}

interface Node {
  readonly name: string;
  readonly children: Node[];
  text: string;
}

/** Read by a strict parser with namespaces: what is not well formed throws. */
function read(xml: string): Node {
  const stack: Node[] = [{ name: '', children: [], text: '' }];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name }) => {
    const node = { name, children: [], text: '' };
    stack.at(-1)!.children.push(node);
    stack.push(node);
  });
  parser.on('text', (text) => (stack.at(-1)!.text += text));
  parser.on('closetag', () => void stack.pop());
  parser.write(xml).close();
  return stack[0]!.children[0]!;
}

const find = (node: Node, path: string): string[] => {
  const [first, ...rest] = path.split('/');
  const fit = node.children.filter(({ name }) => name === first);
  return rest.length === 0 ? fit.map(({ text }) => text) : fit.flatMap((one) => find(one, rest.join('/')));
};
const body = (xml: string): Node => read(xml).children.find(({ name }) => name === 'Body')!;
const namesOf = (node: Node): string[] => node.children.map(({ name }) => name);

const upd = sampleUpd();
const correction = sampleCorrection();
const everything: ExportedObject[] = [
  { type: 'counterparty', party: CUSTOMER },
  { type: 'counterparty', party: SOLE_TRADER },
  { type: 'contract', contract, seller: SELLER, customer: CUSTOMER, currency: 'RUB' },
  { type: 'invoice', id: id(1), contract, facts: sampleInvoice(2) },
  { type: 'received', money: receipt },
  { type: 'sale', id: id(2), contract, isInvoice: true, facts: upd },
  {
    type: 'correction',
    id: id(3),
    contract,
    originals: correction.original.map(({ date }, nth) => ({ id: id(20 + nth), transferredOn: date })),
    facts: correction,
  },
  {
    type: 'paid_back',
    money: {
      ...{ id: id(4), paidOn: localDate('2026-11-25'), to: 'bank', currency: 'RUB', amount: 100_000n },
      ...{ purpose: 'Возврат', seller: SELLER, customer: CUSTOMER, contract },
    },
  },
];

describe('a message of EnterpriseData', () => {
  it('is UTF-8 with a mark, names its version, and holds catalogues before documents', async () => {
    const xml = await exported(...everything);
    expect(xml.startsWith('\uFEFF<?xml version="1.0" encoding="UTF-8"?>')).toBe(true);
    expect(find(read(xml), 'msg:Header/msg:Format')).toEqual([
      'http://v8.1c.ru/edi/edi_stnd/EnterpriseData/1.17',
    ]);
    expect(namesOf(body(xml))).toEqual([
      'Справочник.Контрагенты',
      'Справочник.Контрагенты',
      'Справочник.Договоры',
      'Документ.ЗаказКлиента',
      'Документ.ПБДСРасчетыСКонтрагентами',
      'Документ.РеализацияТоваровУслуг',
      'Документ.СчетФактураВыданный',
      ...correction.original.map(() => 'Документ.КорректировкаРеализацииТоваров'),
      'Документ.СчетФактураВыданный',
      'Документ.СБДСРасчетыСКонтрагентами',
    ]);
  });

  it('says the same in a second export, ids included', async () => {
    expect(await exported(...everything)).toBe(await exported(...everything));
  });

  it('knows a counterparty by INN and KPP, and a sole trader as a person without KPP', async () => {
    const [company, trader] = body(await exported(...everything)).children;
    expect(find(company!, 'КлючевыеСвойства/ИНН')).toEqual([CUSTOMER.inn]);
    expect(find(company!, 'КлючевыеСвойства/КПП')).toEqual([CUSTOMER.kpp]);
    expect(find(company!, 'КлючевыеСвойства/ЮридическоеФизическоеЛицо')).toEqual(['ЮридическоеЛицо']);
    expect(find(trader!, 'КлючевыеСвойства/КПП')).toEqual([]);
    expect(find(trader!, 'КлючевыеСвойства/ЮридическоеФизическоеЛицо')).toEqual(['ФизическоеЛицо']);
  });

  it('tells a sale with the sums of its lines and a rate by its parts', async () => {
    const sale = body(await exported(everything[5]!)).children[0]!;
    const lines = find(sale, 'Услуги/Строка/Сумма');
    const kopecks = (text: string): bigint => BigInt(text.replace('.', ''));
    expect(lines.map(kopecks).reduce((a, b) => a + b)).toBe(upd.totals.gross);
    expect(
      find(sale, 'Услуги/Строка/СуммаНДС')
        .map(kopecks)
        .reduce((a, b) => a + b),
    ).toBe(upd.totals.vat);
    expect(find(sale, 'КлючевыеСвойства/Ссылка')).toEqual([id(2)]);
    expect(find(sale, 'Услуги/Строка/СтавкаНДС/Ставка')[0]).toBe(upd.lines[0]!.vatRate);
    expect(find(sale, 'ДанныеВзаиморасчетов/Договор/Номер')).toEqual(['6/31245678']);
  });

  it('has one object for one paper where there is no VAT, and no rate in it', async () => {
    const lines = upd.lines.map((line) => ({ ...line, vatRate: null, vat: 0n, net: line.gross }));
    const facts = { ...upd, lines, totals: { ...upd.totals, vat: 0n, net: upd.totals.gross } };
    const all = body(await exported({ type: 'sale', id: id(2), contract, isInvoice: false, facts }));
    expect(namesOf(all)).toEqual(['Документ.РеализацияТоваровУслуг']);
    expect(find(all, 'Документ.РеализацияТоваровУслуг/Налогообложение')).toEqual(['ПродажаНеОблагаетсяНДС']);
    expect(find(all, 'Документ.РеализацияТоваровУслуг/Услуги/Строка/СтавкаНДС/НеОблагается')[0]).toBe('true');
    expect(find(all, 'Документ.РеализацияТоваровУслуг/Услуги/Строка/СтавкаНДС/Ставка')).toEqual([]);
  });

  it('tells received money whole, whoever its parts belong to, and refuses parts that do not make it', async () => {
    const [money] = body(await exported({ type: 'received', money: receipt })).children;
    expect(find(money!, 'ОбщиеДанные/Сумма')).toEqual(['15000.00']);
    expect(find(money!, 'РасшифровкаПлатежа/Строка/Сумма')).toEqual(['10000.00', '5000.00']);
    expect(find(money!, 'ОбщиеДанные/НазначениеПлатежа')).toEqual([receipt.purpose]);
    const short = { ...receipt, parts: receipt.parts.slice(1) };
    await expect(exported({ type: 'received', money: short })).rejects.toThrow('its parts make 500000');
  });

  it('tells a card payment as an operation of its provider and never as money on the bank account', async () => {
    const all = body(await exported({ type: 'received', money: { ...receipt, source: 'yookassa' } }));
    expect(namesOf(all)).toEqual(['Документ.ОперацияПоПлатежнойКарте']);
    expect(find(all, 'Документ.ОперацияПоПлатежнойКарте/НаименованиеПлатежнойСистемы')).toEqual(['ЮKassa']);
  });

  it('gives each line of an invoice its own tax; an old one, taxed as a whole, shares that out', async () => {
    const facts = sampleInvoice(3);
    const lines = facts.lines.map((line) => ({ ...line, amount: 33_333n }));
    const taxes = async (amount: bigint): Promise<string[]> => {
      const asked = { ...facts, lines, total: 99_999n, vat: { rate: '22', amount } };
      const xml = await exported({ type: 'invoice', id: id(1), contract, facts: asked });
      return find(body(xml), 'Документ.ЗаказКлиента/Услуги/Строка/СуммаНДС');
    };
    expect(await taxes(18_033n)).toEqual(['60.11', '60.11', '60.11']);
    expect(await taxes(18_032n)).toEqual(['60.11', '60.11', '60.10']);
  });

  it('draws an advance invoice up over the receipt it is for, at a computed rate', async () => {
    const facts = {
      ...{ number: 'А5', issuedOn: localDate('2026-11-21'), seller: SELLER, customer: CUSTOMER },
      ...{ paymentDocument: receipt.order!, currency: 'RUB' as const, name: 'Предварительная оплата' },
      ...{ vatRate: '22/122', vat: 180_328n, gross: 1_000_000n },
    };
    const all = body(await exported({ type: 'advance', id: id(9), contract, receipt, facts })).children[0]!;
    expect(find(all, 'СтавкаНДС/ВидСтавки')).toEqual(['ОбщаяРасчетная']);
    expect(find(all, 'ВидСчетаФактуры')).toEqual(['НаАванс']);
    const ground = 'ДокументыОснования/Строка/ДокументОснование/ПБДСРасчетыСКонтрагентамиСсылка';
    expect(find(all, `${ground}/Ссылка`)).toEqual([receipt.id]);
  });

  it('says what a correction takes down, and which sale it corrects', async () => {
    const all = body(await exported(everything[6]!));
    const kopecks = (text: string): bigint => BigInt(text.replace('.', ''));
    const changes = find(all, 'Документ.КорректировкаРеализацииТоваров/Сумма').map(kopecks);
    const { increase, decrease } = correction.totals;
    expect(changes.reduce((a, b) => a + b)).toBe(increase.gross - decrease.gross);
    const corrected =
      'Документ.КорректировкаРеализацииТоваров/ДокументРеализации/РеализацияТоваровУслугСсылка/Ссылка';
    expect(find(all, corrected)).toEqual(correction.original.map((_, nth) => id(20 + nth)));
  });

  it('keeps ₽, emoji and quotes, and leaves out what XML cannot hold', async () => {
    const name = 'ООО «Ракета ₽ 🚀» <&"\'>';
    const party = {
      ...CUSTOMER,
      shortName: null,
      name: `${name.slice(0, 5)}\u0000\u001b\ufffe${name.slice(5)}\ud83d`,
    };
    const [one] = body(await exported({ type: 'counterparty', party })).children;
    expect(find(one!, 'КлючевыеСвойства/НаименованиеПолное')).toEqual([name]);
  });

  it('is well formed for another reader too', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'enterprise-data-'));
    try {
      const file = join(folder, 'message.xml');
      writeFileSync(file, await exported(...everything));
      const lint = spawnSync('xmllint', ['--noout', file], { encoding: 'utf8' });
      if (lint.error) return; // This machine has no xmllint; the strict parser above has read it all.
      expect([lint.status, lint.stderr]).toEqual([0, '']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
