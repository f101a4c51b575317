import type { ruAutopayment } from './autopayment-words';

export const enAutopayment: typeof ruAutopayment = {
  title: 'Automatic payment',
  off: 'No card is kept: you pay for every period yourself.',
  offForStaff: 'The customer pays for every period by hand.',
  how: (days) =>
    `The whole cost of the next period is charged ${days} days before it begins. While the balance is enough, the card is left alone.`,
  begin: 'Keep a card',
  beginTitle: 'Keep a card for automatic payment',
  product: 'Which period to pay now',
  beginText: (amount) =>
    `You pay for one period by card now: ${amount}. After that the card is kept and pays for the next periods by itself.`,
  safe: 'The number of the card stays with the payment system. You can switch this off any day.',
  agree: 'I agree to regular charges of the card',
  agreeFirst: 'Please tick that you agree',
  toPay: 'Go to payment',
  card: 'Card',
  cardText: (type, lastFour, expires) => `${type} •• ${lastFour}, until ${expires}`,
  nextTitle: 'Next charge',
  nothingNext: 'Nothing to pay for yet',
  next: (product) => `Next charge: ${product}`,
  nextText: (on, amount) => `${on}, ${amount}`,
  covered: (start) => `the balance covers the period from ${start}`,
  last: 'Last charge',
  lastStates: {
    paid: (on, amount) => `${on}, ${amount}: paid`,
    under_way: (on, amount) => `${on}, ${amount}: waiting for the bank`,
    refused: (on, amount) =>
      `${on}, ${amount}: refused by the bank. It is not charged again: please pay the invoice in the list below.`,
  },
  end: 'Switch automatic payment off',
  endTitle: 'Switch automatic payment off?',
  endText: 'The card is not charged any more. The period that is paid stays; the next ones are paid by hand.',
  endYes: 'Switch off',
  ended: 'Automatic payment is off',
};
