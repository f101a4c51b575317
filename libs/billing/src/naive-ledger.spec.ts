import { writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { addDays, dayOf, instantOf } from '@rocket/kernel';
import fc from 'fast-check';
import { forecastRenewals } from './forecast';
import { planRenewals } from './planner';
import { runInstant } from './run-time';
import { nextDueOf } from './snapshot';
import { accountFrom, firstDay, ZONES, type Zone } from './testing/arbitrary-accounts';
import { history, type Happening, type History } from './testing/histories';
import { NaiveLedger } from './testing/naive-ledger';
import { plain, runDaily, TwoLedgers, type Books } from './testing/two-ledgers';

const zone = fc.constantFrom(...(Object.keys(ZONES) as Zone[]));
const start = fc.tuple(firstDay, zone);

/** `npm run simulate` asks, by a global of Jest, for more runs, a seed and a count; `npm test` for none of them. */
const { SIMULATE } = globalThis as { SIMULATE?: { runs: number; seed: number; report: string } };
const runs = (usual: number): fc.Parameters<unknown> =>
  SIMULATE ? { numRuns: SIMULATE.runs, seed: SIMULATE.seed } : { numRuns: usual };
const played = { histories: 0, steps: 0, acts: {} as Record<string, number> };
const count = ({ kind }: Happening): void => {
  played.steps += 1;
  played.acts[kind] = (played.acts[kind] ?? 0) + 1;
};
afterAll(() => {
  if (SIMULATE) writeFileSync(SIMULATE.report, JSON.stringify(played));
});

/** Plays the history and looks at both ledgers after each step. */
function play(story: History, look: (ledgers: TwoLedgers) => void): TwoLedgers {
  const ledgers = new TwoLedgers(story);
  played.histories += 1;
  for (const happening of story.happenings) {
    count(happening);
    ledgers.let(happening);
    look(ledgers);
  }
  return ledgers;
}

/** Asked millions of times: only what differs is worth the words of `expect`. */
function same(one: unknown, other: unknown): void {
  if (!isDeepStrictEqual(one, other)) expect(one).toEqual(other);
}

describe('any history of an account', () => {
  it('leaves the money, the bonus and the periods that a ledger walking day by day finds', () => {
    fc.assert(
      fc.property(history, (story) => {
        play(story, (ledgers) => {
          const { planned, naive } = ledgers.compare();
          same(planned, naive);
        });
      }),
      runs(300),
    );
  });

  it('never lets money or a grant fall below zero, nor a kopeck come from nowhere', () => {
    fc.assert(
      fc.property(history, (story) => {
        play(story, ({ state, books }) => {
          const spent = [...books.usage, ...books.charges].reduce(
            (total, { draw }) => total + draw.money,
            0n,
          );
          same(state.money, books.putIn - spent);
          same(state.money >= 0n, true);
          for (const { id, remaining } of state.grants) {
            same(remaining >= 0n, true);
            same(usedOf(books, id) + remaining + (books.expired.get(id) ?? 0n), books.granted.get(id));
          }
          for (const each of books.charges) {
            const paid = each.draw.uses.reduce((total, { amount }) => total + amount, each.draw.money);
            same([paid, each.amount + each.creditUsed], [each.amount, each.cost]);
          }
        });
      }),
      runs(150),
    );
  });

  it('charges no day of a subscription twice and no day of its suspension', () => {
    fc.assert(
      fc.property(history, (story) => {
        const { books } = play(story, () => undefined);
        for (const [index, each] of books.charges.entries()) {
          const mine = (id: string) => id === each.subscriptionId;
          const meets = (from: string, to: string) => from < each.periodEnd && each.periodStart < to;
          const twice = books.charges
            .slice(index + 1)
            .filter((other) => mine(other.subscriptionId) && meets(other.periodStart, other.periodEnd));
          same(twice, []);
          same(
            books.pauses.filter(({ id, from, to }) => mine(id) && meets(from, to)),
            [],
          );
        }
      }),
      runs(150),
    );
  });

  it('may be planned again at any moment: what is done is not done again', () => {
    fc.assert(
      fc.property(history, (story) => {
        const ledgers = new TwoLedgers(story);
        played.histories += 1;
        for (const happening of story.happenings) {
          count(happening);
          for (const { again } of ledgers.let(happening).slice(-1)) {
            const { usage, charges, changes } = again();
            expect({ usage, charges, changes }).toEqual({ usage: [], charges: [], changes: [] });
          }
        }
      }),
      runs(150),
    );
  });
});

describe('the day on which a run has something to decide', () => {
  it('is never later than the first run that decides something', () => {
    fc.assert(
      fc.property(history, (story) => {
        play(story, ({ state, today }) => {
          const tomorrow = addDays(today, 1);
          const due = nextDueOf(state, today);
          if (due !== null && due <= tomorrow) return;
          const now = runInstant(tomorrow, state.timeZone);
          expect(planRenewals(state, { businessDate: tomorrow, today: tomorrow, now }).changes).toEqual([]);
        });
      }),
      runs(100),
    );
  });
});

describe('a late run', () => {
  const days = fc.integer({ min: 0, max: 70 });

  it('charges what the daily runs would have charged, when money never runs short', () => {
    const rich = start.chain(([from, where]) =>
      fc.record({
        from: fc.constant(from),
        account: accountFrom(from, where, {
          align: true,
          states: ['trial', 'active'],
          money: fc.constant(10n ** 12n),
        }),
      }),
    );
    fc.assert(
      fc.property(rich, days, fc.integer({ min: 3, max: 23 }), ({ from, account }, late, hour) => {
        const today = addDays(from, late);
        const first = addDays(from, -70);
        const daily = runDaily(account, first, today);
        const now = instantOf(today, account.timeZone, hour);
        const once = planRenewals(account, { businessDate: today, today, now });
        same(once.charges, daily.charges);
        same(once.after, daily.after);
      }),
      runs(150),
    );
  });

  it('may be cut into runs of past dates anywhere, also when money runs short', () => {
    const any = start.chain(([from, where]) =>
      fc.record({ from: fc.constant(from), account: accountFrom(from, where) }),
    );
    fc.assert(
      fc.property(any, days, fc.array(days, { maxLength: 6 }), ({ from, account }, late, cuts) => {
        const today = addDays(from, late);
        const now = instantOf(today, account.timeZone, 12);
        const whole = planRenewals(account, { businessDate: today, today, now });
        let state = account;
        const charges = [];
        for (const cut of [...cuts.filter((each) => each < late).sort((a, b) => a - b), late]) {
          const plan = planRenewals(state, { businessDate: addDays(from, cut), today, now });
          state = plan.after;
          charges.push(...plan.charges);
        }
        same(charges, whole.charges);
        same(state, whole.after);
      }),
      runs(150),
    );
  });
});

describe('the forecast of any account', () => {
  it('charges day by day what the ledger walking day by day then charges', () => {
    const any = start.chain(([from, where]) =>
      fc.record({ from: fc.constant(from), zone: fc.constant(where), account: accountFrom(from, where) }),
    );
    fc.assert(
      fc.property(any, fc.integer({ min: 0, max: 90 }), (story, length) => {
        const { from, account } = story;
        const until = addDays(from, length);
        const days = forecastRenewals(account, from, until, instantOf(from, account.timeZone, 1));
        const naive = new NaiveLedger(account, ZONES[story.zone]);
        for (let date = from; date <= until; date = addDays(date, 1)) {
          const now = runInstant(date, account.timeZone);
          same(dayOf(now, account.timeZone), date);
          const before = naive.charges.length;
          naive.run(date, date, now);
          const said = days.find((each) => each.date === date);
          same(said?.plan.charges.map(plain) ?? [], naive.charges.slice(before));
          if (said) same(said.money, naive.money);
        }
      }),
      runs(100),
    );
  });
});

function usedOf(books: Books, grantId: string): bigint {
  const uses = [...books.usage, ...books.charges]
    .flatMap(({ draw }) => draw.uses)
    .filter((use) => use.grantId === grantId);
  return uses.reduce((total, { amount }) => total + amount, 0n);
}
