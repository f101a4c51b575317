import { plural } from '@rocket/ui';
import type { ruRuns } from './ru-runs';

const number = (value: number): string => value.toLocaleString('en-GB', { maximumFractionDigits: 1 });

const lasts = (seconds: number): string =>
  seconds < 60 ? `${seconds} s` : `${number(Math.ceil(seconds / 60))} min`;

export const enRuns: typeof ruRuns = {
  title: (date) => `Run of ${date}`,
  dryTitle: (date) => `What would be charged for ${date}`,
  progress: (done, due) => `${number(done)} of ${number(due)} done`,
  pace: (perSecond, secondsLeft) =>
    `${number(perSecond)} accounts a second, about ${lasts(secondsLeft)} left`,
  measuring: 'Measuring the pace…',
  outOf: (part, whole) => (part === whole ? number(whole) : `${number(part)} of ${number(whole)}`),
  made: 'Charged',
  would: 'Would be charged',
  foreseen: 'Forecast',
  noRehearsal: 'none was made: fewer than a hundred accounts were due',
  nothing: 'nothing',
  finished: 'Finished',
  byProduct: 'By product',
  product: 'Product',
  charges: (n) => plural('en', n, { one: 'charge', other: 'charges' }),
  notForeseen: 'not expected',
  difference: 'Against the forecast',
  asForeseen: 'none',
  stopping: 'The run is stopping',
  wasStopped: 'The run was stopped',
  waits:
    'Until this day is started again the schedule charges nobody, for this day or any later one. What was charged is not charged twice.',
  failedText: 'The run broke off before its end. Start the day again: it goes on from where it was.',

  because: {
    terms_unreadable: 'It could not be worked out: a price or the terms of a subscription cannot be read.',
    stays_due: 'After it was worked out the account was still due: the terms go round in circles.',
    refused_by_database:
      'The database refused the write: it would break a rule of the books. Nothing was charged.',
    busy: 'Another operation held the account all the time.',
    database_away: 'The connection to the database was lost.',
    unknown: 'An unexpected error.',
  },
  advice: {
    terms_unreadable: 'Look at the price and period of its subscriptions in the catalogue and try again.',
    stays_due: 'Pass it on to the developers: it will not go away by tomorrow.',
    refused_by_database: 'Pass the text of the error on to the developers: trying again changes nothing.',
    busy: 'Try again now.',
    database_away: 'Try again when the database answers.',
    unknown: 'Try again; if it comes back, pass the text of the error on to the developers.',
  },
  errorText: 'Text of the error',
  since: 'Parked',
  retriedSum: (amount) => `The account was renewed, ${amount} charged`,
  stopMeans: [
    'Batches of accounts under way are finished; what was charged stays charged.',
    'The other accounts stay due: their products go on as they were.',
    'The schedule charges nobody until this day is started again.',
  ],
};
