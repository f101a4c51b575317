import { addDays } from '@rocket/kernel';
import fc from 'fast-check';
import { forecastBalance } from './forecast';
import { runInstant } from './run-time';
import { ZONES, accountFrom, firstDay, type Zone } from './testing/arbitrary-accounts';

describe('the forecast of a balance', () => {
  it('is the same from the end of one run to the next: no hour makes a difference', () => {
    const story = fc
      .tuple(
        firstDay,
        fc.constantFrom(...(Object.keys(ZONES) as Zone[])),
        fc.integer({ min: 1, max: 86_399 }),
      )
      .chain(([from, zone, seconds]) =>
        accountFrom(from, zone).map((account) => ({ from, account, seconds })),
      );
    fc.assert(
      fc.property(story, ({ from, account, seconds }) => {
        const run = runInstant(from, account.timeZone);
        const [at, before] = [0, seconds].map((ago) =>
          forecastBalance(account, from, addDays(from, -1), new Date(run.getTime() - ago * 1000)),
        );
        expect(before).toEqual(at);
      }),
      { numRuns: 100 },
    );
  });
});
