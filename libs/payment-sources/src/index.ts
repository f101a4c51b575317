export {
  type BankAccountSection,
  type BankDocument,
  type BankStatement,
  type Party,
  type RejectedLine,
  type StatementEncoding,
} from './bank-statement';
export { readBankStatement, readStatement } from './read-bank-statement';
export { type StatementItem } from './statement-sink';
export {
  MovementSorter,
  incomingPayments,
  type IncomingPayment,
  type IncomingPayments,
  type Movement,
  type OutgoingPayment,
} from './incoming-payments';
export { canonicalInvoiceNumber, invoiceNumbersIn } from './invoice-numbers';
export {
  UNALLOCATED_REASONS,
  matchPayment,
  type MatchDecision,
  type MatchedPayment,
  type OpenInvoice,
  type UnallocatedReason,
} from './match-payment';
export {
  ROBOKASSA_ALGORITHMS,
  robokassaPaymentUrl,
  verifyRobokassaResult,
  type RobokassaAlgorithm,
  type RobokassaPayment,
  type RobokassaResult,
} from './robokassa';
export { PAYMENT_SOURCE_CODES, PaymentSourceError, type PaymentSourceCode } from './payment-source-error';
