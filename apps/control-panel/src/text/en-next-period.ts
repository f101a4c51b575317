import type { ruNextPeriod } from './ru-next-period';

export const enNextPeriod: typeof ruNextPeriod = {
  pay: 'Pay for a new period',
  payShort: 'Prolong',
  payFor: (name) => `Prolong, pay for a new period: ${name}`,
  ordered: 'Period ordered',
  cancelFor: (name) => `Period ordered, cancel: ${name}`,
  payTitle: (name) => `Pay for a new period: ${name}?`,
  payText: (length, cost, from) =>
    `Another ${length} for ${cost}. The new period begins on ${from}: the paid days are not lost.`,
  keptText:
    'The money is charged to the balance on the first day, so it has to stay there until then. Nothing renews by itself after that.',
  done: (name, from) => `A new period is ordered: ${name}, from ${from}`,
  cancelTitle: (name) => `Cancel the new period: ${name}?`,
  cancelText: (last) => `Nothing will be charged, and access stops after ${last}.`,
  cancel: 'Cancel the new period',
  cancelled: (name) => `The new period is cancelled: ${name}`,
  byHand: 'Paid by hand',
};
