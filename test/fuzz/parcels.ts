import { createHash } from 'node:crypto';
import fc, { type Arbitrary } from 'fast-check';
import { NASTY_STRINGS } from './values';

export interface Form {
  /** In the order they are sent; a name may come twice. */
  readonly pairs: readonly (readonly [name: string, value: string])[];
  readonly isSigned: boolean;
}

const odd: Arbitrary<string> = fc.oneof(fc.constantFrom(...NASTY_STRINGS), fc.string({ maxLength: 40 }));

/** Sums and numbers in every way of writing, half of them over a good signature. */
export const robokassaForms = (number: number, password: string): Arbitrary<Form> =>
  fc
    .record({
      sum: fc.oneof(
        fc.constantFrom('6100.00', '1.00'),
        fc.constantFrom(
          ...['6100.00', '6100.000000', '6100', '-6100.00', '+1.00', '1e5', '0x10', '0.00', '0.001', '1.005'],
          ...['99999999999999.99', '٦١٠٠.٠٠', '6 100,00', '6100.00:1', '', '.50', 'NaN', 'Infinity'],
        ),
        odd,
      ),
      number: fc.oneof(
        fc.constantFrom(String(number), '77777'),
        fc.constantFrom(
          ...[
            String(number),
            `0${number}`,
            ` ${number}`,
            `${number}.0`,
            '0',
            '-1',
            '2147483647',
            '2147483648',
          ],
          ...['9'.repeat(30), `${number}:pass2`, '1 or 1=1', ''],
        ),
        odd,
      ),
      shp: fc.dictionary(
        fc.constantFrom('Shp_a', 'shp_b', 'SHP_C', 'Shp_a=b', 'Shp_'),
        fc.string({ maxLength: 20 }),
      ),
      more: fc.array(fc.tuple(fc.constantFrom('Fee', 'EMail', 'OutSum', 'InvId', '__proto__', 'a[]'), odd), {
        maxLength: 3,
      }),
      isSigned: fc.boolean(),
      wrong: odd,
    })
    .map(({ sum, number: id, shp, more, isSigned, wrong }) => {
      const names = Object.keys(shp).sort();
      const signed = [sum, id, password, ...names.map((name) => `${name}=${shp[name]}`)].join(':');
      const signature = isSigned ? createHash('sha256').update(signed).digest('hex') : wrong;
      // What comes twice is left out by whoever reads it, and then the signature does not fit.
      const isWhole = !more.some(([name]) => name === 'OutSum' || name === 'InvId');
      const pairs = [
        ['OutSum', sum] as const,
        ['InvId', id] as const,
        ['SignatureValue', signature] as const,
        ...names.map((name) => [name, shp[name]!] as const),
        ...more,
      ];
      return { pairs, isSigned: isSigned && isWhole };
    });

/** What YooKassa sends, with anything in the place of anything. */
export const yookassaBodies = (id: string): Arbitrary<unknown> => {
  const anything = fc.oneof(
    odd,
    fc.json().map((text) => JSON.parse(text) as unknown),
  );
  const or = <T>(sound: Arbitrary<T>) =>
    fc.oneof({ weight: 3, arbitrary: sound as Arbitrary<unknown> }, { weight: 1, arbitrary: anything });
  const object = fc.record({
    id: or(
      fc.constantFrom(id, '00000000-0000-0000-0000-000000000000', '../refunds', `${id}?a=b`, `${id}/cancel`),
    ),
    status: or(fc.constantFrom('succeeded', 'canceled', 'pending')),
    amount: or(fc.constantFrom({ value: '999999.00', currency: 'RUB' }, { value: '-1', currency: 'USD' })),
    metadata: or(fc.constantFrom({ payment: id }, {})),
  });
  return or(
    fc.record({
      type: or(fc.constant('notification')),
      event: or(fc.constantFrom('payment.succeeded', 'payment.canceled', 'refund.succeeded', 'deal.closed')),
      object: or(object),
    }),
  );
};

const queryOf = (pairs: readonly (readonly [string, string])[]): string =>
  `?${pairs.map(([name, value]) => `${name}=${encodeURIComponent(Buffer.from(value).toString())}`).join('&')}`;

