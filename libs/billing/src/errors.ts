import { DomainError, type FieldError } from '@rocket/kernel';

/** Every refusal of the money core. The API has one row for each in its problem table. */
export type BillingErrorCode =
  | 'insufficient_balance'
  | 'below_minimum_payment'
  | 'entry_conflict'
  | 'already_connected'
  | 'already_reversed'
  | 'money_gone'
  | 'not_reversible'
  | 'nothing_left'
  | 'own_request'
  | 'already_decided'
  | 'trial_used'
  | 'period_not_offered'
  | 'subscription_ended'
  | 'order_out_of_date'
  | 'subscription_suspended'
  | 'account_not_active'
  | 'contract_ended'
  | 'technical_account'
  | 'calendar_unknown'
  | 'wrong_currency'
  | 'expiry_in_the_past'
  | 'future_business_date'
  | 'run_in_progress'
  | 'profile_required'
  | 'receipt_not_unallocated'
  | 'parts_exceed_receipt'
  | 'parts_do_not_add_up'
  | 'receipt_not_returned'
  | 'receipt_under_way'
  | 'not_resendable'
  | 'invoice_not_open'
  | 'already_terminated'
  | 'ground_not_given'
  | 'termination_required'
  | 'refund_not_offered'
  | 'refund_not_approved'
  | 'refund_under_way'
  | 'trial_not_extendable'
  | 'access_over'
  | 'price_change_in_effect'
  | 'price_change_not_concerning'
  | 'limit_exceeded'
  | 'unit_not_metered'
  | 'account_unknown'
  | 'product_not_connected'
  | 'usage_in_the_future'
  | 'usage_too_old'
  | 'unit_not_gauge'
  | 'unit_not_reservable'
  | 'above_reserved'
  | 'reservation_confirmed'
  | 'reservation_released'
  | 'package_is_fixed'
  | 'transfer_not_offered'
  | 'transfer_over'
  | 'transfer_under_way'
  | 'transfer_decided'
  | 'nothing_to_transfer'
  | 'transfer_to_itself'
  | 'project_required'
  | 'project_unknown'
  | 'project_name_taken'
  | 'project_not_active'
  | 'renews_by_itself'
  | 'appointments_not_offered'
  | 'appointment_outside_term'
  | 'appointment_outside_hours'
  | 'appointment_in_the_past'
  | 'appointment_not_begun'
  | 'appointment_too_late'
  | 'appointment_settled'
  | 'services_spent'
  | 'not_the_holder'
  | 'not_passable'
  | 'autopayment_not_offered'
  | 'nothing_to_pay'
  | 'answer_missing';

export const billingError = (
  code: BillingErrorCode,
  detail: string,
  facts: Readonly<Record<string, unknown>> = {},
  errors: readonly FieldError[] = [],
): DomainError<BillingErrorCode> => new DomainError(code, detail, facts, errors);

/** What can only be had for money is not to be had by an account that is never billed. @throws DomainError `technical_account` */
export function assertBilled({ neverBilled }: { readonly neverBilled?: boolean }): void {
  if (!neverBilled) return;
  throw billingError(
    'technical_account',
    'Это технический аккаунт amoCRM: деньги с него не списываются, поэтому доступны только пробный период и бесплатный доступ. Подключите продукт в рабочем аккаунте.',
  );
}
