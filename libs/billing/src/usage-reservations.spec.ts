import { Exact, addDays, localDate } from '@rocket/kernel';
import fc from 'fast-check';
import type { QuotaLimit } from './metering';
import { PackagePool, type UsagePackage } from './package-pool';
import { UsageBook } from './usage-book';
import type { UsageCounter, UsageHold, UsageMeter } from './usage-meter';
import {
  assertReleasable,
  confirmation,
  holdsOf,
  reservedBy,
  type UsageReservation,
} from './usage-reservations';

const exact = (value: number | string) => new Exact(value);
const first = localDate('2027-03-01');
const begin = Date.parse('2027-03-01T09:00:00Z');
const HOUR = 3_600_000;
const story = (id: string, start = first, days = 31) => ({
  subscriptionId: id,
  trial: null,
  paid: [{ start, end: addDays(start, days) }],
});
const limit = (over: QuotaLimit['over'], included: number): QuotaLimit => ({
  unit: 'service',
  included,
  per: 'period',
  over,
});
const packageOf = (id: string, included: number, from = 0, days = 31): UsagePackage => ({
  quantity: 1,
  limits: [limit('refuse', included)],
  usagePrices: [],
  story: story(id, addDays(first, from), days),
  start: addDays(first, from),
  end: addDays(first, from + days),
});

/** Keeps what the database keeps between two requests, and nothing else. */
class Kept {
  readonly counters = new Map<string, UsageCounter>();
  readonly reservations: UsageReservation[] = [];

  constructor(private readonly open: (counters: UsageCounter[], holds: UsageHold[]) => UsageMeter) {}

  meter(now: Date, without?: UsageReservation): UsageMeter {
    const held = this.reservations.filter((each) => each !== without).flatMap((each) => holdsOf(each, now));
    return this.open([...this.counters.values()], held);
  }

  write(meter: UsageMeter): void {
    for (const counter of meter.changed) this.counters.set(`${counter.window.key} ${counter.unit}`, counter);
  }

  use(quantity: Exact, now: Date, day = first, promisedOf?: UsageReservation): boolean {
    const meter = this.meter(now, promisedOf);
    const promised = promisedOf && holdsOf(promisedOf, now).length > 0 ? promisedOf.parts : undefined;
    const counted = meter.weigh({ unit: 'service', quantity, at: now, day }, promised);
    meter.accept(counted);
    this.write(meter);
    return counted.verdict === 'counted';
  }

  reserve(quantity: Exact, now: Date, forMs: number, day = first): boolean {
    const { verdict, parts } = this.meter(now).weigh({ unit: 'service', quantity, at: now, day });
    if (verdict !== 'counted') return false;
    const expiresAt = new Date(now.getTime() + forMs);
    const id = String(this.reservations.length);
    this.reservations.push({
      id,
      unit: 'service',
      at: now,
      day,
      parts,
      expiresAt,
      state: 'held',
      confirmed: null,
    });
    return true;
  }

  settle(index: number, state: 'confirmed' | 'released', confirmed: Exact | null): void {
    this.reservations[index] = { ...this.reservations[index]!, state, confirmed };
  }
}

const ops = fc.array(
  fc.oneof(
    fc.record({ act: fc.constant('use' as const), n: fc.nat(6) }),
    fc.record({
      act: fc.constant('reserve' as const),
      n: fc.integer({ min: 1, max: 6 }),
      hours: fc.integer({ min: 1, max: 5 }),
    }),
    fc.record({ act: fc.constant('confirm' as const), which: fc.nat(20), n: fc.option(fc.nat(6)) }),
    fc.record({ act: fc.constant('release' as const), which: fc.nat(20) }),
    fc.record({ act: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 4 }) }),
  ),
  { maxLength: 50 },
);

/** What is used and what is held, in whole numbers, by walking through everything that was ever reserved. */
class NaiveReservations {
  used = 0;
  readonly all: { n: number; until: number; state: 'held' | 'confirmed' | 'released'; confirmed: number }[] =
    [];

  constructor(private readonly quota: number) {}

  fits(n: number, now: number, without?: number): boolean {
    const held = this.all.filter((each, at) => at !== without && each.state === 'held' && each.until > now);
    return n === 0 || this.used + held.reduce((sum, each) => sum + each.n, 0) + n <= this.quota;
  }
}

