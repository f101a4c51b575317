import type { InvoiceLine } from '@rocket/documents';
import { parsePeriod } from '@rocket/kernel';
import type { OrderLine } from './invoice-order.store';

const FORMS = {
  day: { one: 'день', few: 'дня', many: 'дней' },
  month: { one: 'месяц', few: 'месяца', many: 'месяцев' },
  year: { one: 'год', few: 'года', many: 'лет' },
} as const;
const RULES = new Intl.PluralRules('ru');

/** «3 месяца», «1 год». */
export function termOf(period: string): string {
  const { count, unit } = parsePeriod(period);
  const form = RULES.select(count);
  return `${count} ${FORMS[unit][form === 'one' || form === 'few' ? form : 'many']}`;
}

/** «Коннектор, тариф «Школа», 3 месяца» as an invoice names it. */
export const invoiceLineOf = ({
  productName,
  tariffName,
  period,
  quantity,
  amount,
}: OrderLine): InvoiceLine => ({
  name: [productName, tariffName && `тариф «${tariffName}»`, termOf(period)].filter(Boolean).join(', '),
  quantity: String(quantity),
  unit: 'шт.',
  amount,
});

/** What the money is for, in a payment order. The number of another invoice would lead the payment astray. */
export const orderPurpose = ({ amocrmAccountId }: { readonly amocrmAccountId: number }): string =>
  `за заказ по лицевому счёту ${amocrmAccountId}`;
