import { plural, type PluralForms } from '@rocket/ui';
import type { ruPapers } from './ru-papers';

const documents = (n: number): string =>
  plural('en', n, {
    one: 'document',
    few: 'documents',
    many: 'documents',
    other: 'documents',
  } satisfies PluralForms);

export const enPapers: typeof ruPapers = {
  asked: 'What is asked of you',
  askedNothing: 'Nothing is asked of you now.',
  paper: (kind, number, date) => `${kind} No. ${number} of ${date}`,
  pay: 'To payment',
  open: 'Open PDF',

  attach: 'Attach the signed scan',
  attachTo: (paper) => `Attach the signed scan: ${paper}`,
  sending: (name) => `Sending “${name}”…`,
  scanKept: 'The scan is in, the document is signed',
  scanHint: 'PDF, JPEG or PNG, up to 20 MB',

  object: 'Object',
  objectTo: (paper) => `Objection: ${paper}`,
  objectText:
    'The document does not count as accepted until the seller answers. An objection cannot be taken back; once the matter is settled, sign the document.',
  objectReason: 'What you do not agree with',
  objectReasonHint: 'The seller’s accountants will read it: sum, period, requisites, service.',
  objectYes: 'Send the objection',
  objected: 'The objection went to the seller',

  send: 'By e-mail',
  sendPaper: (paper) => `Send by e-mail: ${paper}`,
  sendTitle: 'Send by e-mail',
  sendTo: 'Where to',
  sendToMe: (email) => `${email} — my address`,
  sendToAll: (emails) => `All addresses of the requisites: ${emails}`,
  sendXml: 'With the electronic XML file for accounting programs',
  sendYes: 'Send',
  sendNowhere:
    'We do not know your address. Put one for documents into the requisites, and letters can go there.',
  toRequisites: 'To the requisites',
  sent: (to) => `The letter is on its way: ${to}`,

  sendInvoice: 'Send the invoice by e-mail',
  sendNot: 'Do not send',
  notSent: (why) => `The invoice is issued, but the letter is not sent. ${why}`,

  reconcile: 'Ask for a reconciliation act',
  reconcileTitle: 'Reconciliation act of a period',
  reconcileText:
    'Drawn up at once, by the journal as it is this minute: PDF, Excel and a file for accounting programs.',
  reconcileFrom: 'From',
  reconcileTo: 'To',
  reconcileYes: 'Draw up',
  reconciled: (number) => `Reconciliation act No. ${number} is ready`,
  lastQuarter: 'Last quarter',
  thisYear: 'This year so far',
  lastYear: 'Last year',

  pick: (paper) => `Choose: ${paper}`,
  pickAll: 'Choose all on this page',
  picked: (n) => `Chosen: ${documents(n)}`,
  downloadPicked: 'Download ZIP',
  unpick: 'Choose none',
  tooMany: 'No more than 100 documents at a time',
};
