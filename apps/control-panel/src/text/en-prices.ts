import type { ruPrices } from './ru-prices';

export const enPrices: typeof ruPrices = {
  announced: 'New prices',
  line: (cost, period, date) => `from ${date}: ${cost} ${period}`,
  now: (cost) => `now ${cost}`,
  refuse: 'Refuse',
  refuseFor: (name) => `Refuse the new price of “${name}”`,
  refuseTitle: (name) => `Refuse the new price of “${name}”?`,
  consequence: (date) =>
    date
      ? `At the old price the product works until ${date} and is then switched off.`
      : 'The product will not be renewed at this price.',
  hint: 'You may change your mind until the new price takes effect. Choosing another period or switching auto-renewal on again means that you agree.',
  refusedDone: (name) => `The new price of “${name}” is refused`,
  refused: 'You refused',
  refusedText: (date) => (date ? `ends after ${date}` : 'will not be renewed'),
  agree: 'Agree with the price',
  agreeFor: (name) => `Agree with the new price of “${name}”`,
  agreed: (name) => `“${name}” will be renewed at the new price`,
  perPack: (price, size) => `${price} for a pack of ${size}`,
  byVolume: 'The whole quantity sets the price of each unit',
  plusFlat: (fee) => ` + ${fee}`,
  endsAfter: (date) => `ends after ${date}: you refused the new price`,
};
