import { Exact, addDays, localDate, type Span } from '@rocket/kernel';
import fc from 'fast-check';
import {
  crossedThresholds,
  quotaOf,
  reachedThreshold,
  windowOf,
  type QuotaLimit,
  type UsageStory,
} from './metering';
import { NaiveUsage } from './testing/naive-usage';
import { UsageBook, type UsageTerms } from './usage-book';

const day = localDate;
const exact = (value: number | string) => new Exact(value);
const at = new Date('2027-03-10T09:00:00Z');
const story: UsageStory = {
  subscriptionId: 's',
  trial: { start: day('2027-02-20'), end: day('2027-03-06') },
  paid: [
    { start: day('2027-03-06'), end: day('2027-04-06') },
    { start: day('2027-04-06'), end: day('2027-05-06') },
  ],
};
const limit = (over: QuotaLimit['over'], per: QuotaLimit['per'] = 'P1D', included = 10): QuotaLimit => ({
  unit: 'message',
  included,
  per,
  over,
});
const terms = (limits: QuotaLimit[], more: Partial<UsageTerms> = {}): UsageTerms => ({
  quantity: 1,
  limits,
  usagePrices: [],
  ...more,
});
const bookOf = (limits: QuotaLimit[], more: Partial<UsageTerms> = {}) =>
  new UsageBook(terms(limits, more), story, []);
const event = (quantity: number | string, on = '2027-03-10', when = at) => ({
  unit: 'message',
  quantity: exact(quantity),
  at: when,
  day: day(on),
});
function use(book: UsageBook, ...args: Parameters<typeof event>) {
  const counted = book.weigh(event(...args));
  book.accept(counted);
  return counted;
}

describe('the window a day is counted in', () => {
  it('is the day, the calendar month or the paid period', () => {
    const of = (per: QuotaLimit['per'], on: string) => {
      const { start, end } = windowOf(limit('warn', per), day(on), story);
      return `${start}..${end}`;
    };
    expect(of('P1D', '2027-03-10')).toBe('2027-03-10..2027-03-11');
    expect(of('P1M', '2027-03-10')).toBe('2027-03-01..2027-04-01');
    expect(of('period', '2027-03-06')).toBe('2027-03-06..2027-04-06');
    expect(of('period', '2027-04-05')).toBe('2027-03-06..2027-04-06');
    expect(of('period', '2027-04-06')).toBe('2027-04-06..2027-05-06');
    expect(of('period', '2027-03-05')).toBe('2027-02-20..2027-03-06');
  });

  it('belongs to the period that follows, between the end of one and the run', () => {
    const window = windowOf(limit('warn', 'period'), day('2027-05-06'), story);
    expect([window.key, window.end]).toEqual(['s:2027-05-06', null]);
  });

  it('is the same for a trial that was left and asked for again, and another for what is paid', () => {
    const again = { ...story, subscriptionId: 'other' };
    const keyOf = (of: UsageStory, on: string) => windowOf(limit('warn', 'period'), day(on), of).key;
    expect(keyOf(again, '2027-03-01')).toBe(keyOf(story, '2027-03-01'));
    expect(keyOf(again, '2027-03-20')).not.toBe(keyOf(story, '2027-03-20'));
  });
});

