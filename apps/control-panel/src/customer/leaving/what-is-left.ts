import type { BalanceDto, forecast, MoneyDto, OfferTermsDto, SubscriptionDto } from '@rocket/contracts';
import type { z } from 'zod';
import { fullName } from '../../account/full-name';

export const isMoney = ({ amount }: Pick<MoneyDto, 'amount'>): boolean => /[1-9]/.test(amount);

/** What stops when the contract ends: everything that is not over already, whether it runs, is suspended or on trial. */
export const whatStops = (
  subscriptions: readonly Pick<SubscriptionDto, 'state' | 'productName' | 'project'>[],
): string[] => subscriptions.filter(({ state }) => state !== 'ended').map(fullName);

/** Money that never paid for anything goes back to a customer who leaves under every rule but these. */
export const returnsBalance = ({ rule }: OfferTermsDto['refund']): boolean =>
  rule !== 'none' && rule !== 'proportional_on_seller_exit';

/** The money after the last charge of the forecast; bonus is never returned (clause 6.8), so it is not in the sum. */
export const moneyLeft = (
  balance: Pick<BalanceDto, 'money'>,
  ahead: Pick<z.output<typeof forecast>, 'items'>,
): MoneyDto => ahead.items.at(-1)?.balanceAfter.money ?? balance.money;
