import type { StatementEncoding } from './bank-statement';
import { PaymentSourceError } from './payment-source-error';

const LABELS = { 'utf-8': 'utf-8', 'windows-1251': 'windows-1251', cp866: 'ibm866' } as const;
type TextEncoding = keyof typeof LABELS;
const ENCODINGS = Object.keys(LABELS) as TextEncoding[];
const MAGIC = '1CClientBankExchange';
/** Keys of which every statement has one near its start, whatever the bank. */
const TELLING_KEYS = ['ВерсияФормата=', 'Кодировка=', 'ДатаНачала=', 'РасчСчет=', 'Секция'];

const letters = new Map<TextEncoding, Map<string, number>>(
  ENCODINGS.filter((encoding) => encoding !== 'utf-8').map((encoding) => {
    const decoder = new TextDecoder(LABELS[encoding]);
    const bytes = Array.from({ length: 256 }, (_, byte) => byte);
    return [encoding, new Map(bytes.map((byte) => [decoder.decode(Uint8Array.of(byte)), byte]))];
  }),
);

/** Bytes of a key of the format. Only for letters that all three encodings have. */
function encode(text: string, encoding: TextEncoding): Buffer {
  const table = letters.get(encoding);
  return table ? Buffer.from([...text].map((letter) => table.get(letter)!)) : Buffer.from(text, 'utf-8');
}

/** What a file is, told by its first bytes. `label` is what `TextDecoder` calls the encoding. */
export interface Recognised {
  readonly format: '1c' | 'camt.053';
  readonly encoding: StatementEncoding;
  readonly label: string;
}

/** Files that people send by mistake, by how they begin. */
const MISTAKEN: readonly (readonly [start: string, what: string])[] = [
  ['PK\u0003\u0004', 'Это архив ZIP или книга Excel: распакуйте архив и приложите саму выписку'],
  ['%PDF', 'Это PDF: выгрузите выписку из банка в формате 1С или camt.053'],
  ['Rar!', 'Это архив RAR: распакуйте его и приложите саму выписку'],
  ['\u001f\u008b', 'Это архив GZIP: распакуйте его и приложите саму выписку'],
  [
    '\u00d0\u00cf\u0011\u00e0',
    'Это документ Word или Excel: выгрузите выписку из банка в формате 1С или camt.053',
  ],
];

/**
 * Tells the format and the encoding of a statement by its beginning.
 * @throws PaymentSourceError `statement_unreadable`: it is something else, or its encoding cannot be told
 */
export function recogniseStatement(head: Uint8Array): Recognised {
  const buffer = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  const start = buffer.subarray(0, 3).equals(Buffer.of(0xef, 0xbb, 0xbf)) ? 3 : 0;
  const beginning = buffer.subarray(start, start + 2_000).toString('latin1');
  const mistaken = MISTAKEN.find(([text]) => beginning.startsWith(text));
  if (mistaken) throw new PaymentSourceError('statement_unreadable', `${mistaken[1]}.`);
  const isWide = /^(?:\u00ff\u00fe|\u00fe\u00ff)/.test(beginning);
  const letters = isWide ? beginning.replaceAll('\0', '').slice(2) : beginning;
  if (/^\s*</.test(letters)) return recogniseXml(letters, isWide ? beginning : null);
  return recogniseText(buffer, beginning);
}

function recogniseXml(letters: string, wide: string | null): Recognised {
  if (/<!DOCTYPE|<!ENTITY/i.test(letters))
    throw new PaymentSourceError(
      'statement_unreadable',
      'В файле есть описание DTD: банки таких выписок не присылают, файл не принят.',
    );
  const message = /\b(camt|pain|pacs)\.(\d{3})\b/.exec(letters);
  if (!/BkToCstmrStmt|camt\.053/.test(letters))
    throw new PaymentSourceError(
      'statement_unreadable',
      message
        ? `Это сообщение ${message[0]}, а нужна выписка camt.053.`
        : 'Это не выписка: ожидается файл в формате 1С («1CClientBankExchange») или XML camt.053.',
    );
  if (wide !== null)
    return {
      format: 'camt.053',
      encoding: 'utf-16',
      label: wide.startsWith('\u00ff') ? 'utf-16le' : 'utf-16be',
    };
  const declaration = /^\s*<\?xml[^>]*encoding\s*=\s*["']([\w-]+)["']/i.exec(letters);
  const declared = declaration?.[1]?.toLowerCase() ?? 'utf-8';
  const encoding = ENCODINGS.find((one) => one === declared || LABELS[one] === declared);
  if (!encoding)
    throw new PaymentSourceError(
      'statement_unreadable',
      `Кодировка «${declared}» не поддерживается: ожидается UTF-8 или Windows-1251.`,
    );
  return { format: 'camt.053', encoding, label: LABELS[encoding] };
}

/**
 * The bytes of the keys decide, not the header `Кодировка=`, which in a DOS file cannot be read before one knows that it
 * is one, and which some banks leave at `Windows` in UTF-8 files. The first key found wins, so a damaged tail changes
 * nothing before it.
 */
function recogniseText(buffer: Buffer, beginning: string): Recognised {
  if (beginning.split(/[\r\n]/, 1)[0]!.trim() !== MAGIC)
    throw new PaymentSourceError(
      'statement_unreadable',
      `Это не выписка: ожидается файл в формате 1С (первая строка «${MAGIC}») или XML camt.053.`,
    );
  let found: { at: number; encoding: TextEncoding } | undefined;
  for (const encoding of ENCODINGS)
    for (const key of TELLING_KEYS) {
      const at = buffer.indexOf(encode(key, encoding));
      if (at >= 0 && (!found || at < found.at)) found = { at, encoding };
    }
  if (!found)
    throw new PaymentSourceError(
      'statement_unreadable',
      'Кодировка файла не распознана: ожидается Windows-1251, DOS (866) или UTF-8.',
    );
  return { format: '1c', encoding: found.encoding, label: LABELS[found.encoding] };
}

/** How the first and the last line of a document begin when they are written in one of the other encodings. */
export function strangersOf(encoding: StatementEncoding): { starts: string[]; ends: string[] } {
  const decoder = new TextDecoder(LABELS[encoding as TextEncoding]);
  const misread = (text: string): string[] =>
    ENCODINGS.filter((other) => other !== encoding).map((other) => decoder.decode(encode(text, other)));
  return { starts: misread('СекцияДокумент='), ends: misread('КонецДокумента') };
}