/** Where a forged `referer` would have a code, and the token it is traded for, sent. */
const REFERERS = [
  'romashka.amocrm.ru',
  'romashka.kommo.com',
  'romashka.amocrm.ru.evil.example',
  'evil.example/romashka.amocrm.ru',
  'evil.example#.amocrm.ru',
  'evil@romashka.amocrm.ru',
  'romashka.amocrm.ru@evil.example',
  'romashka.amocrm.ru:8443',
  'https://romashka.amocrm.ru',
  '//evil.example',
  '127.0.0.1',
  'localhost',
  '169.254.169.254',
  '[::1]',
  'ROMASHKA.amocrm.ru',
  'rоmashka.amocrm.ru',
  'romashka.amocrm.ru.',
  'a.b.amocrm.ru',
  '.amocrm.ru',
  'amocrm.ru',
];

const several = (names: readonly string[], value: Arbitrary<string>): Arbitrary<string> =>
  fc.array(fc.tuple(fc.constantFrom(...names), value), { maxLength: 7 }).map(queryOf);

export const callbackQueries: Arbitrary<string> = fc.oneof(
  several(
    ['code', 'referer', 'state', 'from_widget', 'client_id', 'error', 'platform', 'code[]', 'referer[host]'],
    fc.oneof(odd, fc.constantFrom(...REFERERS, '1', 'access_denied', '00000000-0000-4000-8000-000000000000')),
  ),
  fc
    .record({ referer: fc.constantFrom(...REFERERS), code: fc.oneof(fc.constant('c0de'), odd) })
    .map(({ referer, code }) =>
      queryOf([
        ['code', code],
        ['referer', referer],
        ['from_widget', '1'],
      ]),
    ),
);

export const hookQueries: Arbitrary<string> = several(
  ['client_uuid', 'client_id', 'account_id', 'signature', 'account_id[]'],
  fc.oneof(odd, fc.constantFrom('00000000-0000-4000-8000-000000000000', '30000001', 'a'.repeat(64), '0')),
);

export interface Parcel {
  readonly bytes: Buffer;
  readonly type: string;
  /** What was meant for the file. */
  readonly file: Buffer;
}

const SCAN = Buffer.from('%PDF-1.7\n<script>alert(1)</script>');
const FILES: readonly Buffer[] = [
  SCAN,
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
  Buffer.from('<!doctype html><script>alert(1)</script>'),
  Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
  Buffer.from(' %PDF-1.7'),
  Buffer.from('%PD'),
  Buffer.from('MZ\u0090\u0000'),
  Buffer.from('PK\u0003\u0004'),
  Buffer.alloc(0),
];
const NAMES = [
  'filename="скан.pdf"',
  'filename="../../../etc/passwd"',
  'filename="..\\\\..\\\\boot.ini"',
  "filename*=utf-8''a%00b.pdf",
  "filename*=utf-8''%0d%0aset-cookie:%20a=b",
  'filename="a\u0000.pdf"',
  `filename="${'я'.repeat(5_000)}.pdf"`,
  'filename="x.html"',
  'filename=""',
  "filename*=utf-16''%ff%fe%d8",
  "filename*=utf-8''%d8%00%ed%a0%80.pdf",
];

/** A form with a file as browsers write it, and as nobody does: names, types, boundaries and parts that do not hold together. */
export const uploads: Arbitrary<Parcel> = fc
  .record({
    file: fc.oneof(
      fc.constantFrom(...FILES),
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    ),
    name: fc.constantFrom(...NAMES),
    partType: fc.constantFrom(
      'application/pdf',
      'text/html',
      'image/svg+xml',
      'multipart/mixed',
      '',
      'a/b; charset=x',
    ),
    before: fc.constantFrom(
      '',
      'preamble\r\n',
      '\r\n\r\n',
      `--XX\r\nContent-Disposition: form-data; name="a"\r\n\r\n${'x'.repeat(70_000)}\r\n`,
    ),
    after: fc.constantFrom('\r\n--XX--\r\n', '', '\r\n--XX', '\r\n--XX--', '\r\n--XX\r\n\r\n\r\n--XX--\r\n'),
    type: fc.constantFrom(
      'multipart/form-data; boundary=XX',
      'multipart/form-data; boundary=XX',
      'multipart/form-data; boundary="XX"',
      'multipart/form-data',
      `multipart/form-data; boundary=${'X'.repeat(300)}`,
      'application/octet-stream',
      'text/plain',
      'application/pdf',
      'text/html',
    ),
  })
  .map(({ file, name, partType, before, after, type }) => {
    const isForm = type.startsWith('multipart');
    const head = `${before}--XX\r\nContent-Disposition: form-data; name="file"; ${name}\r\n${partType && `Content-Type: ${partType}\r\n`}\r\n`;
    const bytes = isForm ? Buffer.concat([Buffer.from(head), file, Buffer.from(after)]) : file;
    return { bytes, type, file };
  });
