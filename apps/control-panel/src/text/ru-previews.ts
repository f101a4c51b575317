import type { LedgerAccountDto } from '@rocket/contracts';
import { plural } from '@rocket/ui';

const grants = (n: number): string =>
  plural('ru', n, { one: 'бонус', few: 'бонуса', many: 'бонусов', other: 'бонуса' });
const requests = (n: number): string =>
  plural('ru', n, { one: 'заявка', few: 'заявки', many: 'заявок', other: 'заявки' });
const days = (n: number): string => plural('ru', n, { one: 'день', few: 'дня', many: 'дней', other: 'дня' });

/** What an act of staff would do, told before the click. */
export const ruPreviews = {
  title: 'Что произойдёт',
  afterApproval: 'Что произойдёт после согласования',
  looking: 'Считаем, что произойдёт…',
  second: 'Нужен второй сотрудник',
  secondText: (limit: string): string =>
    `Один сотрудник может решить до ${limit} включительно. Сейчас баланс не изменится: заявка уйдёт на согласование.`,
  ask: 'Отправить на согласование',
  move: (from: string, to: string): string => `${from} → ${to}`,
  period: (from: string, to: string): string => `${from} — ${to}`,
  accounts: {
    bank: 'Расчётный счёт',
    robokassa: 'Robokassa',
    yookassa: 'ЮKassa',
    unallocated: 'Нераспределённые поступления',
    customer_money: 'Деньги клиента',
    customer_bonus: 'Бонусы клиента',
    revenue: 'Выручка',
    bonus_redeemed: 'Оплачено бонусами',
    promotion_expense: 'Расходы на бонусы',
    adjustment: 'Корректировки',
    loss: 'Убытки продавца',
  } satisfies Record<LedgerAccountDto, string>,
  becomes: (product: string, before: string, after: string): string =>
    `«${product}»: ${before.toLowerCase()} → ${after.toLowerCase()}, сразу`,
  unchanged: (sum: string): string => `${sum}, без изменений`,
  trial: (before: string, after: string): string =>
    `Последний день пробного периода — ${after} вместо ${before}; первая оплата на следующий день.`,
  trialLeft: (n: number): string =>
    n > 0 ? `После этого по оферте останется ${days(n)} продления.` : 'Больше продлевать по оферте нельзя.',
  limit: (sum: string): string => `Без второго сотрудника — до ${sum} за один раз.`,
  noneToday: 'Сегодня вы бонусов не начисляли.',
  today: (n: number, sum: string): string => `Сегодня вы начислили ${grants(n)} на ${sum}.`,
  waiting: (n: number, sum: string): string => `На согласовании ${requests(n)} на ${sum}.`,
};
