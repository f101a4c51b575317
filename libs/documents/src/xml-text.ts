import type { XmlElement } from './xml';

/** What XML 1.0 cannot hold in any writing: control characters and halves of surrogate pairs. */
const FORBIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text without the characters that would make a file that nothing opens; everything else, ₽ too, is kept. */
export const withoutForbidden = (text: string): string => text.replace(FORBIDDEN, '');

const escaped = (text: string): string =>
  withoutForbidden(text).replace(/[&<>"]/g, (character) => ESCAPES[character]!);

/** An element as UTF-8 text, on one line; blanks of a text are as they are. */
export function printXml({ name, attributes, children }: XmlElement): string {
  const given = Object.entries(attributes).map(([attribute, value]) => ` ${attribute}="${escaped(value)}"`);
  const open = `<${name}${given.join('')}`;
  if (children.length === 0) return `${open}/>`;
  const inner = children.map((one) => (typeof one === 'string' ? escaped(one) : printXml(one)));
  return `${open}>${inner.join('')}</${name}>`;
}