describe('over the limit', () => {
  it('refuses whole what does not fit, and takes what fits to the last', () => {
    const book = bookOf([limit('refuse')]);
    expect(use(book, 9).verdict).toBe('counted');
    const refused = book.weigh(event(2));
    expect([refused.verdict, refused.used.toNumber(), refused.standing?.quota.toNumber()]).toEqual([
      'refused',
      9,
      10,
    ]);
    expect(use(book, 1).used.toNumber()).toBe(10);
    expect(book.weigh(event('0.000000001')).verdict).toBe('refused');
    expect(book.weigh(event(1, '2027-03-11')).verdict).toBe('counted');
  });

  it('drops and remembers how much', () => {
    const book = bookOf([limit('drop')]);
    use(book, 10);
    expect([use(book, 3).verdict, use(book, 4).used.toNumber()]).toEqual(['dropped', 10]);
    expect(book.changed[0]?.dropped.toNumber()).toBe(7);
  });

  it('only warns where the offer only warns', () => {
    const book = bookOf([limit('warn')]);
    expect([use(book, 25).verdict, use(book, 1).used.toNumber()]).toEqual(['counted', 26]);
  });

  it('holds every limit of a unit, and answers by the one with least left', () => {
    const book = bookOf([limit('refuse', 'P1D', 10), limit('refuse', 'P1M', 15)]);
    expect(use(book, 8).standing?.limit.per).toBe('P1D');
    expect(use(book, 6, '2027-03-11').standing?.limit.per).toBe('P1M');
    expect(book.weigh(event(2, '2027-03-12')).verdict).toBe('refused');
  });

  it('offers what is included for each unit of quantity', () => {
    const book = bookOf([limit('refuse')], { quantity: 3 });
    expect(use(book, 30).verdict).toBe('counted');
    expect(book.weigh(event(1)).verdict).toBe('refused');
  });

  it('counts a late event by its own time', () => {
    const book = bookOf([limit('refuse')]);
    use(book, 10, '2027-03-12');
    expect(use(book, 10, '2027-03-10').verdict).toBe('counted');
    expect(book.weigh(event(1, '2027-03-10')).verdict).toBe('refused');
  });

  it('refuses a unit the tariff does not name', () => {
    expect(() => bookOf([limit('warn')]).weigh({ ...event(1), unit: 'call' })).toThrow('call');
  });
});

describe('what has a metered price', () => {
  const usagePrices = [{ unit: 'message', unitPrice: '0.5' }];

  it('is everything under a ceiling, and only what is beyond the included where use goes on', () => {
    expect(use(bookOf([limit('refuse')], { usagePrices }), 8).rated.toNumber()).toBe(8);
    const open = bookOf([limit('warn')], { usagePrices });
    expect([use(open, 8), use(open, 5), use(open, 1)].map(({ rated }) => rated.toNumber())).toEqual([
      0, 3, 1,
    ]);
  });

  it('is nothing of a trial', () => {
    const book = bookOf([], { usagePrices });
    expect(use(book, 8, '2027-03-05').rated.toNumber()).toBe(0);
    expect(use(book, 8, '2027-03-06').rated.toNumber()).toBe(8);
  });
});

describe('a gauge that recalculates the paid sum', () => {
  const clients = () => bookOf([limit('recalculate', 'period', 100)]);
  const raiseOf = (counted: ReturnType<typeof use>) =>
    counted.raise && [counted.raise.from.toNumber(), counted.raise.to.toNumber()];

  const now = '2027-04-10';

  it('raises what is paid for once, and never gives it back', () => {
    const book = clients();
    expect(raiseOf(use(book, 100, now))).toBeNull();
    expect(raiseOf(use(book, 120, now))).toEqual([100, 120]);
    expect(use(book, 90, now).used.toNumber()).toBe(90);
    expect(raiseOf(use(book, 120, now))).toBeNull();
    expect(raiseOf(use(book, 150, now))).toEqual([120, 150]);
  });

  it('begins anew with every paid period, and is free in a trial', () => {
    const earlier = { ...story, paid: story.paid.slice(0, 1) };
    const before = new UsageBook(terms([limit('recalculate', 'period', 100)]), earlier, []);
    expect(raiseOf(use(before, 150, '2027-03-01'))).toBeNull();
    expect(raiseOf(use(before, 150, '2027-03-06'))).toEqual([100, 150]);
    const after = new UsageBook(terms([limit('recalculate', 'period', 100)]), story, before.changed);
    expect(raiseOf(use(after, 150, now))).toEqual([100, 150]);
  });

  it('keeps the newest level: older news does not replace it', () => {
    const book = clients();
    use(book, 70, '2027-03-10', new Date('2027-03-10T12:00:00Z'));
    expect(use(book, 50, '2027-03-10', new Date('2027-03-10T11:00:00Z')).used.toNumber()).toBe(70);
  });

  it('raises nothing for a period that is over or not paid yet', () => {
    const book = clients();
    expect(raiseOf(use(book, 150, '2027-03-10'))).toBeNull();
    expect(raiseOf(use(book, 150, '2027-05-06'))).toBeNull();
    expect(book.changed.find(({ window }) => window.start === '2027-05-06')?.peak.toNumber()).toBe(0);
  });
});

