import iconv from 'iconv-lite';
import { PaymentSourceError } from './payment-source-error';
import { readBankStatement } from './read-bank-statement';

const cp1251 = (text: string): Uint8Array => iconv.encode(text, 'win1251');
const PAYMENT = `СекцияДокумент=Платежное поручение
Номер=101
Дата=27.08.2026
Сумма=12200.00
ПлательщикСчет=40702810500000000002
Плательщик=ООО "РОМАШКА"
ПлательщикИНН=7700000023
ПолучательСчет=40702810200000000001
ДатаПоступило=28.08.2026
Получатель=ООО "ОБРАЗЕЦ"
ПолучательИНН=7700000016
НазначениеПлатежа=Оплата по счету № 1207
КонецДокумента`;
const HEAD = '1CClientBankExchange\nВерсияФормата=1.03\nКодировка=Windows\nРасчСчет=40702810200000000001';
const file = (...parts: string[]): string => [HEAD, ...parts, 'КонецФайла'].join('\n');
const read = (...parts: string[]) => readBankStatement(cp1251(file(...parts)));
const withField = (key: string, value: string): string =>
  PAYMENT.replace(new RegExp(`^${key}=.*$`, 'm'), `${key}=${value}`);
const withoutField = (key: string): string => PAYMENT.replace(new RegExp(`^${key}=.*\\n`, 'm'), '');
const only = (...parts: string[]) => {
  const statement = read(...parts);
  expect(statement.rejected).toEqual([]);
  expect(statement.documents).toHaveLength(1);
  return statement.documents[0]!;
};
const refusal = (...parts: string[]): string => {
  const statement = read(...parts);
  expect(statement.documents).toEqual([]);
  expect(statement.rejected).toHaveLength(1);
  return statement.rejected[0]!.reason;
};
const codeOf = (bytes: Uint8Array): string => {
  try {
    readBankStatement(bytes);
  } catch (error) {
    if (error instanceof PaymentSourceError) return error.code;
    throw error;
  }
  return 'read';
};

