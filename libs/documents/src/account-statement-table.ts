import {
  assertStatementAddsUp,
  turnoverOf,
  type AccountStatementFacts,
  type AccountStatementLine,
} from './account-statement-facts';
import type { SheetColumn, SheetValue, Spreadsheet } from './spreadsheet';
import { shortDate, wordingOf } from './wording';

export const statementTitle = ({ from, to }: AccountStatementFacts): string =>
  `Выписка по лицевому счёту за период с ${shortDate(from)} по ${shortDate(to)}`;

export function statementParties({
  seller,
  customer,
  currency,
  madeOn,
}: Pick<AccountStatementFacts, 'seller' | 'customer' | 'currency' | 'madeOn'>): string[] {
  return [
    `Исполнитель: ${seller.name}, ИНН ${seller.inn}`,
    `Заказчик: ${customer.name}${customer.inn ? `, ИНН ${customer.inn}` : ''}, аккаунт amoCRM ${customer.accountNumber}`,
    `Составлена ${shortDate(madeOn)}, суммы: ${wordingOf(currency).short}`,
  ];
}

export const statementColumns: readonly SheetColumn[] = [
  { title: 'Дата', kind: 'date', width: 12 },
  { title: 'Операция', kind: 'text', width: 60 },
  { title: 'Деньги: приход', kind: 'money', width: 16 },
  { title: 'Деньги: расход', kind: 'money', width: 16 },
  { title: 'Деньги: остаток', kind: 'money', width: 16 },
  { title: 'Бонусы: приход', kind: 'money', width: 16 },
  { title: 'Бонусы: расход', kind: 'money', width: 16 },
  { title: 'Бонусы: остаток', kind: 'money', width: 16 },
];

const came = (amount: bigint): bigint | null => (amount > 0n ? amount : null);
const went = (amount: bigint): bigint | null => (amount < 0n ? -amount : null);

/** An entry in those columns. */
export const statementRow = ({ on, what, money, bonus, after }: AccountStatementLine): SheetValue[] => [
  on,
  what,
  came(money),
  went(money),
  after.money,
  came(bonus),
  went(bonus),
  after.bonus,
];

/**
 * An account statement as a table: came, went and rest apart for money and for bonus.
 * @throws Error when the facts do not add up
 */
export function accountStatementTable(facts: AccountStatementFacts): Spreadsheet {
  assertStatementAddsUp(facts);
  const { moneyIn, moneyOut, bonusIn, bonusOut } = turnoverOf(facts.lines);
  const { opening, closing } = facts;
  return {
    name: 'Выписка',
    heading: [statementTitle(facts), ...statementParties(facts)],
    columns: statementColumns,
    rows: [
      [facts.from, 'Остаток на начало периода', null, null, opening.money, null, null, opening.bonus],
      ...facts.lines.map(statementRow),
    ],
    totals: [
      [null, 'Обороты за период', moneyIn, moneyOut, null, bonusIn, bonusOut, null],
      [facts.to, 'Остаток на конец периода', null, null, closing.money, null, null, closing.bonus],
    ],
  };
}
