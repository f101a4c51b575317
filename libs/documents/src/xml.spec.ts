import iconv from 'iconv-lite';
import fc from 'fast-check';
import { element, xmlBytes } from './xml';
import { printXml } from './xml-text';

const textOf = (bytes: Uint8Array): string => iconv.decode(Buffer.from(bytes), 'windows-1251');
const HEAD = '<?xml version="1.0" encoding="windows-1251"?>\n';

describe('a written XML document', () => {
  it('says its encoding and is in it', () => {
    const bytes = xmlBytes(element('Файл', { Имя: '№ «Ё»' }, element('Пусто'), 'да'));
    expect(textOf(bytes)).toBe(`${HEAD}<Файл Имя="№ «Ё»"><Пусто/>да</Файл>\n`);
    expect(Buffer.from(bytes).includes(Buffer.from([0xd4, 0xe0, 0xe9, 0xeb]))).toBe(true);
  });

  it('leaves out attributes and children that are absent, and keeps empty ones', () => {
    const root = element('а', { б: null, в: undefined, г: '' }, null, undefined, element('д'));
    expect(textOf(xmlBytes(root))).toBe(`${HEAD}<а г=""><д/></а>\n`);
  });

  it('escapes what would end a value or be lost in it', () => {
    const root = element('а', { б: '"<&>\'\n\t\r' }, '<&>\n');
    expect(textOf(xmlBytes(root))).toBe(
      `${HEAD}<а б="&quot;&lt;&amp;&gt;'&#10;&#9;&#13;">&lt;&amp;&gt;&#10;</а>\n`,
    );
  });

  it('escapes the same where it is written piece by piece, and drops what XML cannot hold', () => {
    expect(printXml(element('а', { б: '"<&>\u0000' }, '<в/>&\u001b'))).toBe(
      '<а б="&quot;&lt;&amp;&gt;">&lt;в/&gt;&amp;</а>',
    );
  });

  it.each([
    ['₽', 'а/@б: windows-1251 has no «₽» (U+20BD)'],
    ['ООО «🚀»', 'а/@б: windows-1251 has no «🚀» (U+1F680)'],
    ['\ufffd', 'а/@б: windows-1251 has no «\ufffd» (U+FFFD)'],
    ['\u0098', 'U+0098'],
    ['\u0000', 'а/@б: XML forbids the character U+0000'],
    ['\u001b', 'XML forbids the character U+001B'],
    ['\ud83d', 'XML forbids the character U+D83D'],
    ['\uffff', 'XML forbids the character U+FFFF'],
  ])('refuses %j by the name of its place', (text, why) => {
    expect(() => xmlBytes(element('а', { б: text }))).toThrow(why);
    expect(() => xmlBytes(element('а', {}, text))).toThrow(why.replace('/@б', ''));
  });

  it('either keeps a text to the letter or refuses it', () => {
    const character = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 1 }),
      fc.constantFrom(...'Ёж №«&<"\n₽'),
    );
    fc.assert(
      fc.property(fc.array(character, { maxLength: 12 }), (characters) => {
        const text = characters.join('');
        let written: string;
        try {
          written = textOf(xmlBytes(element('а', { б: text })));
        } catch {
          return;
        }
        const value = /^<а б="([^"]*)"\/>$/.exec(written.slice(HEAD.length).trimEnd())![1]!;
        const read = value
          .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&quot;', '"')
          .replaceAll('&amp;', '&');
        expect(read).toBe(text);
      }),
    );
  });
});
