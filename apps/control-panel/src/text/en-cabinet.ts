import type { ruCabinet } from './ru-cabinet';

export const enCabinet: typeof ruCabinet = {
  order: {
    handle: (name, place, of) =>
      `Move “${name}”, number ${place} of ${of}. Drag it or press the up and down arrows`,
    moved: (name, place, of) => `“${name}” is now number ${place} of ${of}`,
    old: 'The products have changed, so the order was not saved. This is the one there is: arrange them again.',
    undone: 'The order is as it was',
  },
  inMind: {
    title: 'What if you top up',
    lasts: (date, days) => `Lasts until ${date} (${days})`,
    lastsLong: 'Lasts more than a year',
    nothingCharged: 'No charges are foreseen: the money stays on the balance',
    resumes: (total, names) => `${total} is charged at once, and these resume: ${names}`,
    nothingAtOnce: 'Nothing is charged at once',
    stillShort: (names) => `Still suspended: ${names}`,
    bonus: (sum, percent, until) =>
      `Bonus for the top-up: ${sum} (${percent}%)${until ? `, valid until ${until}` : ''}`,
    nextBonus: (from, sum) => `From ${from} the bonus is ${sum}`,
    tooSmall: (minimum) => `The smallest payment by the offer is ${minimum}`,
    go: 'Top up by this sum',
  },
  calendar: {
    caption: (from, until) => `${from} to ${until}: what is charged and when`,
    day: (date, sum, isShort) =>
      [date, sum && `${sum} to be charged`, isShort && 'not enough money'].filter(Boolean).join(', '),
    short: 'not enough',
    allDays: 'Show all days',
  },
};
