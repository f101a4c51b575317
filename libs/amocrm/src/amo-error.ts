import { DomainError } from '@rocket/kernel';

/** Every code this library refuses with. The API maps each of them to problem+json. */
export const AMO_ERROR_CODES = [
  'amo_unauthorized',
  'amo_payment_required',
  'amo_forbidden',
  'amo_not_found',
  'amo_rate_limited',
  'amo_unavailable',
  'amo_rejected',
  'widget_token_invalid',
  'install_query_invalid',
  'uninstall_hook_invalid',
] as const;
export type AmoErrorCode = (typeof AMO_ERROR_CODES)[number];

/**
 * amoCRM said no, could not be reached, or something that claims to come from it does not hold.
 * `facts` carry what a program may branch on (`status`, `hint`, `reason`, `cause`), never a token, a secret
 * or a body: bodies of amoCRM hold personal data.
 */
export class AmoError extends DomainError<AmoErrorCode> {}
