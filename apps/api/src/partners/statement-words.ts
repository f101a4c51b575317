import type { Language } from '@rocket/contracts';
import { moneyText, type Currency } from '@rocket/kernel';
import { money, moneyInEnglish, monthIn } from '../notices/notice-writing';
import { printMonth } from './months';
import type { StatementRow } from './reward.store';

/** What a line of a partner's statement is, in words. */
export function lineText(row: StatementRow, language: Language, currency: Currency): string {
  return language === 'en' ? inEnglish(row, currency) : inRussian(row, currency);
}

/** By which contract it was earned, to follow the words of a line. */
export const underContract = (number: string, language: Language): string =>
  language === 'en' ? `, contract No. ${number}` : `, договор № ${number}`;

function inRussian(row: StatementRow, currency: Currency): string {
  const ofMonth = (): string => `${monthIn(printMonth(row.month!), 'ru')}: ${row.customerName}`;
  const counted = (): string => money(moneyText(row.counted!, currency));
  switch (row.kind) {
    case 'reward':
      return `Вознаграждение за ${ofMonth()}, ${row.percent!.replace('.', ',')} % от ${counted()}`;
    case 'taken_back':
      return `Удержание за ${ofMonth()}, клиенту вернулось ${counted()}`;
    case 'payout':
      return `Выплата, платёжное поручение № ${row.reference}`;
    case 'payout_returned':
      return `Возврат выплаты, платёжное поручение № ${row.reference}`;
  }
}

function inEnglish(row: StatementRow, currency: Currency): string {
  const ofMonth = (): string => `${monthIn(printMonth(row.month!), 'en')}: ${row.customerName}`;
  const counted = (): string => moneyInEnglish(moneyText(row.counted!, currency));
  switch (row.kind) {
    case 'reward':
      return `Reward for ${ofMonth()}, ${row.percent!}% of ${counted()}`;
    case 'taken_back':
      return `Taken back for ${ofMonth()}, ${counted()} went back to the customer`;
    case 'payout':
      return `Payout, payment order No. ${row.reference}`;
    case 'payout_returned':
      return `Payout came back, payment order No. ${row.reference}`;
  }
}