describe('any history of reserving', () => {
  const opened = {
    'one limit that refuses': () =>
      new Kept(
        (counters, holds) =>
          new UsageBook(
            { quantity: 1, limits: [limit('refuse', 12)], usagePrices: [] },
            story('s'),
            counters,
            holds,
          ),
      ),
    'a pool of three packages': () => {
      const packages = [packageOf('c', 5, 0, 20), packageOf('a', 4, -3, 30), packageOf('b', 3, -1, 10)];
      return new Kept((counters, holds) => new PackagePool(packages, counters, holds));
    },
  };

  it.each(Object.entries(opened))(
    'of %s answers as a naive count does, and never exceeds what there is',
    (_, open) => {
      fc.assert(
        fc.property(ops, (list) => {
          const kept = open();
          const naive = new NaiveReservations(12);
          let now = begin;
          for (const op of list) {
            const at = new Date(now);
            switch (op.act) {
              case 'wait':
                now += op.hours * HOUR;
                break;
              case 'use': {
                const fits = naive.fits(op.n, now);
                expect(kept.use(exact(op.n), at)).toBe(fits);
                if (fits) naive.used += op.n;
                break;
              }
              case 'reserve': {
                const fits = naive.fits(op.n, now);
                expect(kept.reserve(exact(op.n), at, op.hours * HOUR)).toBe(fits);
                if (fits)
                  naive.all.push({ n: op.n, until: now + op.hours * HOUR, state: 'held', confirmed: 0 });
                break;
              }
              case 'confirm':
                confirmBoth(kept, naive, op, now);
                break;
              case 'release': {
                const index = op.which % Math.max(1, naive.all.length);
                const mine = naive.all[index];
                if (!mine) break;
                const release = () => assertReleasable(kept.reservations[index]!);
                if (mine.state === 'confirmed') expect(release).toThrow('подтверждён');
                else {
                  release();
                  kept.settle(index, 'released', null);
                  mine.state = 'released';
                }
              }
            }
            const standing = kept.meter(new Date(now)).standings(first);
            const used = standing.reduce((sum, each) => sum.plus(each.used), exact(0));
            expect(used.toNumber()).toBe(naive.used);
            for (const each of standing) expect(each.used.plus(each.reserved).lte(each.quota)).toBe(true);
          }
        }),
        { numRuns: 300 },
      );
    },
  );

  function confirmBoth(
    kept: Kept,
    naive: NaiveReservations,
    op: { which: number; n: number | null },
    now: number,
  ): void {
    const index = op.which % Math.max(1, naive.all.length);
    const mine = naive.all[index];
    if (!mine) return;
    const reservation = kept.reservations[index]!;
    const wish = () => confirmation(reservation, op.n === null ? null : exact(op.n), new Date(now));
    const n = op.n ?? (mine.state === 'confirmed' ? mine.confirmed : mine.n);
    const isAnother = mine.state === 'confirmed' && n !== mine.confirmed;
    if (mine.state === 'released' || isAnother || n > mine.n) {
      expect(wish).toThrow();
      return;
    }
    const { again, quantity } = wish();
    expect([again, quantity.toNumber()]).toEqual([mine.state === 'confirmed', n]);
    if (again) return;
    const fits = mine.until > now || naive.fits(n, now, index);
    expect(kept.use(quantity, new Date(now), first, reservation)).toBe(fits);
    if (!fits) return;
    kept.settle(index, 'confirmed', quantity);
    Object.assign(mine, { state: 'confirmed', confirmed: n });
    naive.used += n;
  }
});

describe('a reservation', () => {
  const held = (quantity = 3): UsageReservation => ({
    id: 'r',
    unit: 'service',
    at: new Date(begin),
    day: first,
    parts: [{ subscriptionId: 's', quantity: exact(quantity) }],
    expiresAt: new Date(begin + HOUR),
    state: 'held',
    confirmed: null,
  });

  it('holds until its last instant, exclusive, and is promised whole as long', () => {
    expect(holdsOf(held(), new Date(begin + HOUR - 1))).toHaveLength(1);
    expect(holdsOf(held(), new Date(begin + HOUR))).toEqual([]);
    expect(confirmation(held(), null, new Date(begin)).promised).toHaveLength(1);
    expect(confirmation(held(), null, new Date(begin + HOUR)).promised).toBeUndefined();
    expect(reservedBy(held(7)).toNumber()).toBe(7);
  });

  it('is confirmed once: less is welcome, more is refused with the field named', () => {
    expect(confirmation(held(), exact(2), new Date(begin)).quantity.toNumber()).toBe(2);
    expect(() => confirmation(held(), exact(4), new Date(begin))).toThrow(
      expect.objectContaining({
        code: 'above_reserved',
        errors: [expect.objectContaining({ path: 'quantity' })],
      }),
    );
  });

  it('that lives is counted though the tariff has become smaller meanwhile: it was promised', () => {
    const book = new UsageBook(
      { quantity: 1, limits: [limit('refuse', 1)], usagePrices: [] },
      story('s'),
      [],
    );
    const event = { unit: 'service', quantity: exact(3), at: new Date(begin), day: first };
    expect(book.weigh(event).verdict).toBe('refused');
    expect(book.weigh(event, held().parts).verdict).toBe('counted');
  });

  it('counts against every answer and not against thresholds', () => {
    const hold = { subscriptionId: 's', unit: 'service', day: first, quantity: exact(9) };
    const book = new UsageBook(
      { quantity: 1, limits: [limit('refuse', 10)], usagePrices: [] },
      story('s'),
      [],
      [hold],
    );
    const counted = book.weigh({ unit: 'service', quantity: exact(1), at: new Date(begin), day: first });
    expect([counted.standing!.reserved.toNumber(), counted.used.toNumber(), counted.crossed]).toEqual([
      9,
      1,
      [],
    ]);
  });

  it('of another connection of the product holds nothing', () => {
    const hold = { subscriptionId: 'ended', unit: 'service', day: first, quantity: exact(9) };
    const book = new UsageBook(
      { quantity: 1, limits: [limit('refuse', 10)], usagePrices: [] },
      story('s'),
      [],
      [hold],
    );
    expect(book.standings(first)[0]!.reserved.toNumber()).toBe(0);
  });
});
