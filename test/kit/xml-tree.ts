import { SaxesParser } from 'saxes';

/** An element as another program would read it. */
export interface XmlNode {
  readonly name: string;
  readonly children: XmlNode[];
  text: string;
}

/** Reads a document strictly: what is not well formed throws. */
export function readXml(bytes: Buffer): XmlNode {
  const stack: XmlNode[] = [{ name: '', children: [], text: '' }];
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
  parser.write(bytes.toString('utf8')).close();
  return stack[0]!.children[0]!;
}

/** Texts of every element under a path of names: `Услуги/Строка/Сумма`. */
export function textsAt(node: XmlNode, path: string): string[] {
  const [first, ...rest] = path.split('/');
  const fit = node.children.filter(({ name }) => name === first);
  return rest.length === 0 ? fit.map(({ text }) => text) : fit.flatMap((one) => textsAt(one, rest.join('/')));
}

/** `1220.00` and `-20.00` in kopecks. */
export const kopecksOf = (text: string): bigint => BigInt(text.replace('.', ''));
export const sumOf = (texts: readonly string[]): bigint =>
  texts.reduce((total, text) => total + kopecksOf(text), 0n);
