import { DomainError } from '@rocket/kernel';

/** Refusals that belong to the API itself, not to a rule of the business. */
export type ApiErrorCode =
  | 'unauthenticated'
  | 'wrong_credentials'
  | 'code_required'
  | 'wrong_code'
  | 'second_factor_missing'
  | 'second_factor_required'
  | 'forbidden'
  | 'foreign_origin'
  | 'not_found'
  | 'not_connected'
  | 'last_owner'
  | 'email_taken'
  | 'link_spent'
  | 'validation_failed'
  | 'malformed_body'
  | 'malformed_request'
  | 'method_not_allowed'
  | 'idempotency_key_required'
  | 'idempotency_key_malformed'
  | 'idempotency_key_reused'
  | 'idempotency_in_progress'
  | 'clock_backwards'
  | 'payload_too_large'
  | 'unsupported_media_type'
  | 'rate_limited'
  | 'requisites_incomplete'
  | 'not_in_format'
  | 'not_ready'
  | 'database_unavailable'
  | 'key_over'
  | 'announcement_posted'
  | 'price_plan_over'
  | 'promotion_over'
  | 'webhook_off'
  | 'notice_not_optional'
  | 'report_computing'
  | 'already_partner'
  | 'already_brought'
  | 'naming_over'
  | 'rewards_told'
  | 'partnership_over'
  | 'more_than_due';

/** A refusal of the API itself. */
export class ApiError extends DomainError<ApiErrorCode> {}

export const notFound = (what = 'Не найдено'): ApiError => new ApiError('not_found', what);