describe('a payment in a bank statement', () => {
  it('is taken with everything the bank wrote about it', () => {
    expect(only(PAYMENT)).toEqual({
      line: 5,
      kind: 'Платежное поручение',
      number: '101',
      date: '2026-08-27',
      amount: 1220000n,
      payer: {
        name: 'ООО "РОМАШКА"',
        inn: '7700000023',
        kpp: null,
        account: '40702810500000000002',
        bic: null,
        bankName: null,
      },
      payee: {
        name: 'ООО "ОБРАЗЕЦ"',
        inn: '7700000016',
        kpp: null,
        account: '40702810200000000001',
        bic: null,
        bankName: null,
      },
      debitedOn: null,
      creditedOn: '2026-08-28',
      purpose: 'Оплата по счету № 1207',
    });
  });

  it.each([
    ['ИНН 7700000023 ООО "РОМАШКА"', 'ООО "РОМАШКА"'],
    ['7700000023, ООО "РОМАШКА"', 'ООО "РОМАШКА"'],
    ['7700000023 ООО "РОМАШКА"', 'ООО "РОМАШКА"'],
    ['ИНН 7700000023/770401001 ООО "РОМАШКА"', 'ООО "РОМАШКА"'],
    ['ИНН 7700000023 КПП 770401001 ООО "РОМАШКА"', 'ООО "РОМАШКА"'],
  ])('loses the INN glued to the name %s, which fills a missing field', (glued, name) => {
    const noField = withField('Плательщик', glued).replace(/^ПлательщикИНН=.*\n/m, '');
    expect(only(noField).payer).toMatchObject({ name, inn: '7700000023' });
    expect(only(withField('Плательщик', glued)).payer).toMatchObject({ name, inn: '7700000023' });
  });

  it('keeps digits that are a part of the name', () => {
    expect(only(withField('Плательщик', 'ООО "1207"')).payer.name).toBe('ООО "1207"');
    expect(only(withField('Плательщик', '1001 ночь ООО')).payer.name).toBe('1001 ночь ООО');
  });

  it('takes the name from Плательщик1 when there is no other', () => {
    const document = PAYMENT.replace('Плательщик=', 'Плательщик1=');
    expect(only(document).payer.name).toBe('ООО "РОМАШКА"');
  });

  it.each(['0', '', '000000000', 'нет'])('has no KPP when the bank writes %j', (kpp) => {
    expect(only(PAYMENT.replace('Номер=', `ПлательщикКПП=${kpp}\nНомер=`)).payer.kpp).toBeNull();
  });

  it('has no INN when the bank writes 0', () => {
    expect(only(withField('ПлательщикИНН', '0')).payer.inn).toBeNull();
  });

  it('may continue its purpose on further lines without a key', () => {
    const purpose = 'Оплата по счету № 1207\nот 20.08.2026\n\nНДС=22% - 2200.00';
    const document = withField('НазначениеПлатежа', `${purpose}\nОчередность=5`);
    expect(only(document).purpose).toBe('Оплата по счету № 1207 от 20.08.2026 НДС=22% - 2200.00');
  });

  it('may have its purpose in six parts, which the whole one overrules', () => {
    const parts = 'НазначениеПлатежа1=Оплата по счету\nНазначениеПлатежа2=№ 1207';
    expect(only(withField('НазначениеПлатежа', `\n${parts}`)).purpose).toBe('Оплата по счету № 1207');
    expect(only(withField('НазначениеПлатежа', `Целиком\n${parts}`)).purpose).toBe('Целиком');
  });

  it('does not care for the order of keys or for spaces around them', () => {
    const [first, ...rest] = PAYMENT.split('\n');
    const turned = [first, ...rest.slice(0, -1).reverse(), 'КонецДокумента'].join('\n');
    const spaced = PAYMENT.replaceAll(/^(.+?)=(.*)$/gm, '  $1 = $2 ').replace('Документ =', 'Документ=');
    expect(only(turned)).toEqual(only(PAYMENT));
    expect(only(spaced)).toEqual(only(PAYMENT));
  });

  it('is ours by ПолучательРасчСчет when ПолучательСчет is an account of the bank', () => {
    const indirect = withField(
      'ПолучательСчет',
      '30101810400000000225\nПолучательРасчСчет=40702810200000000001',
    );
    expect(only(indirect).payee.account).toBe('40702810200000000001');
  });

  it.each([
    ['12200', 1220000n],
    ['0.5', 50n],
    ['12200.5', 1220050n],
  ])('may have its sum written as %s', (written, kopecks) => {
    expect(only(withField('Сумма', written)).amount).toBe(kopecks);
  });
});

