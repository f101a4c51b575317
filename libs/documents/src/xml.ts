import iconv from 'iconv-lite';

/** An element of a document being written: attributes in order, children in order. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (XmlElement | string)[];
}

type Absent = null | undefined;
const isGiven = <Value>(value: Value | Absent): value is Value => value !== null && value !== undefined;

/** An element; attributes and children that are absent are left out. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | Absent>> = {},
  ...children: readonly (XmlElement | string | Absent)[]
): XmlElement {
  const given = Object.entries(attributes).filter((entry): entry is [string, string] => isGiven(entry[1]));
  return { name, attributes: Object.fromEntries(given), children: children.filter(isGiven) };
}

const ENCODING = 'windows-1251';
/** Every character that a byte stands for; byte 98 stands for none and decodes to U+FFFD. */
const BYTES = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
const LETTERS = new Set(iconv.decode(BYTES, ENCODING).replace('\ufffd', ''));
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Blanks other than a space become references: a reader of XML would turn them into spaces in an attribute. */
const escaped = (text: string): string =>
  text.replace(/[&<>"\t\n\r]/g, (character) => ESCAPES[character] ?? `&#${character.charCodeAt(0)};`);

/**
 * The bytes of a document in windows-1251, with the declaration that says so.
 * @throws Error naming the place and the character for one that XML forbids or windows-1251 does not have (₽, emoji)
 */
export function xmlBytes(root: XmlElement): Uint8Array {
  return iconv.encode(`<?xml version="1.0" encoding="${ENCODING}"?>\n${print(root)}\n`, ENCODING);
}

function print({ name, attributes, children }: XmlElement): string {
  const given = Object.entries(attributes).map(
    ([attribute, value]) => ` ${attribute}="${escaped(writable(value, `${name}/@${attribute}`))}"`,
  );
  const open = `<${name}${given.join('')}`;
  if (children.length === 0) return `${open}/>`;
  const inner = children.map((one) => (typeof one === 'string' ? escaped(writable(one, name)) : print(one)));
  return `${open}>${inner.join('')}</${name}>`;
}

function writable(text: string, place: string): string {
  for (const character of text) {
    const code = `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
    if (FORBIDDEN.test(character)) throw new Error(`${place}: XML forbids the character ${code}`);
    if (!LETTERS.has(character)) throw new Error(`${place}: ${ENCODING} has no «${character}» (${code})`);
  }
  return text;
}
