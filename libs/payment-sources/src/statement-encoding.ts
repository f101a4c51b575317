import type { StatementEncoding } from './bank-statement';
import { PaymentSourceError } from './payment-source-error';

const LABELS = { 'utf-8': 'utf-8', 'windows-1251': 'windows-1251', cp866: 'ibm866' } as const;
const ENCODINGS = Object.keys(LABELS) as StatementEncoding[];
const MAGIC = '1CClientBankExchange';
/** Keys of which every statement has one near its start, whatever the bank. */
const TELLING_KEYS = ['ВерсияФормата=', 'Кодировка=', 'ДатаНачала=', 'РасчСчет=', 'Секция'];

const letters = new Map<StatementEncoding, Map<string, number>>(
  ENCODINGS.filter((encoding) => encoding !== 'utf-8').map((encoding) => {
    const decoder = new TextDecoder(LABELS[encoding]);
    const bytes = Array.from({ length: 256 }, (_, byte) => byte);
    return [encoding, new Map(bytes.map((byte) => [decoder.decode(Uint8Array.of(byte)), byte]))];
  }),
);

/** Bytes of a key of the format. Only for letters that all three encodings have. */
function encode(text: string, encoding: StatementEncoding): Buffer {
  const table = letters.get(encoding);
  return table ? Buffer.from([...text].map((letter) => table.get(letter)!)) : Buffer.from(text, 'utf-8');
}

/**
 * Text of a statement and the encoding it was told by. The bytes of the keys decide, not the header
 * `Кодировка=`, which in a DOS file cannot be read before one knows that it is one, and which some banks
 * leave at `Windows` in UTF-8 files. The first key found wins, so a damaged tail changes nothing before it.
 * @throws PaymentSourceError `statement_unreadable`: another first line or keys in none of the encodings
 */
export function decodeStatement(bytes: Uint8Array): { text: string; encoding: StatementEncoding } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = buffer.subarray(0, 3).equals(Buffer.of(0xef, 0xbb, 0xbf)) ? 3 : 0;
  const firstLine = buffer
    .subarray(start, start + 200)
    .toString('latin1')
    .split(/[\r\n]/, 1)[0]!;
  if (firstLine.trim() !== MAGIC)
    throw new PaymentSourceError(
      'statement_unreadable',
      `Это не выписка в формате 1С: первая строка файла должна быть «${MAGIC}».`,
    );
  let found: { at: number; encoding: StatementEncoding } | undefined;
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
  return { text: new TextDecoder(LABELS[found.encoding]).decode(bytes), encoding: found.encoding };
}

/** How the first and the last line of a document begin when they are written in one of the other encodings. */
export function strangersOf(encoding: StatementEncoding): { starts: string[]; ends: string[] } {
  const decoder = new TextDecoder(LABELS[encoding]);
  const misread = (text: string): string[] =>
    ENCODINGS.filter((other) => other !== encoding).map((other) => decoder.decode(encode(text, other)));
  return { starts: misread('СекцияДокумент='), ends: misread('КонецДокумента') };
}
