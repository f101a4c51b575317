import type { BalanceDto, forecast, MoneyDto, SubscriptionDto } from '@rocket/contracts';
import type { z } from 'zod';

export const isMoney = ({ amount }: Pick<MoneyDto, 'amount'>): boolean => /[1-9]/.test(amount);

/** What stops when the contract ends: everything that is not over already, whether it runs, is suspended or on trial. */
export const whatStops = (
  subscriptions: readonly Pick<SubscriptionDto, 'state' | 'productName'>[],
): string[] => subscriptions.filter(({ state }) => state !== 'ended').map(({ productName }) => productName);

/** The money after the last charge of the forecast; bonus is never returned (clause 6.8), so it is not in the sum. */
export const moneyLeft = (
  balance: Pick<BalanceDto, 'money'>,
  ahead: Pick<z.output<typeof forecast>, 'items'>,
): MoneyDto => ahead.items.at(-1)?.balanceAfter.money ?? balance.money;
