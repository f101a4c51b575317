import type { LocalDate } from '@rocket/kernel';
import { billingError } from './errors';
import type { SubscriptionState } from './snapshot';

/** What is to be passed on, and the offer it was bought by. */
export interface TransferFacts {
  readonly rule: 'none' | 'resale' | 'gift_whole' | 'ownership_cession';
  readonly name: string;
  readonly state: SubscriptionState;
  /** First day of the paid period; null: nothing was paid. */
  readonly periodStart: LocalDate | null;
  /** Exclusive. */
  readonly paidTo: LocalDate;
  /** The period was given and not paid for. */
  readonly isFree: boolean;
  readonly belongsToProject: boolean;
}

/**
 * Whether a customer may pass what it bought to another one: under `resale` whatever is paid for, whole, within its term (Itgrix
 * 3.3). What begins later may be passed on before it begins.
 * @throws DomainError `transfer_not_offered`, `transfer_over`, `nothing_to_transfer`
 */
export function assertTransferable(facts: TransferFacts, today: LocalDate): void {
  const { rule, name, state, periodStart, paidTo, isFree, belongsToProject } = facts;
  if (rule !== 'resale' || belongsToProject)
    throw billingError('transfer_not_offered', `Оферта не предусматривает передачу «${name}» другому`);
  if (state === 'ended' || (state === 'active' && paidTo <= today))
    throw billingError('transfer_over', `Срок «${name}» закончился: передавать нечего`);
  if (state !== 'active' || periodStart === null || isFree)
    throw billingError('nothing_to_transfer', `«${name}» не оплачен: передают только оплаченное`);
}
