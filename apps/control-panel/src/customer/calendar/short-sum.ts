import type { MoneyText } from '@rocket/kernel';
import { currencySign, writeMoney, type Language } from '@rocket/ui';

/** A cell of the calendar has room for so many signs: «99 999,99 ₽». */
const ROOM = 11;

/** A sum as a cell of the calendar has room for it: «8,6 млн ₽» for what is longer; the list beside it says the whole. */
export function shortSum(language: Language, sum: MoneyText): string {
  const whole = writeMoney(language, sum);
  if (whole.length <= ROOM) return whole;
  const [major = ''] = sum.amount.split('.');
  const short = new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 }).format(
    BigInt(major),
  );
  const sign = currencySign(sum.currency);
  return language === 'en' ? `${sign}${short}` : `${short}\u00a0${sign}`;
}
