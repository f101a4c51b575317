import { enActTold } from '@rocket/act-words';
import { writeDate, writeUnitPrice } from '@rocket/ui';
import type { ruActs } from './ru-acts';

type Facts = Readonly<Record<string, string | number | boolean | null>>;
const of = (facts: Facts, name: string): string => String(facts[name] ?? '');
const product = (facts: Facts): string => of(facts, 'productName') || of(facts, 'productCode');
const price = (facts: Facts): string =>
  writeUnitPrice('en', { amount: of(facts, 'unitPrice'), currency: of(facts, 'currency') as 'RUB' });

export const enActs: typeof ruActs = {
  ...enActTold,
  tab: 'Events',
  filter: 'What to show',
  kinds: {
    money: 'Money',
    documents: 'Documents',
    notices: 'Notices',
    subscriptions: 'Subscriptions and contract',
    amocrm: 'amoCRM and people',
    acts: 'What people did',
  },
  empty: 'Nothing has happened to this account yet',
  emptyFilter: 'No such events',
  emptyFilterText: 'Remove some of the filters to see the rest.',
  open: 'Open',
  reason: (text) => `Reason: ${text}`,
  system: 'System',
  money: {
    refund_requested: 'Refund requested',
    refund_rejected: 'Refund rejected',
    approval_asked: 'Approval of a bonus requested',
    approval_approved: 'Bonus approved',
    approval_rejected: 'Bonus not approved',
  },
  documents: {
    issued: 'issued',
    sent: 'sent',
    delivered: 'delivered',
    signed: 'signed',
    accepted: 'accepted',
    disputed: 'disputed',
    cancelled: 'annulled',
    paid: 'paid',
    expired: 'overdue',
    handed_over: 'original handed over',
    signed_copy: 'signed copy uploaded',
  },
  channels: { edo: 'electronically', post: 'on paper' },
  notices: {
    made: (facts) => `Notice: ${of(facts, 'title')}`,
    seen: (facts) => `Read: ${of(facts, 'title')}`,
    acknowledged: (facts) => `Acknowledged: ${of(facts, 'title')}`,
    letter_accepted: (facts) => `Letter “${of(facts, 'title')}” went to ${of(facts, 'recipient')}`,
    letter_refused: (facts) => `Letter “${of(facts, 'title')}” was refused for ${of(facts, 'recipient')}`,
    letter_bounced: (facts) => `Letter “${of(facts, 'title')}” came back from ${of(facts, 'recipient')}`,
  },
  subscriptions: {
    connected: (facts) => `${product(facts)}: connected`,
    ended: (facts) => `${product(facts)}: use ended${because[of(facts, 'because')] ?? ''}`,
    suspended: (facts) => of(facts, 'title'),
    resumed: (facts) => of(facts, 'title'),
    frozen: (facts) => of(facts, 'title'),
    price_change: (facts) => of(facts, 'title'),
    seats_changed: (facts) => of(facts, 'title'),
    transfer_offered: (facts) => `${product(facts)}: offered to ${of(facts, 'name')}`,
    transfer_asked: (facts) => `${product(facts)}: ${of(facts, 'name')} offers to pass it on`,
    transfer_accepted: (facts) => `${product(facts)}: passed to ${of(facts, 'name')}`,
    transfer_accepted_here: (facts) => `${product(facts)}: received from ${of(facts, 'name')}`,
    transfer_declined: (facts) => `${product(facts)}: ${of(facts, 'name')} declined the transfer`,
    transfer_declined_here: (facts) =>
      `${product(facts)}: the transfer from ${of(facts, 'name')} was declined`,
    transfer_withdrawn: (facts) => `${product(facts)}: the transfer to ${of(facts, 'name')} was withdrawn`,
    transfer_withdrawn_here: (facts) => `${product(facts)}: ${of(facts, 'name')} withdrew the transfer`,
    price_charged: (facts) =>
      `${product(facts)}: ${price(facts)} per unit, from ${writeDate(of(facts, 'from'))}`,
    trial_extended: (facts) => `${product(facts)}: trial extended, days: ${of(facts, 'days')}`,
    access_granted: (facts) =>
      of(facts, 'promotion')
        ? `${product(facts)}: free access given by the promotion “${of(facts, 'promotion')}”`
        : `${product(facts)}: free access given, quantity: ${of(facts, 'quantity')}`,
    access_revoked: (facts) => `${product(facts)}: free access revoked`,
    price_refused: (facts) => `${product(facts)}: the customer refused the new price`,
    price_withdrawn: (facts) => `${product(facts)}: the customer withdrew the refusal`,
    offer_accepted: (facts) => `Offer accepted, version ${of(facts, 'version')}`,
    account_ceded: (facts) => `The account went over to a new owner: ${of(facts, 'party')}`,
    termination_asked: () => 'Termination of the contract announced',
    terminated: () => 'Contract terminated',
  },
  amocrm: {
    installed: () => 'Widget installed',
    installed_again: () => 'Widget installed again',
    trouble: (facts) => trouble[of(facts, 'trouble')] ?? 'amoCRM does not answer',
    connection_lost: () => 'Connection to amoCRM lost: it has to be connected again',
    connection_removed: () => 'Widget removed from amoCRM',
    permission_given: (facts) => `Access to amoCRM given: ${of(facts, 'name') || 'administrator'}`,
    permission_revoked: (facts) => `Access to amoCRM revoked: ${of(facts, 'name') || 'administrator'}`,
    permission_lost: (facts) => `Token of amoCRM lost: ${of(facts, 'name') || 'administrator'}`,
    person_appeared: (facts) => `New user ${of(facts, 'name')}`,
    access_changed: (facts) =>
      facts['open'] === facts['openBefore']
        ? `Rights changed: ${of(facts, 'name')}`
        : `Access ${facts['open'] ? 'opened' : 'closed'}: ${of(facts, 'name')}`,
  },

  audit: 'Journal of acts',
  lead: 'Who did what, and from where. Nothing here is changed or removed.',
  resultFilter: 'Result',
  period: 'Period of the journal',
  file: (format) => `Download the journal, ${format}`,
  action: 'Act',
  anyAction: 'Any',
  when: 'When',
  who: 'Who',
  what: 'What',
  account: 'Account',
  result: 'Result',
  from: 'From where',
  noAccount: '—',
  fields: (names) => `Fields: ${names}`,
  seller: (name) => `Seller: ${name}`,
  onlyPerson: (name) => `Only ${name}`,
  onlyAccount: 'Only one account',
  showAll: 'Show all',
  auditEmpty: 'No records yet',

  forCustomer: 'What staff did',
  forCustomerText: 'Who of the staff changed what in your account.',
};

const because: Readonly<Record<string, string>> = {
  terminated: ': contract terminated',
  auto_renew_off: ': auto-renew is off',
  price_refused: ': the new price was refused',
  by_hand: ': ended by hand',
  transferred: ': passed to another account',
  technical_account: ': technical account',
};
const trouble: Readonly<Record<string, string>> = {
  unpaid: 'amoCRM is not paid for: requests do not pass',
  blocked: 'amoCRM has closed access',
  refused: 'amoCRM does not know the integration',
};
