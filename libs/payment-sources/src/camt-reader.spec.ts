import iconv from 'iconv-lite';
import { incomingPayments } from './incoming-payments';
import { PaymentSourceError } from './payment-source-error';
import { readBankStatement, readStatement } from './read-bank-statement';
import type { StatementItem } from './statement-sink';

const OURS = '40702810200000000001';
const THEIRS = '40702810500000000002';

const party = (role: string, name: string, inn: string, account: string): string => `
  <${role}><Nm>${name}</Nm><Id><OrgId><Othr><Id>${inn}</Id></Othr><Othr><Id>770401001</Id></Othr></OrgId></Id></${role}>
  <${role}Acct><Id><Othr><Id>${account}</Id></Othr></Id></${role}Acct>`;
const parties = `<RltdPties>${party('Dbtr', 'ООО &quot;РОМАШКА&quot;', '7700000023', THEIRS)}
  ${party('Cdtr', 'ООО "ОБРАЗЕЦ"', '7700000016', OURS)}</RltdPties>
  <RltdAgts><DbtrAgt><FinInstnId><ClrSysMmbId><MmbId>044525225</MmbId></ClrSysMmbId><Nm>ПАО СБЕРБАНК</Nm></FinInstnId></DbtrAgt></RltdAgts>`;
const transaction = (wish: { number?: string; amount?: string; purpose?: string } = {}): string => `
  <TxDtls><Refs><EndToEndId>${wish.number ?? '101'}</EndToEndId></Refs>
  ${wish.amount ? `<Amt Ccy="RUB">${wish.amount}</Amt>` : ''}${parties}
  <RmtInf><Ustrd>${wish.purpose ?? 'Оплата по счету № 1207'}</Ustrd></RmtInf></TxDtls>`;
const entry = (
  wish: { amount?: string; side?: string; status?: string; extra?: string; parts?: string } = {},
): string => `<Ntry><NtryRef>1</NtryRef><Amt Ccy="RUR">${wish.amount ?? '12200.00'}</Amt>
  <CdtDbtInd>${wish.side ?? 'CRDT'}</CdtDbtInd>${wish.extra ?? ''}<Sts><Cd>${wish.status ?? 'BOOK'}</Cd></Sts>
  <BookgDt><Dt>2026-08-27</Dt></BookgDt><BkTxCd><Prtry><Cd>01</Cd></Prtry></BkTxCd>
  <NtryDtls>${wish.parts ?? transaction()}</NtryDtls></Ntry>`;