describe('a gauge: how many there are now', () => {
  const connections = (over: QuotaLimit['over']) => bookOf([{ ...limit(over), gauge: true }]);
  type Change = 'raise' | 'lower' | undefined;
  const move = (book: UsageBook, change: Change, quantity: number, on = '2027-03-10', when = at) => {
    const counted = book.weigh({ ...event(quantity, on, when), change });
    book.accept(counted);
    return [counted.verdict, counted.used.toNumber()];
  };
  const peakOf = (book: UsageBook, on: string) => book.standings(day(on))[0]!.peak!.toNumber();

  it('is set, raised and lowered; what would go above is refused and the level stays', () => {
    const book = connections('refuse');
    expect(move(book, undefined, 8)).toEqual(['counted', 8]);
    expect(move(book, 'raise', 2)).toEqual(['counted', 10]);
    expect(move(book, 'raise', 1)).toEqual(['refused', 10]);
    expect(move(book, 'lower', 3)).toEqual(['counted', 7]);
    expect(move(book, undefined, 11)).toEqual(['refused', 7]);
    expect(move(book, 'lower', 50)).toEqual(['counted', 0]);
  });

  it('does what the offer says above the limit: drops, or only warns', () => {
    const dropping = connections('drop');
    expect([move(dropping, undefined, 9), move(dropping, 'raise', 3)]).toEqual([
      ['counted', 9],
      ['dropped', 9],
    ]);
    expect(dropping.changed.find(({ window }) => window.end === null)?.dropped.toNumber()).toBe(3);
    expect(move(connections('warn'), undefined, 25)).toEqual(['counted', 25]);
  });

  it('goes on over midnight and over periods, keeps a peak for each day, and comes down under a smaller tariff', () => {
    const book = connections('refuse');
    move(book, undefined, 10);
    move(book, 'lower', 4, '2027-03-11');
    expect([peakOf(book, '2027-03-10'), peakOf(book, '2027-03-11'), peakOf(book, '2027-03-12')]).toEqual([
      10, 10, 6,
    ]);
    expect(move(book, 'raise', 1, '2027-04-20')).toEqual(['counted', 7]);
    const smaller = new UsageBook(
      terms([{ ...limit('refuse', 'P1D', 5), gauge: true }]),
      story,
      book.changed,
    );
    expect(move(smaller, 'raise', 1)).toEqual(['refused', 7]);
    expect(move(smaller, 'lower', 1)).toEqual(['counted', 6]);
    expect(move(smaller, undefined, 5)).toEqual(['counted', 5]);
  });

  it('takes no older news: what was set later knew of it', () => {
    const book = connections('warn');
    move(book, undefined, 5, '2027-03-10', new Date('2027-03-10T12:00:00Z'));
    expect(move(book, 'raise', 2, '2027-03-10', new Date('2027-03-10T11:59:59Z'))).toEqual(['counted', 5]);
    expect(move(book, 'raise', 2, '2027-03-10', new Date('2027-03-10T12:00:01Z'))).toEqual(['counted', 7]);
    expect(move(book, undefined, 1, '2027-03-10', new Date('2027-03-10T11:00:00Z'))).toEqual(['counted', 7]);
  });

  it('begins anew with another connection of the product, and is no sum', () => {
    const book = connections('refuse');
    move(book, undefined, 10);
    const again = new UsageBook(
      terms([{ ...limit('refuse'), gauge: true }]),
      { ...story, subscriptionId: 'again' },
      book.changed,
    );
    expect(move(again, 'raise', 1)).toEqual(['counted', 1]);
    expect(() => move(bookOf([limit('warn')]), 'raise', 1)).toThrow('уровнем');
  });
});

describe('thresholds of a quota', () => {
  it('are crossed at 80 and at 100 per cent, each once, both at once in one notice', () => {
    const book = bookOf([limit('warn')]);
    const told = (quantity: number) => use(book, quantity).crossed.map(({ thresholds }) => thresholds);
    expect([told(7), told(1), told(1), told(1), told(5)]).toEqual([[], [[80]], [], [[100]], []]);
    expect(use(bookOf([limit('warn')]), 11).crossed[0]?.thresholds).toEqual([80, 100]);
  });

  it('are armed again when use falls under them', () => {
    const book = bookOf([limit('recalculate', 'period', 100)]);
    const told = (level: number) => use(book, level).crossed.flatMap(({ thresholds }) => [...thresholds]);
    expect([told(85), told(90), told(79), told(80), told(100)]).toEqual([[80], [], [], [80], [100]]);
  });

  it('are exact at the edge', () => {
    expect(reachedThreshold(exact('7.999999999'), exact(10))).toBe(0);
    expect(reachedThreshold(exact(8), exact(10))).toBe(80);
    expect(reachedThreshold(exact(1), exact(0))).toBe(100);
    expect(reachedThreshold(exact(0), exact(0))).toBe(0);
    expect(crossedThresholds(80, 100)).toEqual([100]);
    const ours = [50, 90];
    expect(reachedThreshold(exact(8), exact(10), ours)).toBe(50);
    expect(crossedThresholds(0, 90, ours)).toEqual([50, 90]);
  });
});

