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
  type GivenBack,
  type IncomingPayment,
  type IncomingPayments,
  type Movement,
  type OutgoingPayment,
} from './incoming-payments';
export { canonicalInvoiceNumber, invoiceNumbersIn } from './invoice-numbers';
export {
  UNALLOCATED_REASONS,
  matchPayment,
  type MatchCandidates,
  type MatchDecision,
  type MatchedPayment,
  type OpenInvoice,
  type UnallocatedReason,
} from './match-payment';
export { givesBack, matchRefund, mayBeGivenBack, type BankRefund, type RefundMatch } from './match-refund';
export {
  FISCAL_DECISIONS,
  fiscalDecisionsOf,
  type FiscalDecision,
  type UndecidedReceipt,
} from './fiscal-decisions';
export {
  TAX_SYSTEMS,
  fiscalLineIn,
  fiscalName,
  fiscalTax,
  percentOfTax,
  robokassaReceipt,
  robokassaReceiptIn,
  yookassaVatCode,
  type FiscalLine,
  type FiscalTax,
  type TaxSystem,
} from './fiscal-lines';
export {
  readRobokassaReceipt,
  readRobokassaState,
  robokassaReceiptQuestion,
  robokassaRefundToken,
  robokassaSecondReceipt,
  robokassaStatePath,
  type RobokassaOperation,
  type RobokassaReceiptSaid,
} from './ask-robokassa';
export {
  YOOKASSA_ADDRESSES,
  isListedAddress,
  readYookassaNotification,
  readYookassaPayment,
  readYookassaReceipt,
  readYookassaReceipts,
  readYookassaRefund,
  readYookassaRefunds,
  yookassaOffsetBody,
  yookassaPaymentBody,
  yookassaRefundBody,
  type KeptCard,
  type YookassaPayment,
  type YookassaReceipt,
  type YookassaReceiptWish,
  type YookassaRefund,
} from './yookassa';
export {
  ROBOKASSA_ALGORITHMS,
  isSignedByRobokassa,
  robokassaDigest,
  robokassaPaymentUrl,
  verifyRobokassaResult,
  type RobokassaAlgorithm,
  type RobokassaPayment,
  type RobokassaResult,
} from './robokassa';
export {
  suggestOwners,
  type OwnerSuggestion,
  type SuggestionCandidate,
  type SuggestionReason,
} from './suggest-owners';
export { isCardGone } from './card-refusals';
export { PAYMENT_SOURCE_CODES, PaymentSourceError, type PaymentSourceCode } from './payment-source-error';
export { writePaymentOrders, type OrderParty, type PaymentOrder } from './write-payment-orders';
