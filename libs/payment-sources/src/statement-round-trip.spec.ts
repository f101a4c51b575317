import fc from 'fast-check';
import iconv from 'iconv-lite';
import { addDays, localDate, printMinor, type LocalDate } from '@rocket/kernel';
import type { BankDocument, Party } from './bank-statement';
import { PaymentSourceError } from './payment-source-error';
import { readBankStatement } from './read-bank-statement';

/** Text that all three encodings hold, that no bank breaks into lines and that begins with no INN. */
const words = (maxLength: number) =>
  fc
    .string({ unit: fc.constantFrom(...'АБЯабвяёЁ №"=.,-/()0123456789XyzСекцияНомер'), maxLength })
    .map((text) => text.trim())
    .filter((text) => /^(?!ИНН)(?:[\p{L}"№]|$)/iu.test(text));
const digits = (length: number) =>
  fc
    .string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length })
    .filter((text) => !/^0+$/.test(text));
const optional = (value: fc.Arbitrary<string>) => fc.option(value, { nil: null });
const day = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays(localDate('1995-01-01'), days));
const party: fc.Arbitrary<Party> = fc.record({
  name: words(60),
  inn: optional(fc.oneof(digits(10), digits(12))),
  kpp: optional(digits(9)),
  account: digits(20),
  bic: optional(digits(9)),
  bankName: optional(words(30).filter((text) => text !== '')),
});
const bankDocument: fc.Arbitrary<BankDocument> = fc.record({
  line: fc.constant(0),
  kind: fc.constantFrom('Платежное поручение', 'Банковский ордер', 'Прочее'),
  number: fc.oneof(fc.integer({ min: 1, max: 999_999 }).map(String), fc.constant('БА8170433')),
  date: day,
  amount: fc.bigInt({ min: 1n, max: 10n ** 14n }),
  payer: party,
  payee: party,
  debitedOn: fc.option(day, { nil: null }),
  creditedOn: fc.option(day, { nil: null }),
  purpose: words(210),
});

const dotted = (date: LocalDate | null): string => date?.split('-').reverse().join('.') ?? '';
const printParty = (key: string, side: Party): string[] => [
  `${key}Счет=${side.account}`,
  `${key}=${side.inn ? `ИНН ${side.inn} ` : ''}${side.name}`,
  `${key}ИНН=${side.inn ?? ''}`,
  `${key}КПП=${side.kpp ?? '0'}`,
  `${key}БИК=${side.bic ?? ''}`,
  `${key}Банк1=${side.bankName ?? ''}`,
];
const printDocument = (document: BankDocument): string[] => [
  `СекцияДокумент=${document.kind}`,
  `Номер=${document.number}`,
  `Дата=${dotted(document.date)}`,
  `Сумма=${printMinor(document.amount)}`,
  ...printParty('Плательщик', document.payer),
  `ДатаСписано=${dotted(document.debitedOn)}`,
  ...printParty('Получатель', document.payee),
  `ДатаПоступило=${dotted(document.creditedOn)}`,
  'ВидОплаты=01',
  `НазначениеПлатежа=${document.purpose}`,
  'Очередность=5',
  'КонецДокумента',
];
const HEAD = ['1CClientBankExchange', 'ВерсияФормата=1.03', 'Кодировка=Windows'];
const printStatement = (documents: readonly BankDocument[]): string[] => [
  ...HEAD,
  ...documents.flatMap(printDocument),
  'КонецФайла',
];
const ENCODINGS = [
  ['windows-1251', 'win1251'],
  ['cp866', 'cp866'],
  ['utf-8', 'utf-8'],
] as const;
const complete = (document: BankDocument): boolean =>
  document.amount > 0n &&
  document.number !== '' &&
  document.kind !== '' &&
  /^\d{4}-\d{2}-\d{2}$/.test(document.date) &&
  /^[0-9A-Z]{5,34}$/.test(document.payer.account ?? '') &&
  /^[0-9A-Z]{5,34}$/.test(document.payee.account ?? '');

describe('any statement a bank may print', () => {
  it('is read back as it was, in every encoding and with every line end', () => {
    const documents = fc.array(bankDocument, { minLength: 1, maxLength: 4 });
    const ending = fc.constantFrom('\n', '\r\n');
    fc.assert(
      fc.property(
        documents,
        fc.constantFrom(...ENCODINGS),
        fc.array(ending, { minLength: 1 }),
        (all, [name, label], ends) => {
          const text = printStatement(all)
            .map((line, index) => line + ends[index % ends.length]!)
            .join('');
          const statement = readBankStatement(iconv.encode(text, label));
          const length = printDocument(all[0]!).length;
          expect(statement).toEqual({
            format: '1c',
            version: '1.03',
            encoding: name,
            accounts: [],
            documents: all.map((document, index) => ({
              ...document,
              line: HEAD.length + 1 + index * length,
            })),
            rejected: [],
            warnings: [],
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('cut anywhere, gives whole documents and names the one that was cut', () => {
    fc.assert(
      fc.property(
        bankDocument,
        bankDocument,
        fc.constantFrom(...ENCODINGS),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (first, second, [, label], share) => {
          const start = iconv.encode([...HEAD, ...printDocument(first), ''].join('\r\n'), label);
          const rest = iconv.encode(printDocument(second).join('\r\n'), label);
          const cut = rest.subarray(0, Math.floor(rest.length * share));
          const { documents, rejected } = readBankStatement(Buffer.concat([start, cut]));
          expect(documents[0]).toEqual({ ...first, line: 4 });
          expect(documents).toHaveLength(cut.length === rest.length ? 2 : 1);
          expect(documents.length + rejected.length).toBeLessThanOrEqual(2);
        },
      ),
    );
  });
});

describe('any bytes at all', () => {
  const readOrRefuse = (bytes: Uint8Array): void => {
    try {
      const { documents, rejected } = readBankStatement(bytes);
      expect(documents.every(complete)).toBe(true);
      expect(rejected.every(({ line, reason }) => line > 0 && reason !== '')).toBe(true);
    } catch (error) {
      if (!(error instanceof PaymentSourceError)) throw error;
    }
  };

  it('are read or refused, never anything else', () => {
    const head = Buffer.from('1CClientBankExchange\r\n');
    fc.assert(fc.property(fc.uint8Array({ maxLength: 500 }), readOrRefuse));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => readOrRefuse(Buffer.concat([head, bytes]))),
    );
  });

  it('inside a good statement leave only whole documents of it', () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(
        bankDocument,
        bankDocument,
        fc.constantFrom(...ENCODINGS),
        damage,
        (first, second, [, label], hits) => {
          const bytes = Buffer.from(iconv.encode(printStatement([first, second]).join('\n'), label));
          for (const [at, byte] of hits) bytes[at % bytes.length] = byte;
          readOrRefuse(bytes);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('of lines in any order are read or refused', () => {
    const line = fc.oneof(
      fc.constantFrom(
        'СекцияРасчСчет',
        'КонецРасчСчет',
        'КонецДокумента',
        'КонецФайла',
        'Сумма=1.00',
        'Номер=',
      ),
      bankDocument.chain((document) => fc.constantFrom(...printDocument(document))),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 60 }), (lines) =>
        readOrRefuse(iconv.encode([...HEAD, ...lines].join('\n'), 'win1251')),
      ),
    );
  });
});