describe('a payment that is not taken', () => {
  it.each(['1 000,50', '1000,50', '1000.505', '1000-50', '1e5', 'сто', '0x10'])(
    'has the sum %s',
    (written) => {
      expect(refusal(withField('Сумма', written))).toContain(`сумма «${written}» не читается`);
    },
  );
  it.each(['-5.00', '0.00', '0'])('has the sum %s, not above zero', (written) => {
    expect(refusal(withField('Сумма', written))).toContain('не больше нуля');
  });
  it.each(['30.02.2026', '2026-08-27', '27.08.26', '23.08.201819202122', '00.00.0000'])(
    'has the date %s',
    (written) => {
      expect(refusal(withField('Дата', written))).toContain(`дата «${written}» не читается`);
      expect(refusal(withField('ДатаПоступило', written))).toContain('ДатаПоступило');
    },
  );
  it.each(['Номер', 'Дата', 'Сумма', 'ПлательщикСчет', 'ПолучательСчет'])('has no %s', (key) => {
    expect(refusal(withoutField(key))).toMatch(/не указан/);
    expect(refusal(withField(key, ''))).toMatch(/не указан/);
  });
  it('says two different things in one decisive field', () => {
    expect(refusal(PAYMENT.replace('Сумма=', 'Сумма=1.00\nСумма='))).toContain('«Сумма» записано дважды');
    expect(only(PAYMENT.replace('Сумма=', 'Сумма=12200.00\nСумма=')).amount).toBe(1220000n);
  });
  it('lists all that is wrong in one entry with the line it starts on', () => {
    const bad = withField('Сумма', '1,00').replace('27.08.2026', '31.06.2026');
    const { documents, rejected } = read(PAYMENT, bad, PAYMENT);
    expect(documents.map((document) => document.line)).toEqual([5, 31]);
    expect(rejected).toEqual([
      {
        line: 18,
        reason:
          'Документ № 101 не принят: дата «31.06.2026» не читается, нужен вид 05.10.2026; ' +
          'сумма «1,00» не читается, нужен вид 1000.50.',
      },
    ]);
  });

  const broken = PAYMENT.replace('\nКонецДокумента', '');
  it.each([
    ['the next document', PAYMENT, 'в строке 17 начался новый раздел', 1],
    ['an account section', 'СекцияРасчСчет\nРасчСчет=40702810200000000001\nКонецРасчСчет', 'в строке 17', 0],
    ['the end of the file', '', '«КонецФайла»', 0],
  ])('is broken off by %s', (_, next, why, taken) => {
    const { documents, rejected } = read(broken, next);
    expect(documents).toHaveLength(taken);
    expect(rejected).toEqual([{ line: 5, reason: expect.stringContaining(why) as string }]);
    expect(rejected[0]!.reason).toContain('Документ № 101 не принят: оборван');
  });
  it('is broken off by a cut file', () => {
    for (const length of [2, 4, 8, 12]) {
      const cut = broken.split('\n').slice(0, length).join('\n');
      const { documents, rejected } = readBankStatement(cp1251([HEAD, PAYMENT, cut].join('\n')));
      expect(documents).toHaveLength(1);
      expect(rejected).toHaveLength(1);
    }
  });
});

