import { Exact, addDays, localDate, type LocalDate } from '@rocket/kernel';
import fc from 'fast-check';
import { reachedThreshold } from './metering';
import { PackagePool, type UsagePackage } from './package-pool';
import type { UsageCounter } from './usage-meter';

const first = localDate('2027-03-01');
const at = new Date('2027-03-10T09:00:00Z');
const on = (nth: number): LocalDate => addDays(first, nth);

const packageOf = (id: string, included: number, from: number, days: number): UsagePackage => {
  const [start, end] = [on(from), on(from + days)];
  return {
    quantity: 1,
    limits: [{ unit: 'service', included, per: 'period', over: 'refuse' }],
    usagePrices: [],
    story: { subscriptionId: id, trial: null, paid: [{ start, end }] },
    start,
    end,
  };
};
const event = (quantity: number, day: LocalDate) => ({
  unit: 'service',
  quantity: new Exact(quantity),
  at,
  day,
});
function use(pool: PackagePool, quantity: number, day = on(5)) {
  const counted = pool.weigh(event(quantity, day));
  pool.accept(counted);
  return counted;
}
const usedOf = (counters: readonly UsageCounter[], id: string): number =>
  counters.find(({ window }) => window.key.startsWith(`${id}:`))?.used.toNumber() ?? 0;

describe('packages of counted services', () => {
  const both = () => new PackagePool([packageOf('late', 10, 0, 30), packageOf('soon', 10, 0, 21)], []);

  it('are used oldest end first, the rest of one and the beginning of the next for one event', () => {
    const pool = both();
    use(pool, 8);
    expect([usedOf(pool.changed, 'soon'), usedOf(pool.changed, 'late')]).toEqual([8, 0]);
    const split = use(pool, 5);
    expect(split.parts.map(({ subscriptionId, quantity }) => [subscriptionId, quantity.toNumber()])).toEqual([
      ['soon', 2],
      ['late', 3],
    ]);
    expect([split.used.toNumber(), split.standing!.quota.toNumber()]).toEqual([13, 20]);
  });

  it('refuse what all of them together do not hold, whole, and say what is left', () => {
    const pool = both();
    use(pool, 18);
    const refused = pool.weigh(event(3, on(5)));
    expect([refused.verdict, refused.used.toNumber(), refused.standing!.quota.toNumber()]).toEqual([
      'refused',
      18,
      20,
    ]);
    expect(use(pool, 2).verdict).toBe('counted');
  });

  it('lose at the end of their term what was not used, and say when the next loses it', () => {
    const pool = both();
    use(pool, 4);
    expect(pool.standings(on(20))[0]).toMatchObject({ window: { end: on(21) } });
    const after = pool.standings(on(21))[0]!;
    expect([after.quota.toNumber(), after.used.toNumber(), after.window.end]).toEqual([10, 0, on(30)]);
    expect(() => pool.weigh(event(1, on(30)))).toThrow(
      expect.objectContaining({ code: 'product_not_connected' }),
    );
  });

  it('tell 80 and 100 per cent of all that is there, and again when another was bought and used', () => {
    const pool = both();
    expect([use(pool, 15), use(pool, 1), use(pool, 4)].map(({ crossed }) => crossed[0]?.thresholds)).toEqual([
      undefined,
      [80],
      [100],
    ]);
    const more = new PackagePool(
      [packageOf('late', 10, 0, 30), packageOf('soon', 10, 0, 21), packageOf('more', 10, 5, 30)],
      pool.changed,
    );
    expect(use(more, 4).crossed[0]?.thresholds).toEqual([80]);
  });

  it('count only units that are in them', () => {
    expect(() => both().weigh({ ...event(1, on(5)), unit: 'call' })).toThrow(
      expect.objectContaining({ code: 'unit_not_metered' }),
    );
  });
});

describe('any packages and any use of them', () => {
  const anyPackages = fc.array(
    fc.record({ included: fc.nat(8), from: fc.nat(10), days: fc.integer({ min: 1, max: 25 }) }),
    { minLength: 1, maxLength: 4 },
  );
  const anyUse = fc.array(fc.record({ day: fc.nat(30), quantity: fc.nat(9) }), { maxLength: 30 });
  const built = (list: readonly { included: number; from: number; days: number }[]) =>
    list.map(({ included, from, days }, nth) => packageOf(String(nth), included, from, days));

  it('is as taking single services one by one from the package that ends first', () => {
    fc.assert(
      fc.property(anyPackages, anyUse, (list, uses) => {
        const packages = built(list);
        const pool = new PackagePool(packages, []);
        const left = packages.map((each, nth) => ({ ...each, nth, left: each.limits[0]!.included }));
        for (const { day, quantity } of uses) {
          const open = left
            .filter(({ start, end }) => start <= on(day) && on(day) < end)
            .sort((a, b) =>
              a.end + a.start < b.end + b.start ? -1 : a.end + a.start > b.end + b.start ? 1 : a.nth - b.nth,
            );
          if (open.length === 0) {
            expect(() => pool.weigh(event(quantity, on(day)))).toThrow();
            continue;
          }
          const fits = open.reduce((sum, each) => sum + each.left, 0) >= quantity;
          expect(use(pool, quantity, on(day)).verdict).toBe(fits ? 'counted' : 'refused');
          if (fits) for (let n = 0; n < quantity; n += 1) open.find((each) => each.left > 0)!.left -= 1;
          for (const each of left)
            expect(usedOf(pool.changed, String(each.nth))).toBe(each.limits[0]!.included - each.left);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('crosses no threshold by the passing of time, but where a package ends with something left in it', () => {
    fc.assert(
      fc.property(anyPackages, anyUse, (list, uses) => {
        const pool = new PackagePool(built(list), []);
        const shareOn = (day: LocalDate) => {
          const [standing] = pool.standings(day);
          return standing && standing.quota.gt(0) ? reachedThreshold(standing.used, standing.quota) : 0;
        };
        for (let nth = 0; nth < 30; nth += 1) {
          const isNew = list.some(({ from }) => from === nth);
          const endsUnused = list.some(
            ({ from, days, included }, id) =>
              from + days === nth && usedOf(pool.changed, String(id)) < included,
          );
          if (nth > 0 && !isNew && !endsUnused)
            expect(shareOn(on(nth))).toBeLessThanOrEqual(shareOn(on(nth - 1)));
          for (const { day, quantity } of uses)
            if (day === nth && pool.standings(on(nth)).length > 0) use(pool, quantity, on(nth));
        }
      }),
      { numRuns: 300 },
    );
  });
});
