import fc from 'fast-check';
import { sum } from '@rocket/kernel';
import { assertPostable, balanceChange, fingerprintText, type JournalEntry, type Posting } from './journal';
import {
  bonusExpired,
  bonusGranted,
  bonusRevoked,
  credited,
  paidBy,
  periodCharged,
  received,
  reversed,
  type Act,
} from './recipes';
import { account, day, grant, roubles, runOn, subscription } from './testing/scenario';

const act: Act = {
  happenedAt: new Date('2026-06-10T00:00:00Z'),
  businessDate: day('2026-06-10'),
  actor: 'run',
};
const receipt = { id: 'r1', source: 'bank', reference: '44525974-17', amount: roubles('5000') } as const;
const bonus = { id: 'g1', amount: roubles('250'), remaining: roubles('80') };

const plan = runOn(
  account('500', [subscription('w', { paidTo: '2026-06-10' })], {
    grants: [grant('g2', '30', { priority: 2 }), grant('g1', '20', { priority: 1 })],
  }),
  '2026-06-10',
);
const charge = periodCharged(plan.charges[0]!, act);

describe('each business event is posted', () => {
  it.each<[string, JournalEntry, string, { money: bigint; bonus: bigint }]>([
    ['a receipt before its owner is known', received(receipt, act), 'receipt:bank:44525974-17', at(0n, 0n)],
    ['a top-up', credited(receipt, 0, act), 'top-up:r1', at(500000n, 0n)],
    ['a top-up judged again', credited(receipt, 2, act), 'top-up:r1:2', at(500000n, 0n)],
    ['a bonus', bonusGranted(bonus, act), 'grant:g1', at(0n, 25000n)],
    ['a revocation of what is left', bonusRevoked(bonus, 0, act), 'revocation:g1', at(0n, -8000n)],
    ['a revocation of what came back', bonusRevoked(bonus, 1, act), 'revocation:g1:1', at(0n, -8000n)],
    ['an expiry of what is left', bonusExpired(bonus, 0, act), 'expiry:g1', at(0n, -8000n)],
    ['an expiry of what came back later', bonusExpired(bonus, 1, act), 'expiry:g1:1', at(0n, -8000n)],
    ['a charge, bonus and money apart', charge, 'renewal:w:2026-06-10', at(-5000n, -5000n)],
  ])('%s', (_name, entry, key, change) => {
    expect(entry.key).toBe(key);
    expect(() => assertPostable(entry)).not.toThrow();
    expect(balanceChange(entry.postings)).toEqual(change);
    expect(worldSum(entry.postings)).toBe(0n);
  });

  it('with its own kind and two sides', () => {
    expect(received(receipt, act)).toMatchObject({
      kind: 'receipt',
      subject: { type: 'receipt', id: 'r1' },
      postings: [{ from: 'bank', to: 'unallocated', amount: 500000n }],
    });
    expect(credited(receipt, 0, act)).toMatchObject({
      kind: 'top_up',
      postings: [{ from: 'unallocated', to: 'customer_money', amount: 500000n }],
    });
    expect(bonusGranted(bonus, act)).toMatchObject({
      kind: 'bonus_grant',
      postings: [{ from: 'promotion_expense', to: 'customer_bonus', amount: 25000n, grantId: 'g1' }],
    });
    expect(bonusRevoked(bonus, 0, act).kind).toBe('bonus_revoke');
    expect(bonusExpired(bonus, 0, act).kind).toBe('bonus_expiry');
  });

  it('a charge names its period and keeps which grants and how much money it used', () => {
    expect(charge).toMatchObject({
      kind: 'charge',
      businessDate: '2026-06-10',
      actor: 'run',
      subject: {
        type: 'subscription',
        id: 'w',
        productCode: 'w',
        periodStart: '2026-06-10',
        periodEnd: '2026-07-10',
      },
      postings: [
        { from: 'customer_bonus', to: 'bonus_redeemed', amount: 2000n, grantId: 'g1' },
        { from: 'customer_bonus', to: 'bonus_redeemed', amount: 3000n, grantId: 'g2' },
        { from: 'customer_money', to: 'revenue', amount: 5000n },
      ],
    });
  });

  it('a charge made late bears the service day, whatever day it is', () => {
    const late = runOn(account('500', [subscription('w', { paidTo: '2026-06-10' })]), '2026-06-20')
      .charges[0]!;
    expect(periodCharged(late, { ...act, happenedAt: new Date('2026-06-20T00:00:00Z') }).businessDate).toBe(
      '2026-06-10',
    );
  });

  it('a draw without money moves no money', () => {
    expect(paidBy({ money: 0n, uses: [{ grantId: 'g', amount: 5n }] })).toHaveLength(1);
    expect(paidBy({ money: 0n, uses: [] })).toEqual([]);
  });
});

