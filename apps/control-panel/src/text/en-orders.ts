import type { ruOrders } from './ru-orders';

export const enOrders: typeof ruOrders = {
  invoice: 'Get an invoice',
  invoiceHint: (until) =>
    `Or get an invoice for this order: it is carried out by itself when it is paid. The price holds until ${until}.`,
  invoiceIssued: (number) => `Invoice No. ${number} is issued`,
  line: (name, quantity, term) => `${name}: ${quantity} × ${term}`,
  holds: (until) => `The price holds until ${until}`,
  waits: (why) => `Paid and not carried out yet: ${why}`,
  carriedOut: 'The order is carried out',
  supersededBy: (number) =>
    `The price list has changed: replaced by invoice No. ${number}, the money is on the balance`,
  supersedes: (number) => `Supplement to invoice No. ${number}`,
  superseded: 'Replaced',

  transfer: 'Pass on',
  transferTitle: (name) => `Pass on: ${name}`,
  transferText: (until) =>
    `It goes over whole, paid until ${until}, when the receiver accepts it. Yours ends then, and only the receiver could pass it back. Money is between you two: nothing is taken from either balance.`,
  receiver: 'Number of the receiver’s amoCRM account',
  receiverHint:
    'The receiver finds it in amoCRM: Settings → General settings. Products of this seller have to be installed there.',
  comment: 'Message to the receiver',
  offer: 'Offer',
  offered: (name) => `The offer is sent: ${name}`,
  transfers: 'Subscriptions passed on',
  product: 'Product',
  who: 'To or from',
  to: (name) => `To: ${name}`,
  from: (name) => `From: ${name}`,
  paid: (from, until) => `Paid: ${from} – ${until}`,
  states: {
    offered: 'Waits for an answer',
    accepted: 'Passed on',
    declined: 'Declined',
    withdrawn: 'Withdrawn',
    over: 'Term over',
  },
  accept: 'Accept',
  decline: 'Decline',
  withdraw: 'Withdraw',
  acceptTitle: (name) => `Accept: ${name}?`,
  acceptText: (from, until) =>
    `What ${from} bought becomes yours, paid until ${until}. Nothing is taken from your balance.`,
  done: { accept: 'Accepted', decline: 'Declined', withdraw: 'The offer is withdrawn' },
};
