import { z } from 'zod';
import * as accounts from './accounts';
import * as documents from './documents';
import * as refunds from './refunds';
import * as payments from './payments';
import { page, pageQuery } from './primitives';
import { route } from './route';
import { CUSTOMER, SPENDER, STAFF } from './who';

/** Money in, bonus and paper. */
export const moneyRoutes = {
  // Money in
  issueInvoice: route({
    method: 'POST',
    path: '/accounts/:id/invoices',
    tag: 'Money in',
    who: SPENDER,
    summary: 'Issues an invoice for a top-up, or for an order that is carried out when it is paid',
    body: payments.askInvoice,
    answer: payments.invoice,
    idempotent: true,
    refusals: { profile_required: 409, below_minimum_payment: 422, wrong_currency: 422 },
  }),
  invoices: route({
    method: 'GET',
    path: '/accounts/:id/invoices',
    tag: 'Money in',
    who: CUSTOMER,
    summary: 'Invoices of the account',
    query: pageQuery,
    answer: page(payments.invoice),
  }),

  // Bonus
  grantBonus: route({
    method: 'POST',
    path: '/accounts/:id/bonus-grants',
    tag: 'Bonus',
    who: 'support, administrator',
    summary: 'Grants a bonus; above the limit asks a second person (202)',
    body: payments.grantBonus,
    answer: payments.bonusGrant,
    idempotent: true,
    refusals: { expiry_in_the_past: 422, wrong_currency: 422, account_not_active: 409 },
    accepted: payments.approvalAsked,
  }),
  bonusGrants: route({
    method: 'GET',
    path: '/accounts/:id/bonus-grants',
    tag: 'Bonus',
    who: CUSTOMER,
    summary: 'Bonus grants of the account',
    query: pageQuery,
    answer: page(payments.bonusGrant),
  }),
  revokeBonus: route({
    method: 'POST',
    path: '/bonus-grants/:id/revocation',
    tag: 'Bonus',
    who: 'support, administrator',
    summary: 'Takes back what is left of a grant',
    body: payments.revokeBonus,
    answer: payments.bonusGrant,
    idempotent: true,
    status: 200,
    refusals: { nothing_left: 409 },
    accepted: payments.approvalAsked,
  }),
  approvals: route({
    method: 'GET',
    path: '/approvals',
    tag: 'Bonus',
    who: STAFF,
    summary: 'Requests that wait for a second person',
    query: pageQuery,
    answer: page(payments.approval),
  }),
  decideApproval: route({
    method: 'POST',
    path: '/approvals/:id/decision',
    tag: 'Bonus',
    who: 'support, administrator',
    summary: 'Approves or rejects somebody else’s request',
    body: payments.decideApproval,
    answer: payments.approval,
    status: 200,
    refusals: { own_request: 403, already_decided: 409, account_not_active: 409 },
  }),

  // Documents
  documents: route({
    method: 'GET',
    path: '/accounts/:id/documents',
    tag: 'Documents',
    who: CUSTOMER,
    summary: 'Documents of the account',
    query: documents.documentsQuery,
    answer: page(documents.documentView),
  }),
  documentFile: route({
    method: 'GET',
    path: '/documents/:id/file',
    tag: 'Documents',
    who: CUSTOMER,
    summary: 'The bytes of a document',
    query: documents.fileQuery,
    answerType: 'application/pdf',
  }),
  signedCopy: route({
    method: 'POST',
    path: '/documents/:id/signed-copy',
    tag: 'Documents',
    who: CUSTOMER,
    summary: 'Uploads the scan of a signed document',
    bodyType: 'multipart/form-data',
    answer: z.object({ status: z.literal('signed') }),
  }),
  signedCopyFile: route({
    method: 'GET',
    path: '/documents/:id/signed-copy',
    tag: 'Documents',
    who: CUSTOMER,
    summary: 'The scan of a signed document, as an attachment',
    answerType: 'application/octet-stream',
  }),

  // Leaving
  terminateAccount: route({
    method: 'POST',
    path: '/accounts/:id/termination',
    tag: 'Leaving',
    who: 'owner, staff',
    summary: 'Gives notice of termination, for the earliest day or a later one; for a breach it ends at once',
    body: documents.terminateAccount,
    answer: documents.termination,
    idempotent: true,
    refusals: { already_terminated: 409 },
  }),
  termination: route({
    method: 'GET',
    path: '/accounts/:id/termination',
    tag: 'Leaving',
    who: CUSTOMER,
    summary: 'The notice of termination that was given, or null',
    answer: documents.termination.nullable(),
  }),
  leavingDays: route({
    method: 'GET',
    path: '/accounts/:id/leaving-days',
    tag: 'Leaving',
    who: CUSTOMER,
    summary: 'When the contract would end by a notice of the customer given today, on each ground it has',
    answer: documents.leavingDays,
  }),
  requestRefund: route({
    method: 'POST',
    path: '/accounts/:id/refund-requests',
    tag: 'Leaving',
    who: 'owner, staff',
    summary: 'Asks for unused money back, or for what one unused package cost',
    body: refunds.requestRefund,
    answer: refunds.refundRequest,
    idempotent: true,
    refusals: { termination_required: 409, refund_under_way: 409 },
  }),
  payRefund: route({
    method: 'POST',
    path: '/refund-requests/:id/payment',
    tag: 'Leaving',
    who: 'accountant, administrator',
    summary: 'Says that an approved refund was transferred',
    answer: refunds.refundRequest,
    idempotent: true,
    status: 200,
  }),

  // The journal as a whole
  exportLedger: route({
    method: 'GET',
    path: '/ledger/export',
    tag: 'Ledger',
    who: 'accountant, administrator',
    summary: 'The journal as plain text for ledger and hledger',
    query: accounts.exportQuery,
    answerType: 'text/plain',
  }),
  verifyLedger: route({
    method: 'GET',
    path: '/ledger/verification',
    tag: 'Ledger',
    who: 'accountant, administrator',
    summary: 'Verifies the hash chain and that every balance is what its entries say',
    answer: accounts.booksReport,
  }),
} as const;
