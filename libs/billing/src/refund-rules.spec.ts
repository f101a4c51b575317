import { addDays, sum } from '@rocket/kernel';
import fc from 'fast-check';
import { decideRefund, type LeavingFacts, type PaidLine, type RefundTerms } from './refund-rules';
import { day, outage, roubles } from './testing/scenario';

const terms = (rule: RefundTerms['rule'], more: Partial<RefundTerms> = {}): RefundTerms => ({
  rule,
  withinDays: null,
  onSellerExit: 'none',
  ...more,
});
const line = (more: Partial<PaidLine> = {}): PaidLine => ({
  entryId: 'e',
  subscriptionId: 's',
  productCode: 'p',
  paidOn: day('2026-06-01'),
  charged: { start: day('2026-06-01'), end: day('2026-07-01') },
  endsOn: day('2026-07-01'),
  money: roubles('300'),
  used: false,
  ...more,
});
const facts = (more: Partial<LeavingFacts> = {}): LeavingFacts => ({
  initiator: 'customer',
  breach: false,
  noticeOn: day('2026-06-06'),
  endsOn: day('2026-06-16'),
  money: roubles('50'),
  lines: [line()],
  outages: [],
  ...more,
});
const told = (rule: RefundTerms, known: LeavingFacts): string => {
  const { fromBalance, lines } = decideRefund(rule, known);
  return [fromBalance, ...lines.map(({ amount, ground }) => `${amount} ${ground}`)].join('; ');
};

