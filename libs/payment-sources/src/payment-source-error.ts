import { DomainError } from '@rocket/kernel';

/** Every reason for which this library refuses its input. The API maps each to one problem. */
export const PAYMENT_SOURCE_CODES = [
  'statement_unreadable',
  'statement_empty',
  'signature_invalid',
  'provider_payment_malformed',
  'provider_unavailable',
  'provider_rejected',
] as const;
export type PaymentSourceCode = (typeof PAYMENT_SOURCE_CODES)[number];

/** A file or a provider's call that cannot be taken at all. The message is Russian, for staff. */
export class PaymentSourceError extends DomainError<PaymentSourceCode> {}
