import { assertStatementAddsUp, turnoverOf, type AccountStatementFacts } from './account-statement-facts';
import type { Spreadsheet } from './spreadsheet';
import { shortDate, wordingOf } from './wording';

export const statementTitle = ({ from, to }: AccountStatementFacts): string =>
  `Выписка по лицевому счёту за период с ${shortDate(from)} по ${shortDate(to)}`;

export function statementParties({ seller, customer, currency, madeOn }: AccountStatementFacts): string[] {
  return [
    `Исполнитель: ${seller.name}, ИНН ${seller.inn}`,
    `Заказчик: ${customer.name}${customer.inn ? `, ИНН ${customer.inn}` : ''}, аккаунт amoCRM ${customer.accountNumber}`,
    `Составлена ${shortDate(madeOn)}, суммы: ${wordingOf(currency).short}`,
  ];
}

/**
 * An account statement as a table: came, went and rest apart for money and for bonus.
 * @throws Error when the facts do not add up
 */
export function accountStatementTable(facts: AccountStatementFacts): Spreadsheet {
  assertStatementAddsUp(facts);
  const { moneyIn, moneyOut, bonusIn, bonusOut } = turnoverOf(facts.lines);
  const { opening, closing } = facts;
  const came = (amount: bigint) => (amount > 0n ? amount : null);
  const went = (amount: bigint) => (amount < 0n ? -amount : null);
  return {
    name: 'Выписка',
    heading: [statementTitle(facts), ...statementParties(facts)],
    columns: [
      { title: 'Дата', kind: 'date', width: 12 },
      { title: 'Операция', kind: 'text', width: 60 },
      { title: 'Деньги: приход', kind: 'money', width: 16 },
      { title: 'Деньги: расход', kind: 'money', width: 16 },
      { title: 'Деньги: остаток', kind: 'money', width: 16 },
      { title: 'Бонусы: приход', kind: 'money', width: 16 },
      { title: 'Бонусы: расход', kind: 'money', width: 16 },
      { title: 'Бонусы: остаток', kind: 'money', width: 16 },
    ],
    rows: [
      [facts.from, 'Остаток на начало периода', null, null, opening.money, null, null, opening.bonus],
      ...facts.lines.map(({ on, what, money, bonus, after }) => [
        on,
        what,
        came(money),
        went(money),
        after.money,
        came(bonus),
        went(bonus),
        after.bonus,
      ]),
    ],
    totals: [
      [null, 'Обороты за период', moneyIn, moneyOut, null, bonusIn, bonusOut, null],
      [facts.to, 'Остаток на конец периода', null, null, closing.money, null, null, closing.bonus],
    ],
  };
}
