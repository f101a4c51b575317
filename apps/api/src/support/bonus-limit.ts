import { billingError } from '@rocket/billing';
import type { GrantBonusDto } from '@rocket/contracts';
import { dayOf, parseMinor, type Minor } from '@rocket/kernel';
import type { AccountRecord } from '../accounts/account.store';

/** What one grant or revocation may come to without a second person, in the account's currency (rule 6; data of the offer). */
export const approvalLimitOf = ({ terms }: AccountRecord): Minor =>
  parseMinor(terms.bonusApprovalLimit.amount);

/** The limit itself is still within it. */
export const needsSecondPerson = (account: AccountRecord, amount: Minor): boolean =>
  amount > approvalLimitOf(account);

/**
 * The amount of a grant that may be given to an account, by one person or by two.
 * @throws DomainError `wrong_currency`, `account_not_active` after termination, `expiry_in_the_past`
 */
export function assertGrantPossible(
  account: AccountRecord,
  wish: Pick<GrantBonusDto, 'amount' | 'expiresOn'>,
  now: Date,
): Minor {
  const { currency, timeZone } = account.seller;
  if (wish.amount.currency !== currency) {
    throw billingError('wrong_currency', `Расчёты ведутся в ${currency}`, {}, [
      { path: 'amount.currency', message: `Нужна ${currency}` },
    ]);
  }
  if (account.state === 'terminated')
    throw billingError('account_not_active', 'Договор расторгнут', { state: account.state });
  if (wish.expiresOn !== undefined && wish.expiresOn < dayOf(now, timeZone)) {
    throw billingError('expiry_in_the_past', 'Срок бонуса уже прошёл', {}, [
      { path: 'expiresOn', message: 'Сегодня или позже' },
    ]);
  }
  return parseMinor(wish.amount.amount);
}
