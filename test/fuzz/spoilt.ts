import fc, { type Arbitrary } from 'fast-check';
import iconv from 'iconv-lite';

/** One way to spoil bytes. */
type Spoil = (bytes: Buffer) => Buffer;

const at = (bytes: Buffer, share: number): number => Math.floor(bytes.length * share);

const ENCODINGS = ['win1251', 'utf8', 'cp866', 'koi8-r', 'utf-16le', 'utf-16be', 'iso-8859-5', 'maccyrillic'];
const recoded =
  (encoding: string, addBOM: boolean): Spoil =>
  (bytes) =>
    iconv.encode(iconv.decode(bytes, 'win1251'), encoding, { addBOM });

/** Cut off, repeated, overwritten, written in other letters, with lines of any length: what networks, programs and people do to files. */
const spoil: Arbitrary<Spoil> = fc.oneof(
  fc
    .double({ min: 0, max: 1, noNaN: true })
    .map<Spoil>((share) => (bytes) => bytes.subarray(0, at(bytes, share))),
  fc
    .double({ min: 0, max: 1, noNaN: true })
    .map<Spoil>((share) => (bytes) => bytes.subarray(at(bytes, share))),
  fc
    .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.uint8Array({ minLength: 1, maxLength: 30 }))
    .map<Spoil>(([share, put]) => (bytes) => {
      const place = at(bytes, share);
      return Buffer.concat([bytes.subarray(0, place), put, bytes.subarray(place + put.length)]);
    }),
  fc
    .tuple(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.constantFrom(
        '\u0000',
        '\r',
        '\n\n',
        'Сумма=99999999999999999999.99\r\n',
        'Сумма=-1.00\r\n',
        'Сумма=1e9\r\n',
        'Дата=31.02.2027\r\n',
        'СекцияДокумент=Платежное поручение\r\n',
        'КонецДокумента\r\n',
        'КонецФайла\r\n',
        '<Ntry>',
        ']]>',
        '&bomb;',
        '<!-- ',
        '=HYPERLINK("http://evil.example")',
      ),
    )
    .map<Spoil>(([share, text]) => (bytes) => {
      const place = at(bytes, share);
      return Buffer.concat([bytes.subarray(0, place), iconv.encode(text, 'win1251'), bytes.subarray(place)]);
    }),
  fc
    .tuple(fc.constantFrom(...ENCODINGS), fc.boolean())
    .map<Spoil>(([encoding, addBOM]) => recoded(encoding, addBOM)),
  fc.integer({ min: 1, max: 400_000 }).map<Spoil>((length) => (bytes) => {
    const place = at(bytes, 0.6);
    return Buffer.concat([bytes.subarray(0, place), Buffer.alloc(length, 0xff), bytes.subarray(place)]);
  }),
  fc.constant<Spoil>((bytes) => Buffer.concat([bytes, bytes])),
  fc.constant<Spoil>((bytes) => Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\r'), 'latin1')),
  fc.constant<Spoil>((bytes) => Buffer.from(bytes.toString('latin1').replaceAll('=', ''), 'latin1')),
  fc.uint8Array({ maxLength: 3_000 }).map<Spoil>((noise) => () => Buffer.from(noise)),
);

/** A sound file, spoilt up to three times. */
export const spoilt = (sound: Buffer): Arbitrary<Buffer> =>
  fc.array(spoil, { maxLength: 3 }).map((ways) => ways.reduce<Buffer>((bytes, way) => way(bytes), sound));

const nested = (levels: number): string =>
  `<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>${'<a>b'.repeat(levels)}${'</a>'.repeat(levels)}`;
const bomb = `<?xml version="1.0"?><!DOCTYPE Document [<!ENTITY a "haha"><!ENTITY b "${'&a;'.repeat(100)}"><!ENTITY c "${'&b;'.repeat(100)}"><!ENTITY bomb "${'&c;'.repeat(100)}">]>`;
const circle = `<?xml version="1.0"?><!DOCTYPE Document [<!ENTITY a "&bomb;"><!ENTITY bomb "&a;">]>`;
const outside = `<?xml version="1.0"?><!DOCTYPE Document [<!ENTITY bomb SYSTEM "file:///etc/passwd">]>`;

/** Files made to break a reader: entities that multiply, go round or lead outside, nesting, one endless line, keys without end. */
export const hostileFiles = (camt: Buffer): readonly Buffer[] => [
  ...[bomb, circle, outside].map((head) =>
    Buffer.from(
      camt
        .toString()
        .replace(/<\?xml[^>]*\?>/, head)
        .replace('<Ustrd>', '<Ustrd>&bomb;'),
    ),
  ),
  Buffer.from(nested(100_000)),
  Buffer.from(`1CClientBankExchange\r\nВерсияФормата=${'9'.repeat(3_000_000)}`),
  Buffer.from(`1CClientBankExchange\r\n${'СекцияДокумент=Платежное поручение\r\n'.repeat(60_000)}`),
  Buffer.from(`1CClientBankExchange\r\n${'a=b\r\n'.repeat(300_000)}КонецФайла`),
  Buffer.alloc(2_000_000),
  Buffer.from('\ufeff'),
];