describe('what goes back when a contract ends', () => {
  it('the unused balance and nothing of what was spent (first offer, 6.8)', () => {
    const rule = terms('unused_balance', { onSellerExit: 'unused_balance' });
    expect(told(rule, facts())).toBe('5000; 0 not_offered');
    expect(told(rule, facts({ initiator: 'seller' }))).toBe('5000; 0 not_offered');
  });

  it('nothing when the offer gives nothing back (Itgrix 9.3)', () => {
    expect(told(terms('none'), facts())).toBe('0; 0 not_offered');
    expect(told(terms('none'), facts({ initiator: 'seller' }))).toBe('0; 0 not_offered');
    expect(told(terms('proportional_on_seller_exit'), facts())).toBe('0; 0 not_offered');
  });

  describe('in full if unused within thirty days (Astars 3.8.1)', () => {
    const rule = terms('full_if_unused', { withinDays: 30 });
    const longer = {
      charged: { start: day('2026-06-01'), end: day('2026-09-01') },
      endsOn: day('2026-09-01'),
    };

    it.each([
      ['on the thirtieth day, the day of purchase not counted', '2026-07-01', {}, '5000; 30000 unused'],
      ['not on the thirty-first', '2026-07-02', {}, '5000; 0 too_late'],
      ['not when one service was used', '2026-06-02', { used: true }, '5000; 0 was_used'],
      ['not when the term is over', '2026-06-22', { endsOn: day('2026-06-22') }, '5000; 0 was_over'],
    ])('%s', (_, noticeOn, more, expected) => {
      const lines = [line({ ...longer, ...more })];
      expect(told(rule, facts({ noticeOn: day(noticeOn), endsOn: day('2026-07-12'), lines }))).toBe(expected);
    });

    it('what was used is told before that it is late', () => {
      const lines = [line({ ...longer, used: true })];
      expect(told(rule, facts({ noticeOn: day('2026-08-30'), lines }))).toBe('5000; 0 was_used');
    });
  });

  describe('in proportion when the seller leaves (Alfa 10.2–10.4, QSockets 8.2.1 б)', () => {
    const rule = terms('none', { onSellerExit: 'proportional' });

    it('the days left, the first day without a contract among them', () => {
      expect(told(rule, facts({ initiator: 'seller' }))).toBe('5000; 15000 days_left');
    });

    it('nothing when the customer leaves, nor when the seller leaves for the customer’s breach', () => {
      expect(told(rule, facts())).toBe('0; 0 not_offered');
      expect(told(rule, facts({ initiator: 'seller', breach: true }))).toBe('0; 0 not_offered');
    });

    it('the same when the customer leaves for the seller’s breach', () => {
      expect(told(rule, facts({ breach: true }))).toBe('5000; 15000 days_left');
    });

    it('days lost to an outage count on neither side', () => {
      // 30 usable days up to 11 July; 10 were lost in June, 5 used, 25 are left.
      const outages = [outage('2026-06-01', '2026-06-11')];
      const lines = [line({ endsOn: day('2026-07-11') })];
      expect(told(rule, facts({ initiator: 'seller', lines, outages }))).toBe('5000; 25000 days_left');
    });

    it('nothing of a period that was over, all of one that has not begun', () => {
      const over = facts({ initiator: 'seller', endsOn: day('2026-07-01') });
      expect(told(rule, over)).toBe('5000; 0 was_over');
      const ahead = facts({ initiator: 'seller', endsOn: day('2026-05-20') });
      expect(told(rule, ahead)).toBe('5000; 30000 days_left');
    });
  });

  describe('in full if it was down for the whole paid period (QSockets 4.3.2.2)', () => {
    const rule = terms('full_if_down', { onSellerExit: 'proportional' });
    const down = [outage('2026-05-20', '2026-07-01', 'p')];

    it('the whole period and not a day less', () => {
      expect(told(rule, facts({ outages: down }))).toBe('5000; 30000 down');
      expect(told(rule, facts({ outages: [outage('2026-06-02', '2026-07-01')] }))).toBe(
        '5000; 0 not_offered',
      );
      expect(told(rule, facts({ outages: [outage('2026-05-20', '2026-07-01', 'other')] }))).toBe(
        '5000; 0 not_offered',
      );
    });

    it('not when the days given back for it were all used', () => {
      const lines = [line({ endsOn: day('2026-07-31') })];
      const left = (on: string) => facts({ outages: down, lines, endsOn: day(on) });
      expect(told(rule, left('2026-07-30'))).toBe('5000; 30000 down');
      expect(told(rule, left('2026-07-31'))).toBe('5000; 0 not_offered');
    });

    it('when the seller leaves, whichever of the two promises is more', () => {
      expect(told(rule, facts({ initiator: 'seller', outages: down }))).toBe('5000; 30000 down');
      expect(told(rule, facts({ initiator: 'seller' }))).toBe('5000; 15000 days_left');
    });
  });

  it('is never more than the money that was there, whatever the offer and the dates', () => {
    const dates = fc.integer({ min: 0, max: 90 }).map((n) => addDays(day('2026-05-15'), n));
    const rules = fc.record({
      rule: fc.constantFrom<RefundTerms['rule']>(
        'unused_balance',
        'none',
        'full_if_unused',
        'full_if_down',
        'proportional_on_seller_exit',
      ),
      withinDays: fc.option(fc.integer({ min: 1, max: 60 })),
      onSellerExit: fc.constantFrom<RefundTerms['onSellerExit']>('unused_balance', 'proportional', 'none'),
    });
    const known = fc.record({
      initiator: fc.constantFrom<LeavingFacts['initiator']>('customer', 'seller'),
      breach: fc.boolean(),
      noticeOn: dates,
      endsOn: dates,
      money: fc.bigInt(0n, 10n ** 8n),
      lines: fc.array(
        fc.record({
          paidOn: dates,
          used: fc.boolean(),
          money: fc.bigInt(0n, 10n ** 8n),
          endsOn: fc.integer({ min: 0, max: 20 }).map((n) => addDays(day('2026-07-01'), n)),
        }),
        { maxLength: 3 },
      ),
      outages: fc.array(fc.tuple(dates, fc.nat(40)), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(rules, known, (offer, random) => {
        const all = facts({
          ...random,
          lines: random.lines.map((each) => line(each)),
          outages: random.outages.map(([from, n]) => ({ from, to: addDays(from, n), productCode: null })),
        });
        const decided = decideRefund(offer, all);
        expect(decided.amount).toBe(decided.fromBalance + sum(decided.lines.map(({ amount }) => amount)));
        expect(decided.fromBalance === 0n || decided.fromBalance === all.money).toBe(true);
        for (const each of decided.lines) {
          expect(each.amount >= 0n && each.amount <= each.line.money).toBe(true);
        }
      }),
    );
  });
});
