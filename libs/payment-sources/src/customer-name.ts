import { foldLookAlikes } from './look-alikes';

const FORMS: readonly (readonly [RegExp, string])[] = (
  [
    ['ОБЩЕСТВО С ОГРАНИЧЕННОЙ ОТВЕТСТВЕННОСТЬЮ', 'ООО'],
    ['ПУБЛИЧНОЕ АКЦИОНЕРНОЕ ОБЩЕСТВО', 'ПАО'],
    ['ОТКРЫТОЕ АКЦИОНЕРНОЕ ОБЩЕСТВО', 'ОАО'],
    ['ЗАКРЫТОЕ АКЦИОНЕРНОЕ ОБЩЕСТВО', 'ЗАО'],
    ['АКЦИОНЕРНОЕ ОБЩЕСТВО', 'АО'],
    ['ИНДИВИДУАЛЬНЫЙ ПРЕДПРИНИМАТЕЛЬ', 'ИП'],
    ['ТОВАРИЩЕСТВО С ОГРАНИЧЕННОЙ ОТВЕТСТВЕННОСТЬЮ', 'ТОО'],
    ['АВТОНОМНАЯ НЕКОММЕРЧЕСКАЯ ОРГАНИЗАЦИЯ', 'АНО'],
  ] as const
).map(([long, short]) => [new RegExp(long.replaceAll(' ', String.raw`\s+`), 'g'), short]);
const FORM_NAMES = new Set(FORMS.map(([, short]) => short));

/** Words that may stand beside a name without being part of it. */
const NEIGHBOURS = new Set(
  (
    'ЗА ОТ ДЛЯ ПО НА В С БЕЗ И СОГЛАСНО ОПЛАТА ПЛАТЕЖ ПОПОЛНЕНИЕ БАЛАНСА СЧЕТ СЧЕТА СЧЕТУ СЧ ДОГОВОР ДОГОВОРУ ' +
    'ИНН КПП НДС КЛИЕНТ КЛИЕНТА ЗАКАЗЧИК ЗАКАЗЧИКА КОМПАНИЯ КОМПАНИИ КОМПАНИЮ ОРГАНИЗАЦИЯ ОРГАНИЗАЦИИ ОРГАНИЗАЦИЮ АККАУНТ СУММА ТРЕТЬЕ ЛИЦО N'
  ).split(' '),
);

/** Words with their inner hyphens, and marks of punctuation one by one. */
const tokensOf = (text: string): string[] =>
  FORMS.reduce((folded, [long, short]) => folded.replace(long, short), foldLookAlikes(text)).match(
    /[\p{L}\p{N}]+(?:[-&+'’][\p{L}\p{N}]+)*|[^\s\p{L}\p{N}]/gu,
  ) ?? [];
const isWord = (token: string | undefined): token is string =>
  token !== undefined && /[\p{L}\p{N}]/u.test(token);
const isQuote = (token: string): boolean => /["'«»“”„‘’`]/.test(token);

interface Name {
  readonly form: string | null;
  readonly core: readonly string[];
}

function nameOf(name: string): Name {
  const words = tokensOf(name).filter(isWord);
  return {
    form: words.find((word) => FORM_NAMES.has(word)) ?? null,
    core: words.filter((word) => !FORM_NAMES.has(word)),
  };
}

/** Whether two spellings name one customer: quotes, case, look-alikes and long legal forms aside. */
export function isSameName(a: string, b: string): boolean {
  const [left, right] = [nameOf(a), nameOf(b)];
  if (left.core.length === 0 || left.core.join(' ') !== right.core.join(' ')) return false;
  return left.form === right.form || left.form === null || right.form === null;
}

/**
 * Whether a purpose of payment names a customer (rule 3, clause 3.4). The whole name must stand there as
 * words of its own: «Ромашка Плюс», «Новая Ромашка» and АО «Ромашка» do not name ООО «Ромашка».
 */
export function namesCustomer(purpose: string, customerName: string): boolean {
  const { form, core } = nameOf(customerName);
  if (core.length === 0) return false;
  const tokens = tokensOf(purpose).filter((token) => !isQuote(token));
  const needsForm = core.join('').length <= 3;
  return tokens.some((_, start) => {
    if (core.some((word, offset) => tokens[start + offset] !== word)) return false;
    const [before, after] = [tokens[start - 1], tokens[start + core.length]];
    const around = [before, after];
    const forms = around.filter((token) => token !== undefined && FORM_NAMES.has(token));
    if (forms.some((found) => form !== null && found !== form)) return false;
    if (needsForm && forms.length === 0) return false;
    const standsAside = (token: string | undefined, number: RegExp): boolean =>
      !isWord(token) || FORM_NAMES.has(token) || NEIGHBOURS.has(token) || number.test(token);
    // «Ромашка 2» may be another company; an INN after the name is not a part of it.
    return standsAside(before, /^\d+$/) && standsAside(after, /^\d{10,12}$/);
  });
}
