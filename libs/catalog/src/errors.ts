import { DomainError, type FieldError } from '@rocket/kernel';

export type CatalogErrorCode =
  | 'product_not_found'
  | 'seller_not_found'
  | 'code_taken'
  | 'version_not_offered'
  | 'price_not_found'
  | 'notice_too_short'
  | 'valid_from_in_the_past'
  | 'period_not_allowed'
  | 'price_exists'
  | 'currency_mismatch'
  | 'quantity_below_minimum'
  | 'quantity_above_maximum'
  | 'not_counted_by_seats'
  | 'seats_unknown'
  | 'quantity_not_seats'
  | 'auto_renewal_not_offered'
  | 'payment_way_not_offered'
  | 'projects_not_offered'
  | 'not_for_projects'
  | 'tariff_required'
  | 'tariff_unknown'
  | 'free_plan_taken'
  | 'partner_unknown'
  | 'not_for_this_customer'
  | 'cession_not_offered'
  | 'cession_receiver'
  | 'cession_not_open';

export const catalogError = (
  code: CatalogErrorCode,
  detail: string,
  facts: Readonly<Record<string, unknown>> = {},
  errors: readonly FieldError[] = [],
): DomainError<CatalogErrorCode> => new DomainError(code, detail, facts, errors);
