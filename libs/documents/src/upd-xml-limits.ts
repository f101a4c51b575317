import type { XmlElement } from './xml';

const DATE = /^\d{2}\.\d{2}\.(19|20)\d{2}$/;
const DIGITS3 = /^\d{3}$/;
const NOT_ZEROS = '(?!00)\\d';

/**
 * Lengths and patterns of format 5.03 for what we write, by `Element/@Attribute` or, where it is the same everywhere, by
 * `@Attribute` (facts 1.5; a length stands for 1 up to it).
 */
const LIMITS: Readonly<Record<string, number | RegExp>> = {
  '@ИдФайл': 255,
  '@ВерсПрог': 40,
  '@ПоФактХЖ': 255,
  '@НаимДокОпр': 255,
  '@ДатаИнфПр': DATE,
  '@ВремИнфПр': /^([01]\d|2[0-3])\.[0-5]\d\.[0-5]\d$/,
  '@НаимЭконСубСост': 1000,
  '@НомерДок': 1000,
  '@ДатаДок': DATE,
  '@НомИспр': /^[1-9]\d{0,2}$/,
  '@ДатаИспр': DATE,
  '@СокрНаим': 510,
  '@НаимОрг': 1000,
  '@ИННЮЛ': new RegExp(`^${NOT_ZEROS}{10}$`),
  '@ИННФЛ': new RegExp(`^${NOT_ZEROS}{12}$`),
  '@КПП': new RegExp(`^${NOT_ZEROS}{4}[0-9A-Z]{2}\\d{3}$`),
  '@ОГРНИП': /^\d{15}$/,
  '@Фамилия': 60,
  '@Имя': 60,
  '@Отчество': 60,
  '@КодСтр': DIGITS3,
  '@НаимСтран': 255,
  '@АдрТекст': 1000,
  '@НомерСчета': 34,
  '@НаимБанк': 1000,
  '@БИК': /^\d{9}$/,
  '@КорСчет': 34,
  '@НомерПРД': 30,
  '@ДатаПРД': DATE,
  '@СуммаПРД': /^\d{1,17}\.\d{2}$/,
  '@СпОбстФСЧФ': /^[1-6]$/,
  '@РеквНаимДок': 255,
  '@РеквНомерДок': 255,
  '@РеквДатаДок': DATE,
  '@КодОКВ': DIGITS3,
  '@НаимОКВ': 100,
  '@Идентиф': 50,
  '@Значен': 2000,
  '@НомСтр': /^\d{1,6}$/,
  '@НаимТов': 2000,
  '@ОКЕИ_Тов': /^\d{3,4}$/,
  '@НаимЕдИзм': 255,
  '@КолТов': /^(?=.*[1-9])\d{1,15}(\.\d{1,11})?$/,
  '@ЦенаТов': /^\d{1,24}\.\d{2}$/,
  '@СтТовБезНДС': /^\d{1,17}\.\d{2}$/,
  '@СтТовУчНал': /^\d{1,17}\.\d{2}$/,
  '@СтТовБезНДСВсего': /^\d{1,17}\.\d{2}$/,
  '@СтТовУчНалВсего': /^\d{1,17}\.\d{2}$/,
  '@НалСт':
    /^(0%|5%|7%|9,09%|10%|16,67%|18%|18,03%|20%|22%|5\/105|7\/107|10\/110|18\/118|20\/120|22\/122|без НДС)$/,
  '@КодТов': 100,
  '@СодОпер': 255,
  '@ДатаПер': DATE,
  '@ДатаНачПер': DATE,
  '@ДатаОконПер': DATE,
  '@Должн': 255,
  '@СпосПодтПолном': /^[1-6]$/,
  '@НомДовер': /^.{36}$/,
  '@ДатаВыдДовер': DATE,
  '@ВнНомДовер': 50,
  '@ИдСистХран': 500,
  Тлф: 255,
};

/** What does not fit the format: «СвПокуп/ИдСв/СвЮЛУч/@НаимОрг is empty», in the order of the document. */
export function* outOfLimits(tree: XmlElement, path = ''): Generator<string> {
  const place = path === '' ? tree.name : `${path}/${tree.name}`;
  for (const [attribute, value] of Object.entries(tree.attributes))
    yield* wrongValue(`${place}/@${attribute}`, value, LIMITS[`@${attribute}`]);
  for (const child of tree.children)
    if (typeof child === 'string') yield* wrongValue(place, child, LIMITS[tree.name]);
    else yield* outOfLimits(child, place);
}

function* wrongValue(place: string, value: string, limit: number | RegExp | undefined): Generator<string> {
  if (value.trim() === '') yield `${place} is empty`;
  else if (typeof limit === 'number' && value.length > limit)
    yield `${place} is longer than ${limit} characters`;
  else if (limit instanceof RegExp && !limit.test(value)) yield `${place} may not be «${value}»`;
}
