import { page, pageQuery } from './primitives';
import * as providers from './providers';
import { route } from './route';
import { CUSTOMER, SPENDER, STAFF } from './who';

/** Paying by card through a provider's page. */
export const providerRoutes = {
  payInvoice: route({
    method: 'POST',
    path: '/accounts/:id/invoices/:invoice/payments',
    tag: 'Card payments',
    who: SPENDER,
    summary: 'Begins to pay an invoice by card; asked again it finds the same payment',
    body: providers.payInvoice,
    answer: providers.providerPayment,
  }),
  paymentLink: route({
    method: 'GET',
    path: '/payments/links/:provider/:invoice',
    tag: 'Card payments',
    who: 'public',
    summary: 'Sends the browser to the page where an invoice is paid',
    status: 303,
  }),
  paymentStatus: route({
    method: 'GET',
    path: '/payments/status/:id',
    tag: 'Card payments',
    who: 'public',
    summary: 'What became of a card payment; whoever has its id may see it',
    answer: providers.paymentStatus,
  }),
  paymentReturn: route({
    method: 'GET',
    path: '/payments/return/:id',
    tag: 'Card payments',
    who: 'public',
    summary: 'Where YooKassa sends the payer back; what became of the payment is asked at once',
    status: 303,
  }),
  robokassaResult: route({
    method: 'POST',
    path: '/payments/robokassa/result',
    tag: 'Card payments',
    who: 'Robokassa',
    summary: 'ResultURL: answers OK and the InvId',
    bodyType: 'application/x-www-form-urlencoded',
    answerType: 'text/plain',
    status: 200,
  }),
  robokassaReturn: route({
    method: 'GET',
    path: '/payments/robokassa/return',
    tag: 'Card payments',
    who: 'public',
    summary: 'SuccessURL and FailURL: brings the browser to the page of its payment and believes nothing',
    status: 303,
  }),
  yookassaNotification: route({
    method: 'POST',
    path: '/payments/yookassa/notifications',
    tag: 'Card payments',
    who: 'YooKassa',
    summary: 'Says which payment or refund to read again',
    status: 200,
  }),
  providerPayments: route({
    method: 'GET',
    path: '/provider-payments',
    tag: 'Card payments',
    who: STAFF,
    summary: 'Card payments of all accounts',
    query: providers.providerPaymentsQuery,
    answer: page(providers.providerPayment),
  }),
  accountProviderPayments: route({
    method: 'GET',
    path: '/accounts/:id/provider-payments',
    tag: 'Card payments',
    who: CUSTOMER,
    summary: 'Card payments of the account',
    query: pageQuery,
    answer: page(providers.providerPayment),
  }),
  refundToCard: route({
    method: 'POST',
    path: '/refund-requests/:id/card-refund',
    tag: 'Card payments',
    who: 'accountant, administrator',
    summary: 'Sends an approved refund back to the cards the money came from, newest payments first',
    answer: providers.cardRefund,
    idempotent: true,
  }),
} as const;
