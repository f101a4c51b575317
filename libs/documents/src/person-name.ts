/** Names apart, as the electronic formats want them. */
export interface PersonName {
  readonly surname: string;
  readonly name: string;
  readonly patronymic?: string | null;
}

const TRADER = /^(?:ИП|Индивидуальный предприниматель|Глава КФХ)\s+/iu;
const INITIALS = /\.(?=\p{L})/gu;
const WORD = /^\p{Lu}[\p{L}'’-]*\.?$/u;

/**
 * The name of a person out of one text: «Иванов Иван Иванович», «Харитонов И. Г.», «И.И. Иванов», «ИП Ёлкина Щука». Initials
 * stay initials: the formats ask for a text and do not say how long it is.
 * @returns null for what is not two or more words beginning with capitals, or has no whole surname
 */
export function personNameOf(text: string): PersonName | null {
  const words = text.normalize('NFC').trim().replace(TRADER, '').replaceAll(INITIALS, '. ').split(/\s+/);
  const isInitial = (word: string) => word.endsWith('.');
  const surnameLast = words.length > 1 && isInitial(words[0]!) && !isInitial(words.at(-1)!);
  const [surname, name, ...rest] = surnameLast ? [words.at(-1)!, ...words.slice(0, -1)] : words;
  if (!surname || !name || ![surname, name].every((word) => WORD.test(word)) || isInitial(surname))
    return null;
  return { surname, name, patronymic: rest.join(' ') || null };
}
