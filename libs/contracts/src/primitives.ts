import { CURRENCIES, isLocalDate, isPeriodText } from '@rocket/kernel';
import { z } from 'zod';

/** One sum has one way to be written: «05000.00» is a slip of the hand, or of a program. */
const NO_LEADING_ZERO = /^(?!-?0\d)/;

export const moneyText = z
  .string()
  .regex(/^-?\d{1,13}\.\d{2}$/, 'Сумма пишется с двумя знаками после точки: «5000.00»')
  .regex(NO_LEADING_ZERO, 'Сумма пишется без нулей впереди: «5000.00»');

/** Money on the wire: a decimal string with the currency's two digits, never a float. */
export const money = z
  .strictObject({
    amount: moneyText,
    currency: z.enum(CURRENCIES),
  })
  .meta({ id: 'Money' });

/** Money that moves: not negative. */
export const positiveMoney = money.refine(
  (value) => !value.amount.startsWith('-') && /[1-9]/.test(value.amount),
  { path: ['amount'], message: 'Сумма должна быть больше нуля' },
);

/** A unit price: up to nine digits after the point. */
export const unitPrice = z
  .strictObject({
    amount: z
      .string()
      .regex(/^\d{1,13}(\.\d{1,9})?$/, 'Цена — неотрицательное число, до девяти знаков после точки')
      .regex(NO_LEADING_ZERO, 'Цена пишется без нулей впереди: «0.5», «100»'),
    currency: z.enum(CURRENCIES),
  })
  .meta({ id: 'UnitPrice' });

export const businessDate = z
  .string()
  .refine(isLocalDate, 'Дата пишется как ГГГГ-ММ-ДД')
  .meta({ id: 'BusinessDate', format: 'date' });
export const instant = z.iso.datetime({ offset: true, error: 'Момент времени пишется по ISO 8601' });
export const period = z
  .string()
  .refine(isPeriodText, 'Период — число дней, месяцев или лет: P21D, P1M, P1Y')
  .meta({ id: 'Period' });
export const uuid = z.uuid('Нужен идентификатор');
export const reason = z.string().trim().min(1, 'Укажите причину').max(1000);

export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).optional(),
  cursor: z.string().max(500).optional(),
});

export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/** RFC 9457. `code` is the stable name a client program branches on; `detail` is for a person. */
export const problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().optional(),
    code: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });

export type MoneyDto = z.infer<typeof money>;
export type ProblemDto = z.infer<typeof problem>;
export interface Page<T> {
  readonly items: T[];
  readonly nextCursor: string | null;
}