describe('what is left of a window', () => {
  it('rolls over up to the cap, and what rolled over may roll on', () => {
    const spent = (...used: number[]) => used.map((each) => ({ allowance: exact(10), used: exact(each) }));
    const quota = (cap: number | null, ...used: number[]) =>
      quotaOf(exact(10), cap === null ? null : exact(cap), spent(...used)).toNumber();
    expect(quota(null, 0)).toBe(10);
    expect(quota(5, 7)).toBe(13);
    expect(quota(5, 0)).toBe(15);
    expect(quota(25, 0, 0)).toBe(30);
    expect(quota(25, 0, 18)).toBe(12);
    expect(quota(25, 14)).toBe(10);
  });

  it('does not roll from a trial into paid time', () => {
    const rolling = { ...limit('refuse', 'period'), rollOverCap: 10 };
    const book = bookOf([rolling]);
    expect(book.standings(day('2027-03-10'))[0]?.quota.toNumber()).toBe(10);
    expect(book.standings(day('2027-04-10'))[0]?.quota.toNumber()).toBe(20);
  });
});

describe('any history of use', () => {
  const first = day('2027-01-28');
  const spans = fc.array(
    fc.record({ gap: fc.integer({ min: 0, max: 3 }), days: fc.integer({ min: 1, max: 40 }) }),
    {
      minLength: 1,
      maxLength: 5,
    },
  );
  const paidOf = (lengths: readonly { gap: number; days: number }[]): Span[] => {
    let start = first;
    return lengths.map(({ gap, days }) => {
      const span = { start: addDays(start, gap), end: addDays(start, gap + days) };
      start = span.end;
      return span;
    });
  };
  const anyLimit = fc.record({
    unit: fc.constant('message'),
    included: fc.integer({ min: 0, max: 6 }),
    per: fc.constantFrom('P1D' as const, 'P1M' as const, 'period' as const),
    over: fc.constantFrom('refuse' as const, 'drop' as const, 'warn' as const),
    rollOverCap: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }),
  });
  const uses = fc.array(
    fc.record({ nth: fc.nat(200), billionths: fc.oneof(fc.bigInt(0n, 3n), fc.bigInt(0n, 4_000_000_000n)) }),
    { maxLength: 40 },
  );

  it('is counted as by walking through everything day by day, whatever comes late', () => {
    fc.assert(
      fc.property(spans, anyLimit, fc.integer({ min: 1, max: 3 }), uses, (lengths, one, quantity, events) => {
        const paid = paidOf(lengths);
        const days = paid.flatMap(({ start, end }) => daysOf(start, end));
        const book = new UsageBook(
          terms([one], { quantity }),
          { subscriptionId: 's', trial: null, paid },
          [],
        );
        const naive = new NaiveUsage(one, quantity, paid);
        for (const { nth, billionths } of events) {
          const on = days[nth % days.length]!;
          const amount = exact(billionths.toString()).dividedBy(1_000_000_000);
          const counted = book.weigh({ unit: 'message', quantity: amount, at, day: on });
          book.accept(counted);
          const whole = (value: Exact) => BigInt(value.times(1_000_000_000).toFixed());
          expect({
            verdict: counted.verdict,
            used: whole(counted.used),
            quota: whole(counted.standing!.quota),
          }).toEqual(naive.use(on, billionths));
        }
      }),
      { numRuns: 300 },
    );
  });

  const daysOf = (start: Span['start'], end: Span['end']) => {
    const days = [];
    for (let each = start; each < end; each = addDays(each, 1)) days.push(each);
    return days;
  };
});
