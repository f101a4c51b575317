import type { ruOffice } from './ru-office';

export const enOffice: typeof ruOffice = {
  tasks: 'Documents to hand over',
  lead: 'Originals customers wait for: electronic ones go by themselves, paper ones are ticked off here.',
  noOperator: 'No EDO operator is set up: nothing goes electronically. The setting is EDO_FOLDER.',
  filter: 'State of the hand-over',
  states: { owed: 'To hand over', waiting: 'On its way', failed: 'Did not work', done: 'Handed over' },
  empty: {
    owed: 'Nothing to hand over',
    waiting: 'Nothing is on its way',
    failed: 'No failed hand-overs',
    done: 'Nothing was handed over yet',
  },
  emptyText: 'Documents appear here as soon as they have to go to a customer.',
  document: 'Document',
  way: 'Way',
  onPaper: 'on paper',
  byEdo: (participant) => `EDO, ${participant}`,
  until: (date, overdue) => (overdue ? `was due by ${date}` : `until ${date}`),
  tries: (n, next) => `tries: ${n}${next && `, next ${next}`}`,
  open: 'Open',
  openPaper: (paper) => `Open: ${paper}`,

  stages: 'How the document went',
  asked: 'What is asked',
  due: {
    pay: (on) => `The customer has to pay${on && ` until ${on}`}`,
    sign: (on, overdue) =>
      `The customer ${overdue ? 'had' : 'has'} to sign${on && ` by ${on}`}: without the scan no money goes back`,
    sign_or_object: (on) =>
      `The customer signs or objects${on && ` until ${on}`}, then it counts as accepted`,
    return_copy: (on, overdue) =>
      overdue
        ? `The customer had to return its copy by ${on}`
        : `The customer returns its copy${on && ` until ${on}`}`,
    tell: (_on) => 'Send the letter again: the first did not arrive',
    send_originals: (on, overdue) =>
      `Send the originals${on && (overdue ? `: they were due by ${on}` : ` until ${on}`)}`,
    answer_objection: (_on) => 'Answer the customer’s objection',
  },
  nothingAsked: 'Nothing is asked',
  passed: 'Hand-overs and letters',
  notPassed: 'The document has not gone anywhere yet',
  channels: { email: 'E-mail', edo: 'EDO', post: 'Paper' },
  handOverStates: { waiting: 'queued', done: 'gone', failed: 'not gone' },
  pass: 'Hand over',
  how: 'How to hand it over',
  ways: {
    email: 'By e-mail',
    post: 'The paper original has been sent',
    edo: 'Through the EDO operator, now',
  },
  emails: 'Addresses',
  emailsHint: 'Several by commas. Empty: those of the requisites.',
  withXml: 'With the XML file',
  note: 'What was sent and how',
  noteHint: 'Number of the parcel, courier, who took it.',
  sentOn: 'Day of sending',
  edoText: 'The file goes to the operator now; what it answers is shown here.',
  send: 'Send the letter',
  mark: 'Tick off',
  handOver: 'Hand over by EDO',
  handedOver: 'Noted',
  scan: 'Attach the signed copy',
  scanKept: 'The signed copy is kept',

  fiscal: 'Cash receipts',
  fiscalLead:
    'By law 54-FZ each card payment needs a receipt. Here is what was registered and what needs a person.',
  fiscalFilter: 'Which receipts',
  attention: 'Need a decision',
  fiscalStates: {
    pending: 'The register has not answered',
    succeeded: 'Registered',
    canceled: 'The register refused',
    untold: 'Sent, no answer is given',
  },
  overdue: 'No answer for over an hour',
  fiscalEmpty: 'No receipts yet',
  fiscalEmptyText: 'They appear with the first card payment.',
  fiscalCalm: 'All receipts are in order',
  fiscalCalmText: 'None waits for a decision.',
  numbers: (document, storage, attribute) => `FD ${document}, FN ${storage}, FPD ${attribute}`,
  month: (month) => `for ${month.slice(5)}.${month.slice(0, 4)}`,
  kinds: { income: 'Payment receipt', income_return: 'Return receipt', offset: 'Prepayment offset receipt' },
  decide: 'Decide',
  decideAbout: (what) => `Decide: ${what}`,
  decision: 'What about the receipt',
  decisions: {
    registered: 'It exists: I enter its numbers',
    not_needed: 'There will be none: I say why',
    resend: 'Send it again',
  },
  decisionText: {
    registered:
      'The receipt was found in the cash register’s cabinet, or a correction receipt stands for it. The numbers are printed on it.',
    not_needed:
      'The payment was cancelled as a whole, for instance. The decision stays in the journal with its evidence.',
    resend:
      'The register certainly refused, so the receipt goes again under a new key. Remove the cause first.',
  },
  cannotResend:
    'This receipt cannot be sent a second time: it travels inside the payment, or may still be registered. Two receipts for one payment break the law.',
  fd: 'FD, number of the fiscal document',
  fn: 'FN, number of the fiscal storage',
  fpd: 'FPD, fiscal attribute',
  evidence: 'Evidence',
  evidenceHint: 'Number of a request or letter, or a picture of the cabinet.',
  decided: 'The decision is noted',
  wasDecided: (decision, reason) => `${decision}. ${reason}`,

  toCard: 'Return to card',
  toCardTitle: (sum) => `Return ${sum} to the card?`,
  toCardText: (sum) =>
    `${sum} goes back through the payment systems the customer paid by, latest payments first. Return receipts are made by themselves. Transfer the rest by bank.`,
  toCardBusy: 'Asking the payment system…',
  toCardDone: 'The return to the card is on its way',
  cardItems: 'To cards',
  refundFate: 'What the shop did',
  refundFateTitle: (sum) => `Return of ${sum}: the answer of the shop is lost`,
  refundFateText:
    'Find the return in the cabinet of the payment system. It is not sent again, and the bank transfer stays closed until a decision is noted here.',
  refundFates: { paid: 'The shop paid it', not_paid: 'The shop did not pay it' },
  refundFateNext: {
    paid: 'The sum leaves the balance and a receipt of return is made.',
    not_paid:
      'A shop that is among the settings is asked once more. If it shows nothing, the return is closed and the sum may go by bank.',
  },
  cardStates: { under_way: 'on its way', succeeded: 'returned', failed: 'refused' },
};
