import { ENVELOPE, sampleUpd } from './sample-documents';
import { brokenRules } from './upd-xml-rules';
import { updTree } from './upd-xml-tree';
import { element, type XmlElement } from './xml';

const FILE = 'ON_1';
const NAME = `${FILE}.xml`;
const invoiceAndTransfer = updTree(sampleUpd(), ENVELOPE, FILE);
const transfer = updTree({ ...sampleUpd(), status: 2 }, ENVELOPE, FILE);

/** The tree with every element of a name changed; null takes it away. */
function edited(
  root: XmlElement,
  name: string,
  change: (found: XmlElement) => XmlElement | null,
): XmlElement {
  const children = root.children.flatMap((child): (XmlElement | string)[] => {
    if (typeof child === 'string') return [child];
    const inner = edited(child, name, change);
    const kept = inner.name === name ? change(inner) : inner;
    return kept ? [kept] : [];
  });
  return { ...root, children };
}
const gone = () => null;
const having = (attributes: Record<string, string | null>) => (found: XmlElement) =>
  element(found.name, { ...found.attributes, ...attributes }, ...found.children);
const holding = (child: XmlElement) => (found: XmlElement) => ({
  ...found,
  children: [...found.children, child],
});

/** A bare tax invoice made of the same file. */
const bareInvoice = edited(invoiceAndTransfer, 'Документ', having({ Функция: 'СЧФ', НаимДокОпр: null }));
const advance = edited(
  edited(
    edited(bareInvoice, 'СвСчФакт', holding(element('ДопСвФХЖ1', { СпОбстФСЧФ: '2' }))),
    'ДокПодтвОтгрНом',
    gone,
  ),
  'СведТов',
  having({ СтТовБезНДС: null }),
);

describe('the rules of Schematron of format 5.03', () => {
  it.each<[string, XmlElement]>([
    ['a tax invoice and transfer document', invoiceAndTransfer],
    ['a transfer document', transfer],
    ['a bare tax invoice', bareInvoice],
    ['an invoice for an advance, without delivery and net', advance],
    [
      'a transfer document whose line has a code for a name',
      edited(edited(transfer, 'ДопСведТов', having({ КодТов: '1' })), 'СведТов', having({ НаимТов: null })),
    ],
    ['a transfer document without addresses', edited(transfer, 'Адрес', gone)],
  ])('let pass %s', (_, tree) => {
    expect(brokenRules(tree, NAME)).toEqual([]);
  });

  it.each<[string, XmlElement]>([
    ['1: Файл/@ИдФайл', having({ ИдФайл: 'other' })(invoiceAndTransfer)],
    ['2: Документ/ТаблСчФакт is missing', edited(invoiceAndTransfer, 'ТаблСчФакт', gone)],
    ['2: Документ/СвПродПер is missing', edited(transfer, 'СвПродПер', gone)],
    ['3: Документ/@НаимДокОпр is missing', edited(transfer, 'Документ', having({ НаимДокОпр: null }))],
    ['3: Документ/@НаимДокОпр may not', edited(invoiceAndTransfer, 'Документ', having({ Функция: 'СЧФ' }))],
    ['4: ДокПодтвОтгрНом', edited(bareInvoice, 'ДокПодтвОтгрНом', gone)],
    ['5: СвПокуп/Адрес', edited(invoiceAndTransfer, 'СвПокуп', (found) => edited(found, 'Адрес', gone))],
    ['5: ГрузПолуч/Адрес', edited(invoiceAndTransfer, 'СвСчФакт', holding(element('ГрузПолуч')))],
    [
      '6: ДопСвФХЖ1/@СпОбстФСЧФ',
      edited(transfer, 'СвСчФакт', holding(element('ДопСвФХЖ1', { СпОбстФСЧФ: '2' }))),
    ],
    ['7: СведТов 1/@НаимТов', edited(transfer, 'СведТов', having({ НаимТов: null }))],
    [
      '7: СведТов 1/@НаимТов',
      edited(
        edited(invoiceAndTransfer, 'ДопСведТов', having({ КодТов: '1' })),
        'СведТов',
        having({ НаимТов: null }),
      ),
    ],
    ['8: СведТов 1/@НаимЕдИзм', edited(transfer, 'СведТов', having({ НаимЕдИзм: null }))],
    ['8: СведТов 1/@КолТов', edited(invoiceAndTransfer, 'СведТов', having({ КолТов: null }))],
    ['8: СведТов 1/@ЦенаТов', edited(invoiceAndTransfer, 'СведТов', having({ ЦенаТов: '0.00' }))],
    ['8: СведТов 1/@ЦенаТов', edited(invoiceAndTransfer, 'СведТов', having({ ЦенаТов: null }))],
    ['9: СведТов 1/@СтТовУчНал', edited(invoiceAndTransfer, 'СведТов', having({ СтТовУчНал: null }))],
    ['9: СведТов 1/@СтТовБезНДС', edited(bareInvoice, 'СведТов', having({ СтТовБезНДС: null }))],
    [
      '9: ВсегоОпл/@СтТовБезНДСВсего',
      edited(invoiceAndTransfer, 'ВсегоОпл', having({ СтТовБезНДСВсего: null })),
    ],
    ['10: СвПер needs', edited(transfer, 'СвПер', having({ ДатаПер: null, ДатаНачПер: '01.11.2026' }))],
    ['11: Подписант/СвДоверЭл', edited(transfer, 'Подписант', having({ СпосПодтПолном: '3' }))],
    ['11: Подписант/СвДоверБум', edited(transfer, 'Подписант', holding(element('СвДоверБум')))],
    [
      '12: АдрГАР/МуниципРайон',
      edited(transfer, 'Адрес', () =>
        element('Адрес', {}, element('АдрГАР', {}, element('Регион', {}, '67'))),
      ),
    ],
  ])('stop a file by rule %s', (rule, tree) => {
    expect(brokenRules(tree, NAME).join('; ')).toContain(rule.replace(/^\d+: /, ''));
  });

  it('ask no district of Baikonur, whose region is 99', () => {
    const address = element('Адрес', {}, element('АдрГАР', {}, element('Регион', {}, '99')));
    expect(
      brokenRules(
        edited(transfer, 'Адрес', () => address),
        NAME,
      ),
    ).toEqual([]);
  });
});