const balance = (code: string, amount: string): string =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="RUB">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>`;
const statement = (entries: string, account = OURS, balances = ''): string =>
  `<Stmt><Id>1</Id><Acct><Id><Othr><Id>${account}</Id></Othr></Id><Ccy>RUB</Ccy></Acct>${balances}${entries}</Stmt>`;
const file = (...statements: string[]): string => `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr>${statements.join('\n')}</BkToCstmrStmt></Document>`;
const read = (text: string) => readBankStatement(Buffer.from(text));
const received = (text: string) => incomingPayments(read(text), [OURS]);
const refusal = (bytes: Uint8Array): PaymentSourceError => {
  try {
    readBankStatement(bytes);
  } catch (error) {
    if (error instanceof PaymentSourceError) return error;
    throw error;
  }
  throw new Error('It was read');
};

describe('a camt.053 statement', () => {
  it('gives a payment with everything the bank wrote about it', () => {
    const { format, encoding, documents, rejected, warnings } = read(file(statement(entry())));
    expect({ format, encoding, rejected, warnings }).toEqual({
      format: 'camt.053',
      encoding: 'utf-8',
      rejected: [],
      warnings: [],
    });
    expect(documents).toEqual([
      {
        line: 6,
        kind: 'Платежное поручение',
        number: '101',
        date: '2026-08-27',
        amount: 1220000n,
        payer: {
          name: 'ООО "РОМАШКА"',
          inn: '7700000023',
          kpp: '770401001',
          account: THEIRS,
          bic: '044525225',
          bankName: 'ПАО СБЕРБАНК',
        },
        payee: {
          name: 'ООО "ОБРАЗЕЦ"',
          inn: '7700000016',
          kpp: '770401001',
          account: OURS,
          bic: null,
          bankName: null,
        },
        debitedOn: null,
        creditedOn: '2026-08-27',
        purpose: 'Оплата по счету № 1207',
        currency: 'RUB',
      },
    ]);
    expect(received(file(statement(entry()))).incoming).toMatchObject([
      { receivedOn: '2026-08-27', amount: 1220000n, payeeAccount: OURS, currency: 'RUB' },
    ]);
  });

  it.each([
    ['UTF-8 with a mark', (text: string) => iconv.encode(text, 'utf-8', { addBOM: true })],
    [
      'UTF-16 with a mark',
      (text: string) => iconv.encode(text.replace('UTF-8', 'UTF-16'), 'utf-16', { addBOM: true }),
    ],
    ['windows-1251', (text: string) => iconv.encode(text.replace('UTF-8', 'windows-1251'), 'win1251')],
    [
      'names under a prefix',
      (text: string) =>
        Buffer.from(text.replaceAll(/<(\/?)(?!\?)/g, '<$1ns2:').replace('xmlns=', 'xmlns:ns2=')),
    ],
  ])('is read in %s', (_, encode) => {
    const { documents } = readBankStatement(encode(file(statement(entry()))));
    expect(documents).toMatchObject([{ payer: { name: 'ООО "РОМАШКА"' }, amount: 1220000n }]);
  });

  it('may hold several statements, of which ours are taken', () => {
    const text = file(statement(entry()), statement(entry({ amount: '5.00' }), '40702810900000000009'));
    const { incoming, foreignAccounts } = received(text);
    expect(incoming.map(({ amount }) => amount)).toEqual([1220000n]);
    expect(foreignAccounts).toEqual(['40702810900000000009']);
  });

  it('with a batch gives a payment for each part, when the parts add up', () => {
    const parts =
      transaction({ number: '1', amount: '5000.00' }) + transaction({ number: '2', amount: '7200.00' });
    expect(received(file(statement(entry({ parts })))).incoming).toMatchObject([
      { documentNumber: '1', amount: 500000n },
      { documentNumber: '2', amount: 720000n },
    ]);
    const { documents, rejected } = read(file(statement(entry({ parts, amount: '12200.01' }))));
    expect(documents).toEqual([]);
    expect(rejected).toEqual([{ line: 2, reason: expect.stringContaining('не складываются') as string }]);
  });

  it('with a debit shows money that left us, with a reversed debit money that came back', () => {
    const ours = (text: string): string =>
      text.replaceAll('Dbtr', 'Was').replaceAll('Cdtr', 'Dbtr').replaceAll('Was', 'Cdtr');
    const debit = received(file(statement(ours(entry({ side: 'DBIT' })))));
    expect(debit.incoming).toEqual([]);
    expect(debit.outgoing).toMatchObject([{ isReversal: false, amount: 1220000n }]);
    const returned = received(file(statement(ours(entry({ extra: '<RvslInd>true</RvslInd>' })))));
    expect(returned.incoming).toEqual([]);
    expect(returned.leftOut).toMatchObject([
      { reason: expect.stringContaining('отменил наше списание') as string },
    ]);
  });

  it('with a reversed crediting shows that the bank took it back from whom it was', () => {
    const { incoming, outgoing } = received(
      file(statement(entry({ side: 'DBIT', extra: '<RvslInd>true</RvslInd>' }))),
    );
    expect(incoming).toEqual([]);
    expect(outgoing).toMatchObject([{ isReversal: true, payee: { account: THEIRS, inn: '7700000023' } }]);
  });

  it('has entries that are not booked yet, which wait', () => {
    const { documents, warnings } = read(file(statement(entry({ status: 'PDNG' }))));
    expect(documents).toEqual([]);
    expect(warnings).toMatchObject([{ reason: expect.stringContaining('не проведена') as string }]);
  });

  it.each(['1 000,50', '1000,50', '1000.505', '-5.00', '0.00', 'сто', ''])(
    'has no payment of the sum %j',
    (amount) => {
      const { documents, rejected } = read(file(statement(entry({ amount }))));
      expect(documents).toEqual([]);
      expect(rejected).toHaveLength(1);
    },
  );

  it('may print more decimals when they are zeros', () => {
    expect(read(file(statement(entry({ amount: '12200.50000' })))).documents[0]?.amount).toBe(1220050n);
  });

  it('joins a purpose that was cut into pieces of 140 characters', () => {
    const purpose = `${'Оплата за услуги '.repeat(8)}по сч. № 12`;
    const cut = `${purpose.slice(0, 140)}</Ustrd><Ustrd>${purpose.slice(140)}07`;
    const parts = transaction({ purpose: cut });
    expect(read(file(statement(entry({ parts })))).documents[0]?.purpose).toBe(`${purpose}07`);
  });

  it('whose balances do not add up is read with a warning', () => {
    const good = balance('OPBD', '100.00') + balance('CLBD', '12300.00');
    const bad = balance('OPBD', '100.00') + balance('CLBD', '12300.01');
    expect(read(file(statement(entry(), OURS, good))).warnings).toEqual([]);
    expect(read(file(statement(entry(), OURS, bad))).warnings).toMatchObject([
      { reason: expect.stringContaining('не сходятся') as string },
    ]);
  });

  it('cut in the middle gives its whole entries and says where it ends', () => {
    const text = file(statement(entry() + entry({ amount: '7.00' })));
    const { documents, rejected } = read(text.slice(0, text.lastIndexOf('<Ntry>') + 200));
    expect(documents).toHaveLength(1);
    expect(rejected).toMatchObject([{ reason: expect.stringContaining('не читается') as string }]);
  });

  it('has characters no XML may hold and is read all the same', () => {
    const parts = transaction({ purpose: 'Оплата\u0001 по счету № 1207 ₽' });
    expect(read(file(statement(entry({ parts })))).documents[0]?.purpose).toBe('Оплата  по счету № 1207 ₽');
  });
});

describe('a file that is no statement', () => {
  const laughs = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]>${file(
    statement(entry({ parts: transaction({ purpose: '&lol2;' }) })),
  ).replace(/<\?xml.*?\?>/, '')}`;
  it.each([
    ['an XML with entities of its own', Buffer.from(laughs), 'DTD'],
    [
      'one whose entities hide behind a comment',
      Buffer.from(laughs.replace('<!DOCTYPE', `<!-- camt.053 ${' '.repeat(3000)}--><!DOCTYPE`)),
      'DTD',
    ],
    [
      'another message of the bank',
      Buffer.from(file('').replaceAll('camt.053', 'camt.054').replaceAll('BkToCstmrStmt', 'X')),
      'camt.054',
    ],
    ['one nested without end', Buffer.from(file('<a>b'.repeat(10_000))), 'глубже 64'],
    ['an archive', Buffer.from('PK\u0003\u0004 and so on'), 'ZIP'],
    ['a PDF', Buffer.from('%PDF-1.7'), 'PDF'],
    ['five megabytes of noise', Buffer.alloc(5_000_000, 'шум'), 'не выписка'],
    [
      'a line without an end',
      Buffer.from(`1CClientBankExchange\nКодировка=Windows\n${'х'.repeat(3_000_000)}`),
      'не кончается',
    ],
  ])('is refused in words: %s', (_, bytes, word) => {
    const { code, message } = refusal(bytes);
    expect(code).toBe('statement_unreadable');
    expect(message).toContain(word);
  });

  it('with an unknown entity in the middle gives what stands before it', () => {
    const text = file(statement(entry() + entry({ parts: transaction({ purpose: '&lol;' }) })));
    const { documents, rejected } = read(text);
    expect(documents).toHaveLength(1);
    expect(rejected).toHaveLength(1);
  });
});

