import {
  routes,
  type BroughtCustomerDto,
  type PartnerPayoutDto,
  type PartnerRewardDto,
  type PartnerRowDto,
} from '@rocket/contracts';
import { call } from '../../api';
import { refresh, useList, useLoaded } from '../../load';
import { refreshAccount } from '../reads';
import { words } from '../../text/words';
import type { Period } from '../period-choice';

const PAGE = 50;
const keyOf = (accountId: string, what = ''): string => `account/${accountId}/partnership/${what}`;
const DESK = 'partners/';

export const usePartnership = (accountId: string) =>
  useLoaded(keyOf(accountId), () => call(routes.partnership, { params: { id: accountId } }));

export const useBroughtCustomers = (accountId: string) =>
  useList<BroughtCustomerDto>(keyOf(accountId, 'customers'), (cursor) =>
    call(routes.broughtCustomers, { params: { id: accountId }, query: { limit: PAGE, cursor } }),
  );

/** What a month has earned is never told otherwise, so what was read of it stays. */
export const usePartnerRewards = (accountId: string) =>
  useList<PartnerRewardDto>(
    keyOf(accountId, 'rewards'),
    (cursor) => call(routes.partnerRewards, { params: { id: accountId }, query: { limit: PAGE, cursor } }),
    true,
  );

export const usePartnerPayouts = (accountId: string) =>
  useList<PartnerPayoutDto>(keyOf(accountId, 'payouts'), (cursor) =>
    call(routes.partnerPayouts, { params: { id: accountId }, query: { limit: PAGE, cursor } }),
  );

/** Its lines are in the words of the reader. */
export function usePartnerStatement(accountId: string, { from, to }: Period) {
  const lang = words.value.language;
  return useLoaded(keyOf(accountId, `statement/${lang}/${from ?? ''}/${to ?? ''}`), () =>
    call(routes.partnerStatement, { params: { id: accountId }, query: { from, to, lang } }),
  );
}

export const useBroughtBy = (accountId: string) =>
  useLoaded(`account/${accountId}/brought-by`, () => call(routes.broughtBy, { params: { id: accountId } }));

export const usePartners = (only: 'due' | undefined) =>
  useList<PartnerRowDto>(`${DESK}${only ?? ''}`, (cursor) =>
    call(routes.partners, { query: { limit: PAGE, cursor, only } }),
  );

/** Something was decided or paid about a partner. */
export function refreshPartner(accountId: string): void {
  refreshAccount(accountId);
  refresh(DESK);
}
