import { sentence } from '@rocket/kernel';
import { isSoleTrader, type PartyRequisites } from './party';
import { PortraitPaper, type PortraitColumn, type SignatureSide } from './portrait-paper';
import {
  assertReconciliationAddsUp,
  sidesOf,
  turnoverOfReconciliation,
  type ReconciliationFacts,
} from './reconciliation-facts';
import { Sheet } from './sheet';
import { toXlsx, type SheetColumn, type SheetValue } from './spreadsheet';
import { printSum, russianDate, shortDate, sumInWords, wordingOf } from './wording';

const HALF: readonly PortraitColumn[] = [
  { head: 'Дата', width: 46, align: 'center' },
  { head: 'Документ', width: 106, align: 'left' },
  { head: 'Дебет', width: 53.32, align: 'right' },
  { head: 'Кредит', width: 53.32, align: 'right' },
];
const HALF_WIDTH = HALF.reduce((width, column) => width + column.width, 0);

const nameOf = (party: PartyRequisites): string => party.shortName || party.name;
const orNothing = (amount: bigint): string => (amount === 0n ? '' : printSum(amount));

/** Rows of the seller's half: opening, operations, turnover, closing. */
function rowsOf(facts: ReconciliationFacts): string[][] {
  const row = (date: string, text: string, debit: bigint, credit: bigint) => [
    date,
    text,
    orNothing(debit),
    orNothing(credit),
  ];
  const total = (text: string, { debit, credit }: { debit: bigint; credit: bigint }) =>
    row('', text, debit, credit);
  return [
    total('Сальдо начальное', sidesOf(facts.opening)),
    ...facts.lines.map(({ on, what, debit, credit }) => row(shortDate(on), what, debit, credit)),
    total('Обороты за период', turnoverOfReconciliation(facts.lines)),
    total('Сальдо конечное', sidesOf(facts.closing)),
  ];
}

/** «на 30.09.2026 задолженность в пользу ООО «…» 3 400,00 руб. (Три тысячи четыреста рублей 00 копеек)». */
export function balanceInWords({ closing, to, seller, customer, currency }: ReconciliationFacts): string {
  const on = `на ${shortDate(to)}`;
  if (closing === 0n) return `${on} задолженность отсутствует.`;
  const amount = closing < 0n ? -closing : closing;
  const whom = nameOf(closing > 0n ? customer : seller);
  return `${on} задолженность в пользу ${whom} ${printSum(amount)} ${wordingOf(currency).short} (${sumInWords(amount, currency)}).`;
}

/** How the balance by documents and the personal account agree, to the kopeck. */
export function ledgerInWords({ ledger, closing, currency, from, to }: ReconciliationFacts): string[] {
  const { short } = wordingOf(currency);
  const money = (amount: bigint) => `${printSum(amount)} ${short}`;
  const lines = [
    `Справочно, лицевой счёт: остаток на начало ${shortDate(from)} — ${money(ledger.opening)}, поступило ${money(ledger.in)}, ` +
      `списано ${money(ledger.out)}, остаток на конец ${shortDate(to)} — ${money(ledger.closing)}`,
  ];
  const ahead = ledger.closing - closing;
  if (ahead > 0n)
    lines.push(`Оформлено закрывающими документами и ещё не израсходовано с лицевого счёта: ${money(ahead)}`);
  if (ahead < 0n)
    lines.push(`Списано с лицевого счёта и ещё не оформлено закрывающими документами: ${money(-ahead)}`);
  return lines.map(sentence);
}

const titleOf = ({ number, from, to, seller, customer }: ReconciliationFacts): string =>
  `Акт сверки взаимных расчётов № ${number} за период с ${shortDate(from)} по ${shortDate(to)} ` +
  `между ${nameOf(seller)} и ${nameOf(customer)}`;

/**
 * An act of reconciliation, A4 portrait in the conventional form: the seller's half filled in, the customer's half left to the
 * customer, the balance in words, signatures of both (facts 9.1). The same facts give the same bytes.
 * @throws Error when the facts do not add up
 */