describe('a statement that comes in pieces', () => {
  const oneC = iconv.encode(
    `1CClientBankExchange\r\nВерсияФормата=1.03\r\nКодировка=Windows\r\n${`СекцияДокумент=Платежное поручение\r\nНомер=1\nДата=27.08.2026\rСумма=1.00\r\nПлательщикСчет=${THEIRS}\r\nПолучательСчет=${OURS}\r\nНазначениеПлатежа=Оплата\r\nКонецДокумента\r\n`.repeat(3)}КонецФайла`,
    'win1251',
  );
  async function* piecesOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const all = async (bytes: Uint8Array, size: number): Promise<StatementItem[]> => {
    const items: StatementItem[] = [];
    for await (const item of readStatement(piecesOf(bytes, size))) items.push(item);
    return items;
  };

  it.each([
    ['1C', oneC],
    ['camt.053', Buffer.from(file(statement(entry() + entry())))],
  ])('of %s says the same however it is cut', async (_, bytes) => {
    const whole = await all(bytes, bytes.length);
    expect(whole.filter(({ type }) => type === 'document').length).toBeGreaterThan(1);
    // Longer than the head that is looked at, then cut at every place a line or a letter may be cut.
    const padded = Buffer.concat([bytes, Buffer.from('\n'.repeat(70_000))]);
    for (const size of [1, 2, 3, 7, 1000]) expect(await all(bytes, size)).toEqual(whole);
    expect(await all(padded, 65_537)).toEqual(await all(padded, padded.length));
  });
});
