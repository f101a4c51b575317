import { plural } from '@rocket/ui';
import type { ruLeaving } from './ru-leaving';

const days = (n: number): string => plural('en', n, { one: 'day', other: 'days' });

export const enLeaving: typeof ruLeaving = {
  title: 'Contract',
  back: 'Requisites',
  terms: 'Terms',
  seller: 'Seller',
  offer: 'Offer',
  version: 'Version',
  since: 'In force since',
  state: 'State',
  ownerOnly: 'Only the owner of the account may terminate the contract and ask for a refund.',

  ending: 'Termination',
  endingText: (n) =>
    n > 0
      ? `The contract ends ${days(n)} after the notice. Until that day everything works as usual.`
      : 'The contract ends on the day of the notice.',
  afterText: 'Unused money can be returned after the contract has ended.',
  noRefund: 'The offer does not provide for a refund of unused money.',
  terminate: 'Terminate the contract',
  dialogTitle: 'Terminate the contract?',
  whatHappens: 'What will happen',
  endsWithPaid: (date) => `The contract ends on ${date}: whatever is paid for works to the end of its term.`,
  endsOn: (date, isToday) =>
    !isToday
      ? `The contract ends on ${date}. Until that day products work and are charged as usual.`
      : `The contract ends today, ${date}.`,
  stops: (names) => `On that day these stop: ${names}.`,
  nothingStops: 'No product is running, so nothing stops.',
  bonusGone: (amount) => `The bonus of ${amount} is annulled: it is never paid out in money.`,
  moneyNow: (amount) => `There is ${amount} on the balance now.`,
  moneyThen: (amount) => `What is left by that day can be returned; the forecast is ${amount}.`,
  tooFar: (date) => `What is left by that day can be returned; charges are forecast until ${date} only.`,
  noMoney: 'There is no money on the balance, so there will be nothing to return.',
  noUndo: 'The notice cannot be withdrawn here.',
  ground: 'Ground',
  grounds: {
    notice: 'Notice of termination',
    changes: 'We do not agree with what has changed',
    deletion: 'Delete the account now; paid days are lost',
  },
  endDay: 'The contract ends on',
  endDayHint: (date) => `The earliest day is ${date}. A later one may be named.`,
  reasonHint: 'The seller will read it.',
  given: (date) => `Notice accepted, the contract ends on ${date}`,
  pendingTitle: (date) => `The contract ends on ${date}`,
  pendingText:
    'The notice of termination was accepted. Until that day everything works as usual; then unused money can be returned here.',
  endedTitle: 'The contract is terminated',
  endedText: 'Products have stopped and the bonus is annulled.',

  refund: 'Refund',
  ask: 'Return unused money',
  askTitle: (amount) => `Return ${amount}?`,
  askText: (amount, needsSignature) =>
    `We return ${amount} to the bank account in your requisites.${
      needsSignature
        ? ' A correction document is drawn up for that: it has to be signed and uploaded here.'
        : ''
    }`,
  asked: 'The request for a refund was accepted',
  states: {
    calculated: 'Calculated',
    awaiting_signed_correction: 'Waits for the signed document',
    approved: 'Transfer under way',
    paid: 'Money returned',
    rejected: 'Rejected',
  },
  stateText: {
    calculated: 'The correction document is being drawn up.',
    awaiting_signed_correction: 'The correction document has to be signed and its copy uploaded.',
    approved: 'Nothing more is needed: the accountant transfers the money to your bank account.',
    paid: 'The money was transferred to your bank account.',
    rejected: 'There will be no refund by this request. If you disagree, write to the seller.',
  },
  steps: {
    download: 'Download the correction document.',
    sign: 'Print, sign, and scan or photograph it.',
    upload: 'Upload the copy: PDF, JPEG or PNG, up to 20 MB.',
  },
  downloadCorrection: 'Download the document',
  chooseScan: 'Upload the copy',
  scanKept: 'The copy was accepted',
};
