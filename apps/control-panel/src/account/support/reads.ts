import {
  routes,
  type SupportMessageDto,
  type SupportOfferDto,
  type SupportRequestDto,
  type SupportRequestState,
} from '@rocket/contracts';
import { call } from '../../api';
import { refresh, useList, useLoaded } from '../../load';

const PAGE = 50;
const keyOf = (accountId: string, what = ''): string => `account/${accountId}/support/${what}`;
const DESK = 'support-desk/';

export const useSupportRequests = (accountId: string) =>
  useList<SupportRequestDto, { support: SupportOfferDto }>(keyOf(accountId), (cursor) =>
    call(routes.supportRequestsOf, { params: { id: accountId }, query: { limit: PAGE, cursor } }),
  );

export const useSupportRequest = (accountId: string, requestId: string) =>
  useLoaded(keyOf(accountId, requestId), () =>
    call(routes.supportRequest, { params: { id: accountId, requestId } }),
  );

/** The newest first. What was said never changes, so what was read of it stays. */
export const useSupportMessages = (accountId: string, requestId: string) =>
  useList<SupportMessageDto>(
    keyOf(accountId, `${requestId}/messages`),
    (cursor) =>
      call(routes.supportMessages, { params: { id: accountId, requestId }, query: { limit: PAGE, cursor } }),
    true,
  );

export const useSupportDesk = (state: SupportRequestState | undefined) =>
  useList<SupportRequestDto>(`${DESK}${state ?? ''}`, (cursor) =>
    call(routes.supportRequests, { query: { limit: PAGE, cursor, ...(state ? { state } : {}) } }),
  );

/** Read again every minute, so that who does something else sees that somebody waits. */
const COUNTED_AGAIN_MS = 60_000;
export const useSupportWaiting = () =>
  useLoaded(
    `${DESK}waiting`,
    () => call(routes.supportWaiting),
    () => COUNTED_AGAIN_MS,
  );

/** Something was said in a request of an account. */
export function refreshSupport(accountId: string): void {
  refresh(keyOf(accountId));
  refresh(DESK);
}
