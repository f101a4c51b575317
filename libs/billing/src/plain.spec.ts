import { addDays, type LocalDate } from '@rocket/kernel';
import fc from 'fast-check';
import { planRenewals } from './planner';
import { drawsOfPlain, renewalOfPlain, restOfPlain } from './plain';
import { ZONES, accountFrom, firstDay, type Zone } from './testing/arbitrary-accounts';
import type { AccountSnapshot, SubscriptionSnapshot } from './snapshot';
import { isUsable } from './grants';
import { momentOfRun, runInstant } from './run-time';

/** What a plain account may have: everything runs, and is paid to the date or beyond. */
const plainly = (
  date: LocalDate,
  ahead: number,
  subscription: SubscriptionSnapshot,
): SubscriptionSnapshot => ({
  ...subscription,
  state: 'active',
  paidTo: addDays(date, ahead),
  autoRenew: true,
  credit: 0n,
  announced: [],
  usage: [],
});

/** Of each hour of each day some bonus begins or ends; money reaches for all, or not. */
const story = fc
  .tuple(firstDay, fc.constantFrom(...(Object.keys(ZONES) as Zone[])))
  .chain(([date, zone]) =>
    fc.record({
      date: fc.constant(date),
      account: accountFrom(date, zone),
      ahead: fc.array(fc.constantFrom(0, 0, 0, 1, 20), { minLength: 5, maxLength: 5 }),
      late: fc.constantFrom(0, 0, 3),
    }),
  )
  .map(({ date, account, ahead, late }) => ({
    date,
    late,
    account: {
      ...account,
      outages: [],
      subscriptions: account.subscriptions.map((each, index) => plainly(date, ahead[index]!, each)),
    } satisfies AccountSnapshot,
  }));

const inOrder = (subscriptions: readonly SubscriptionSnapshot[]): SubscriptionSnapshot[] =>
  [...subscriptions].sort((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1));

describe('the plan of a plain account', () => {
  it('is the plans of its subscriptions one by one when the money reaches for all, and never all of them when it does not', () => {
    const met = { enough: 0, tooLittle: 0 };
    fc.assert(
      fc.property(story, ({ date, late, account: { grants: _, ...without } }) => {
        const account = { ...without, grants: [] };
        const today = addDays(date, late);
        const time = { businessDate: date, today, now: runInstant(today, account.timeZone) };
        const due = inOrder(account.subscriptions).filter(({ paidTo }) => paidTo === date);
        const renewals = due.map((each) => renewalOfPlain({ ...each, id: 'alike', rank: 1 }, account, time)!);
        const charges = renewals.map(({ charge }, index) => ({ ...charge, subscriptionId: due[index]!.id }));
        const rest = restOfPlain(account.money, charges);
        const plan = planRenewals(account, time);
        if (rest === null) {
          met.tooLittle += 1;
          expect(plan.changes.some(({ kind }) => kind === 'suspended')).toBe(true);
          return;
        }
        met.enough += 1;
        expect(plan.charges).toEqual(charges);
        expect(plan.usage).toEqual([]);
        expect(plan.changes.map(({ kind }) => kind)).toEqual(due.map(() => 'renewed'));
        expect(plan.after.money).toBe(rest);
        const after = new Map(
          due.map(({ id, rank }, index) => [id, { ...renewals[index]!.after, id, rank }]),
        );
        expect(plan.after.subscriptions).toEqual(
          inOrder(account.subscriptions).map((each) => after.get(each.id) ?? each),
        );
      }),
      { numRuns: 400 },
    );
    expect(Math.min(met.enough, met.tooLittle)).toBeGreaterThan(20);
  });

  it('is paid by the bonus and the money that one subscription after another draws from what the one before it left', () => {
    const met = { byBonus: 0, byBoth: 0, tooLittle: 0, unusable: 0 };
    fc.assert(
      fc.property(story, ({ date, late, account }) => {
        const today = addDays(date, late);
        const time = { businessDate: date, today, now: runInstant(today, account.timeZone) };
        const due = inOrder(account.subscriptions).filter(({ paidTo }) => paidTo === date);
        const charges = due.map(
          (each) => renewalOfPlain({ ...each, id: 'alike', rank: 1 }, account, time)!.charge,
        );
        const moment = momentOfRun(time, account.timeZone);
        const paid = drawsOfPlain(account, charges, moment, account.burnDown);
        const plan = planRenewals(account, time);
        if (paid === null) {
          met.tooLittle += 1;
          expect(plan.changes.some(({ kind }) => kind === 'suspended')).toBe(true);
          return;
        }
        expect(plan.changes.map(({ kind }) => kind)).toEqual(due.map(() => 'renewed'));
        expect(plan.charges.map((charge) => charge.draw)).toEqual(paid.draws);
        expect(plan.after.money).toBe(paid.rest);
        if (paid.draws.some(({ money, uses }) => uses.length > 0 && money === 0n)) met.byBonus += 1;
        if (paid.draws.some(({ money, uses }) => uses.length > 0 && money > 0n)) met.byBoth += 1;
        if (account.grants.some((grant) => !isUsable(grant, moment))) met.unusable += 1;
      }),
      { numRuns: 600 },
    );
    expect(Math.min(...Object.values(met))).toBeGreaterThan(20);
  });

  it('is nobody’s to say beforehand where a credit, a free term or the end of the use comes in', () => {
    fc.assert(
      fc.property(story, fc.constantFrom('credit', 'free term', 'end'), ({ date, account }, what) => {
        const [some] = account.subscriptions;
        fc.pre(some !== undefined);
        const time = { businessDate: date, today: date, now: runInstant(date, account.timeZone) };
        const costly = { ...some, paidTo: date, price: { priceId: 'p', unitPrice: '10' }, quantity: 1 };
        const other: SubscriptionSnapshot =
          what === 'credit'
            ? { ...costly, credit: 1n }
            : what === 'end'
              ? { ...costly, autoRenew: false }
              : { ...costly, freeTerms: [{ id: 'f', quantity: 1, length: { days: 5 } }] };
        expect(renewalOfPlain(other, account, time)).toBeNull();
      }),
      { numRuns: 60 },
    );
  });
});