describe('a statement file', () => {
  const text = file(PAYMENT);
  const dos = text.replace('Windows', 'DOS');
  it.each([
    ['windows-1251', cp1251(text)],
    ['utf-8', iconv.encode(text, 'utf-8')],
    ['utf-8', iconv.encode(text, 'utf-8', { addBOM: true })],
    ['cp866', iconv.encode(dos, 'cp866')],
    ['windows-1251', cp1251(dos)],
    ['cp866', iconv.encode(text, 'cp866')],
  ])('is read in %s, whatever its header says', (encoding, bytes) => {
    const statement = readBankStatement(bytes);
    expect(statement.encoding).toBe(encoding);
    expect(statement.version).toBe('1.03');
    expect(statement.documents).toEqual([only(PAYMENT)]);
  });

  it('may mix line ends and lack the last one', () => {
    const mixed = text.split('\n').map((line, index) => line + (index % 2 ? '\n' : '\r\n'));
    expect(readBankStatement(cp1251(mixed.join('').trimEnd())).documents).toEqual([only(PAYMENT)]);
  });

  it('may lack its end, with a warning', () => {
    const { documents, warnings } = readBankStatement(cp1251([HEAD, PAYMENT].join('\r\n')));
    expect(documents).toHaveLength(1);
    expect(warnings).toEqual([{ line: 17, reason: expect.stringContaining('КонецФайла') as string }]);
  });

  it('keeps its good documents when the tail is in another encoding', () => {
    const mark = Buffer.concat([cp1251([HEAD, PAYMENT, ''].join('\n')), iconv.encode('КонецФайла', 'utf-8')]);
    expect(readBankStatement(mark)).toMatchObject({ documents: [only(PAYMENT)], rejected: [] });
    for (const [head, tail] of [
      ['win1251', 'utf-8'],
      ['utf-8', 'win1251'],
      ['utf-8', 'cp866'],
      ['cp866', 'win1251'],
    ] as const) {
      const mixed = Buffer.concat([
        iconv.encode([HEAD, PAYMENT, ''].join('\n'), head),
        iconv.encode([PAYMENT, PAYMENT, 'КонецФайла'].join('\n'), tail),
      ]);
      const statement = readBankStatement(mixed);
      expect(statement.documents).toEqual([only(PAYMENT)]);
      expect(statement.rejected).toEqual([
        { line: 18, reason: expect.stringContaining('другой кодировке') as string },
        { line: 31, reason: expect.stringContaining('другой кодировке') as string },
      ]);
    }
  });

  it('loses no document of another encoding because one of them ends in ours', () => {
    const stranger = iconv.encode(PAYMENT.replace('КонецДокумента', ''), 'cp866');
    const own = cp1251('КонецДокумента\n');
    const mixed = Buffer.concat([cp1251(`${HEAD}\n`), stranger, own, stranger, own]);
    const { documents, rejected } = readBankStatement(mixed);
    expect(documents).toEqual([]);
    expect(rejected.map((entry) => entry.line)).toEqual([5, 18]);
  });

  it('tolerates nonsense in its header', () => {
    const header = `${HEAD}\nДатаНачала=23.08.201819202122\nчто-то ещё\n\nВремяСоздания`;
    const { documents, warnings } = readBankStatement(cp1251([header, PAYMENT, 'КонецФайла'].join('\n')));
    expect(documents).toHaveLength(1);
    expect(warnings).toEqual([]);
  });

  it('may tell about several accounts and days', () => {
    const section = (day: string, account: string, sums: string): string =>
      `СекцияРасчСчет\nДатаНачала=${day}\nДатаКонца=${day}\nРасчСчет=${account}\n${sums}\nКонецРасчСчет`;
    const whole = 'НачальныйОстаток=10\nВсегоПоступило=5.50\nВсегоСписано=0\nКонечныйОстаток=15.50';
    const { accounts, warnings } = read(
      section('27.08.2026', '40702810200000000001', whole),
      section('28.08.2026', '40702810500000000001', whole.replace('=15.50', '=15.51')),
      section('31.09.2026', '40702810500000000001', 'НачальныйОстаток=-7.00'),
    );
    expect(accounts.map(({ account, from }) => [account, from])).toEqual([
      ['40702810200000000001', '2026-08-27'],
      ['40702810500000000001', '2026-08-28'],
      ['40702810500000000001', null],
    ]);
    expect(accounts[2]).toMatchObject({ opening: -700n, incoming: null, closing: null });
    expect(warnings).toEqual([{ line: 14, reason: expect.stringContaining('не сходятся') as string }]);
    expect(warnings[0]!.reason).toContain('10.00 + 5.50 − 0.00 = 15.50, в выписке 15.51');
  });

  it('warns once about a run of lines nobody understands', () => {
    const { documents, warnings } = read(PAYMENT, 'что это', 'и это', PAYMENT);
    expect(documents).toHaveLength(2);
    expect(warnings).toEqual([{ line: 18, reason: expect.stringContaining('не понята') as string }]);
  });

  it('glued from two files gives the documents of both, with a warning', () => {
    const { documents, warnings } = readBankStatement(cp1251(`${text}\n${text}`));
    expect(documents).toHaveLength(2);
    expect(warnings).toHaveLength(1);
  });

  it('without movements is read all the same', () => {
    const { documents, accounts } = read('СекцияРасчСчет\nРасчСчет=40702810200000000001\nКонецРасчСчет');
    expect([documents.length, accounts.length]).toEqual([0, 1]);
  });

  it.each([
    ['nothing at all', Buffer.of()],
    ['a picture', Buffer.from('89504e470d0a1a0a0000', 'hex')],
    ['another first line', cp1251(`Выписка\n${text}`)],
    ['an unknown encoding', iconv.encode(text, 'koi8-r')],
    ['UTF-16', iconv.encode(text, 'utf-16le')],
    ['the first line alone', Buffer.from('1CClientBankExchange\r\n')],
  ])('is unreadable when it is %s', (_, bytes) => {
    expect(codeOf(bytes)).toBe('statement_unreadable');
  });

  it('is empty without an account and without a document', () => {
    expect(codeOf(cp1251(file()))).toBe('statement_empty');
  });
});
