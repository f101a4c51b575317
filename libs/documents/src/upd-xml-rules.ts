import type { XmlElement } from './xml';

type Rule = (file: XmlElement, fileName: string) => Iterable<string>;

const isElement = (child: XmlElement | string): child is XmlElement => typeof child !== 'string';

/** Elements at the end of a path under `root`: `Документ/СвСчФакт`. */
function all(root: XmlElement, path: string): XmlElement[] {
  const [step, ...rest] = path.split('/') as [string, ...string[]];
  const found = root.children.filter(isElement).filter(({ name }) => name === step);
  return rest.length === 0 ? found : found.flatMap((child) => all(child, rest.join('/')));
}

/** Elements of a name at any depth. */
const anywhere = (root: XmlElement, name: string): XmlElement[] =>
  root.children
    .filter(isElement)
    .flatMap((child) => [...(child.name === name ? [child] : []), ...anywhere(child, name)]);

const functionOf = (file: XmlElement): string => all(file, 'Документ')[0]?.attributes['Функция'] ?? '';
const isInvoice = (file: XmlElement): boolean => ['СЧФ', 'СЧФДОП'].includes(functionOf(file));
const isTransfer = (file: XmlElement): boolean => ['ДОП', 'СЧФДОП'].includes(functionOf(file));
const circumstance = (file: XmlElement) => all(file, 'Документ/СвСчФакт/ДопСвФХЖ1')[0]?.attributes ?? {};
const isAdvance = (file: XmlElement): boolean =>
  functionOf(file) === 'СЧФ' && circumstance(file)['СпОбстФСЧФ'] === '2';

/** What Schematron of format 5.03 asks and a schema cannot: numbers are those of facts 1.5. */
const RULES: readonly Rule[] = [
  function* fileId1(file, fileName) {
    if (`${file.attributes['ИдФайл']}.xml` !== fileName) yield 'Файл/@ИдФайл is not the name of the file';
  },
  function* parts2(file) {
    if (isInvoice(file) && all(file, 'Документ/ТаблСчФакт').length === 0)
      yield 'Документ/ТаблСчФакт is missing';
    if (isTransfer(file) && all(file, 'Документ/СвПродПер').length === 0)
      yield 'Документ/СвПродПер is missing';
  },
  function* title3(file) {
    const isNamed = all(file, 'Документ')[0]?.attributes['НаимДокОпр'] !== undefined;
    const isBareInvoice = functionOf(file) === 'СЧФ';
    if (isBareInvoice && isNamed) yield 'Документ/@НаимДокОпр may not stand in a bare invoice';
    if (!isBareInvoice && !isNamed) yield 'Документ/@НаимДокОпр is missing';
  },
  function* delivery4(file) {
    if (functionOf(file) !== 'СЧФ' || isAdvance(file)) return;
    if (all(file, 'Документ/СвСчФакт/ДокПодтвОтгрНом').length === 0) yield 'ДокПодтвОтгрНом is missing';
  },
  function* addresses5(file) {
    if (!isInvoice(file)) return;
    for (const name of ['СвПрод', 'СвПокуп', 'ГрузОтпр', 'ГрузПолуч', 'СвФактор'])
      for (const party of anywhere(file, name))
        if (all(party, 'Адрес').length === 0) yield `${name}/Адрес is missing`;
  },
  function* circumstances6(file) {
    for (const owner of ['СЧФ', 'СЧФДОП', 'ДОП'])
      if (circumstance(file)[`СпОбстФ${owner}`] !== undefined && functionOf(file) !== owner)
        yield `ДопСвФХЖ1/@СпОбстФ${owner} belongs to ${owner} only`;
  },
  function* names7(file) {
    for (const { line, more, place } of linesOf(file)) {
      const coded = ['КодТов', 'АртикулТов', 'ХарактерТов'].some((code) => more[code] !== undefined);
      if (line['НаимТов'] === undefined && (isInvoice(file) || !coded)) yield `${place}/@НаимТов is missing`;
    }
  },
  function* units8(file) {
    for (const { line, place } of linesOf(file)) {
      if (line['ОКЕИ_Тов'] === undefined) continue;
      if (line['НаимЕдИзм'] === undefined) yield `${place}/@НаимЕдИзм is missing beside ОКЕИ_Тов`;
      if (!isInvoice(file)) continue;
      if (line['КолТов'] === undefined) yield `${place}/@КолТов is missing beside ОКЕИ_Тов`;
      else if (!(Number(line['ЦенаТов']) > 0)) yield `${place}/@ЦенаТов must be above 0 beside КолТов`;
    }
  },
  function* sums9(file) {
    if (!isInvoice(file)) return;
    const total = all(file, 'Документ/ТаблСчФакт/ВсегоОпл')[0]?.attributes ?? {};
    const places = [
      ...linesOf(file).map(({ line, place }) => ({ place, of: line, ending: '' })),
      { place: 'ВсегоОпл', of: total, ending: 'Всего' },
    ];
    for (const { place, of, ending } of places) {
      if (of[`СтТовУчНал${ending}`] === undefined) yield `${place}/@СтТовУчНал${ending} is missing`;
      if (of[`СтТовБезНДС${ending}`] === undefined && !isAdvance(file))
        yield `${place}/@СтТовБезНДС${ending} is missing`;
    }
  },
  function* transferDate10(file) {
    if (!isTransfer(file)) return;
    for (const { attributes: when } of all(file, 'Документ/СвПродПер/СвПер')) {
      const hasPeriod = when['ДатаНачПер'] !== undefined && when['ДатаОконПер'] !== undefined;
      if (when['ДатаПер'] === undefined && !hasPeriod)
        yield 'СвПер needs ДатаПер or both ДатаНачПер and ДатаОконПер';
    }
  },
  function* authority11(file) {
    for (const signatory of all(file, 'Документ/Подписант'))
      for (const [kind, power] of [
        ['3', 'СвДоверЭл'],
        ['5', 'СвДоверБум'],
      ] as const)
        if ((signatory.attributes['СпосПодтПолном'] === kind) !== all(signatory, power).length > 0)
          yield `Подписант/${power} stands with СпосПодтПолном ${kind} and with no other`;
  },
  function* district12(file) {
    for (const address of anywhere(file, 'АдрГАР'))
      if (all(address, 'Регион')[0]?.children[0] !== '99' && all(address, 'МуниципРайон').length === 0)
        yield 'АдрГАР/МуниципРайон is missing';
  },
];

const linesOf = (file: XmlElement) =>
  all(file, 'Документ/ТаблСчФакт/СведТов').map((line) => ({
    line: line.attributes,
    more: all(line, 'ДопСведТов')[0]?.attributes ?? {},
    place: `СведТов ${line.attributes['НомСтр']}`,
  }));

/** Every rule of Schematron that a file breaks, in the order of the rules. */
export const brokenRules = (file: XmlElement, fileName: string): string[] =>
  RULES.flatMap((rule) => [...rule(file, fileName)]);