export async function renderReconciliation(facts: ReconciliationFacts): Promise<Uint8Array> {
  assertReconciliationAddsUp(facts);
  const { seller, customer, issuedOn, currency } = facts;
  const name = `Акт сверки № ${facts.number} от ${russianDate(issuedOn)}`;
  const sheet = new Sheet({ title: name, author: seller.name, issuedOn, orientation: 'portrait' });
  const paper = new PortraitPaper(sheet, name);
  paper.title(titleOf(facts));
  paper.labelled('Договор:', facts.basis);
  paper.labelled('Составлен:', russianDate(issuedOn));
  paper.paragraph(
    `Мы, нижеподписавшиеся, ${personOf(seller)} с одной стороны и ${personOf(customer)} с другой стороны, составили настоящий ` +
      'акт о том, что состояние взаимных расчётов по данным учёта следующее:',
  );
  const unit = wordingOf(currency).short;
  const band = [
    { text: `По данным ${nameOf(seller)}, ${unit}`, width: HALF_WIDTH },
    { text: `По данным ${nameOf(customer)}, ${unit}`, width: HALF_WIDTH },
  ];
  const rows = rowsOf(facts);
  const texts = rows.map((row) => [...row, '', '', '', '']);
  // The other side fills in its own figures beside the same words.
  for (const index of [0, rows.length - 2, rows.length - 1]) texts[index]![5] = rows[index]![1]!;
  const bold = new Set([0, rows.length - 2, rows.length - 1]);
  const closing = () => {
    paper.y += 8;
    paper.paragraph(`По данным ${nameOf(seller)} ${balanceInWords(facts)}`, { face: 'sansBold', size: 9 });
    for (const line of ledgerInWords(facts)) paper.paragraph(line, { face: 'sans', size: 8 }, 4);
    paper.y += 10;
    paper.signatures([side(`От ${nameOf(seller)}`, seller), side(`От ${nameOf(customer)}`, customer)]);
  };
  paper.table([...HALF, ...HALF], texts, closing, { bold, band });
  return sheet.bytes();
}

const COLUMNS: readonly SheetColumn[] = [
  { title: 'Дата', kind: 'date', width: 12 },
  { title: 'Документ', kind: 'text', width: 60 },
  { title: 'Дебет', kind: 'money', width: 16 },
  { title: 'Кредит', kind: 'money', width: 16 },
];

/**
 * The same act as a workbook: amounts and days are numbers and dates.
 * @throws Error when the facts do not add up
 */
export async function reconciliationXlsx(facts: ReconciliationFacts): Promise<Uint8Array> {
  assertReconciliationAddsUp(facts);
  const total = (text: string, { debit, credit }: { debit: bigint; credit: bigint }): SheetValue[] => [
    null,
    text,
    debit,
    credit,
  ];
  return toXlsx([
    {
      name: `Акт сверки ${facts.number}`,
      heading: [
        titleOf(facts),
        `Договор: ${facts.basis}`,
        `По данным ${nameOf(facts.seller)}, ${wordingOf(facts.currency).short}`,
        `По данным ${nameOf(facts.seller)} ${balanceInWords(facts)}`,
        ...ledgerInWords(facts),
      ],
      columns: COLUMNS,
      rows: [
        total('Сальдо начальное', sidesOf(facts.opening)),
        ...facts.lines.map(({ on, what, debit, credit }): SheetValue[] => [
          on,
          what,
          debit === 0n ? null : debit,
          credit === 0n ? null : credit,
        ]),
      ],
      totals: [
        total('Обороты за период', turnoverOfReconciliation(facts.lines)),
        total('Сальдо конечное', sidesOf(facts.closing)),
      ],
    },
  ]);
}

const personOf = (party: PartyRequisites): string =>
  [nameOf(party), [party.signatoryPost, party.signatory].filter(Boolean).join(' ')]
    .filter(Boolean)
    .join(', ');

const side = (title: string, party: PartyRequisites): SignatureSide => ({
  title,
  party: nameOf(party),
  post: isSoleTrader(party) ? 'Индивидуальный предприниматель' : party.signatoryPost || 'Руководитель',
  name: party.signatory ?? '',
});