describe('a reversal', () => {
  const entry = { id: 'e1', kind: charge.kind, postings: charge.postings };

  it('mirrors the entry in reverse order and points at it', () => {
    const mirror = reversed(entry, { ...act, reason: 'ошибка' });
    expect(mirror).toMatchObject({
      key: 'reversal:e1',
      kind: 'reversal',
      reverses: 'e1',
      reason: 'ошибка',
      subject: { type: 'entry', id: 'e1' },
    });
    expect(mirror.postings).toEqual([
      { from: 'revenue', to: 'customer_money', amount: 5000n },
      { from: 'bonus_redeemed', to: 'customer_bonus', amount: 3000n, grantId: 'g2' },
      { from: 'bonus_redeemed', to: 'customer_bonus', amount: 2000n, grantId: 'g1' },
    ]);
  });

  it('of a top-up takes the money back', () => {
    const mirror = reversed({ id: 'e2', kind: 'top_up', postings: credited(receipt, 0, act).postings }, act);
    expect(mirror.postings).toEqual([{ from: 'customer_money', to: 'unallocated', amount: 500000n }]);
  });

  it('that is forced takes what is left and books the rest as the loss of the seller', () => {
    const topUp = { id: 'e2', kind: 'top_up' as const, postings: credited(receipt, 0, act).postings };
    expect(reversed(topUp, act, roubles('1500')).postings).toEqual([
      { from: 'customer_money', to: 'unallocated', amount: roubles('3500') },
      { from: 'loss', to: 'unallocated', amount: roubles('1500') },
    ]);
    expect(reversed(topUp, act, roubles('5000')).postings).toEqual([
      { from: 'loss', to: 'unallocated', amount: roubles('5000') },
    ]);
  });

  it('of a bonus that was spent takes the rest of that grant and no loss belongs to a grant', () => {
    const given = { id: 'e3', kind: 'bonus_grant' as const, postings: bonusGranted(bonus, act).postings };
    const mirror = reversed(given, act, roubles('170'));
    expect(mirror.postings).toEqual([
      { from: 'customer_bonus', to: 'promotion_expense', amount: roubles('80'), grantId: 'g1' },
      { from: 'loss', to: 'promotion_expense', amount: roubles('170') },
    ]);
    expect(() => assertPostable(mirror)).not.toThrow();
  });

  it('brings the customer back to where the entry found him, less what is gone', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 10n ** 12n), fc.bigInt(0n, 10n ** 12n), (amount, gone) => {
        const shortfall = gone < amount ? gone : amount;
        const postings = credited({ id: 'r', amount }, 0, act).postings;
        const mirror = reversed({ id: 'e', kind: 'top_up', postings }, act, shortfall);
        assertPostable(mirror);
        expect(balanceChange(mirror.postings)).toEqual({ money: -(amount - shortfall), bonus: 0n });
        // The receipt is nobody's again, whole.
        expect(sum(mirror.postings.map((each) => each.amount))).toBe(amount);
      }),
    );
  });
});

describe('the fingerprint of an entry', () => {
  const base = credited(receipt, 0, act);
  const first = base.postings[0]!;

  it.each<[string, JournalEntry]>([
    ['kind', { ...base, kind: 'adjustment' }],
    ['business date', { ...base, businessDate: day('2026-06-11') }],
    ['the entry it reverses', { ...base, reverses: 'e1' }],
    ['amount', { ...base, postings: [{ ...first, amount: first.amount + 1n }] }],
    ['source', { ...base, postings: [{ ...first, from: 'adjustment' }] }],
    ['target', { ...base, postings: [{ ...first, to: 'revenue' }] }],
    ['grant', { ...base, postings: [{ ...first, grantId: 'g1' }] }],
    ['number of postings', { ...base, postings: [first, first] }],
  ])('differs with its %s', (_name, other) => {
    expect(fingerprintText(other)).not.toBe(fingerprintText(base));
  });

  it('is the same for a retry by another hand, later', () => {
    const again = credited(receipt, 0, { ...act, actor: 'somebody', happenedAt: new Date('2027-01-01') });
    expect(fingerprintText({ ...again, reverses: null })).toBe(fingerprintText(base));
  });
});

describe('an entry that could not stand in the books', () => {
  const base = bonusGranted(bonus, act);
  const first = base.postings[0]!;

  it.each<[string, readonly Posting[]]>([
    ['moves nothing', []],
    ['moves zero', [{ ...first, amount: 0n }]],
    ['moves a negative amount', [{ ...first, amount: -1n }]],
    ['moves from an account to itself', [{ from: 'revenue', to: 'revenue', amount: 1n }]],
    ['moves bonus of no grant', [{ from: 'promotion_expense', to: 'customer_bonus', amount: 1n }]],
    ['spends bonus of no grant', [{ from: 'customer_bonus', to: 'bonus_redeemed', amount: 1n }]],
    ['names a grant where only money moves', [{ from: 'bank', to: 'unallocated', amount: 1n, grantId: 'g' }]],
  ])('%s is a bug of ours', (_name, postings) => {
    expect(() => assertPostable({ ...base, postings })).toThrow(/Entry grant:g1/);
  });
});

function at(money: bigint, bonusChange: bigint): { money: bigint; bonus: bigint } {
  return { money, bonus: bonusChange };
}

/** Every ledger account summed with its sign: an entry that balances adds up to nothing. */
function worldSum(postings: readonly Posting[]): bigint {
  const books = new Map<string, bigint>();
  for (const { from, to, amount } of postings) {
    books.set(from, (books.get(from) ?? 0n) - amount);
    books.set(to, (books.get(to) ?? 0n) + amount);
  }
  return sum([...books.values()]);
}
