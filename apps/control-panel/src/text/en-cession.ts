import type { ruCession } from './cession-words';

export const enCession: typeof ruCession = {
  title: 'Owner of the account',
  lead: 'The account may be ceded to another person or company. Money, products and history stay with the account; documents go to the new owner.',
  offer: 'Cede the account',
  offerTitle: 'Who to cede the account to',
  to: 'New owner',
  toHint: 'They have to be among the people of the account.',
  nobody: 'There is nobody to cede it to yet: invite them to your amoCRM and they will appear here.',
  offerText:
    'They read the offer, accept it whole and give their requisites. Until then nothing changes. Then you lose access to this panel and automatic payment is switched off.',
  offerYes: 'Offer it',
  offered: (name) => `The account is offered to ${name}`,
  waits: (name) => `Waiting for ${name} to decide. Nothing changes until then.`,
  withdraw: 'Take the offer back',
  withdrawn: 'The offer was taken back',
  mine: 'This account is being ceded to you',
  mineText:
    'Accept the whole offer and give your requisites. From that moment documents carry your name, money and products stay with the account, and the former owner is out.',
  take: 'Take the account over',
  decline: 'Decline',
  declined: 'You have declined the account',
  takeTitle: 'Take the account over',
  agree: (version) => `I accept all terms of the offer, version ${version}`,
  terms: 'Read the terms',
  history: (from, to) => `${from} → ${to}`,
  noParty: 'no requisites',
  historyTitle: 'Former owners',
};
