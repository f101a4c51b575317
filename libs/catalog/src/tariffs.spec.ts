import fc from 'fast-check';
import { assertFreePlan, isFreePrice, tariffChange, tariffOf, type Tariff } from './tariffs';

const tariff = (code: string): Tariff => ({ code, name: code.toUpperCase(), english: null });
const sockets = { name: 'Sockets', tariffs: [tariff('free'), tariff('pro')], freeInstances: 1 };
const free = { unitPrice: '0.000000000', tiers: null, minQuantity: 1 };
const paid = { ...free, unitPrice: '300' };

describe('a tariff of a product', () => {
  it('is named when there are several, and only then', () => {
    expect(tariffOf(sockets, 'pro')).toBe('pro');
    expect(tariffOf({ ...sockets, tariffs: [] }, undefined)).toBeNull();
    expect(() => tariffOf(sockets, undefined)).toThrow('выберите один');
    expect(() => tariffOf(sockets, 'gold')).toThrow('нет тарифа «gold»');
    expect(() => tariffOf({ ...sockets, tariffs: [] }, 'pro')).toThrow('нет тарифа «pro»');
  });

  it('is changed inside the paid period, but what was free of charge begins a paid one', () => {
    expect(tariffChange(30_000n, 90_000n)).toBe('in_period');
    expect(tariffChange(90_000n, 30_000n)).toBe('in_period');
    expect(tariffChange(90_000n, 0n)).toBe('in_period');
    expect(tariffChange(0n, 30_000n)).toBe('new_period');
  });
});

describe('a plan free of charge (QSockets 4.4.2)', () => {
  it('is for one project at a time and says which one has it', () => {
    expect(() => assertFreePlan(sockets, free, 1, [])).not.toThrow();
    expect(() => assertFreePlan(sockets, free, 1, ['Сайт'])).toThrow('«Сайт»');
    expect(() => assertFreePlan(sockets, paid, 1, ['Сайт'])).not.toThrow();
    expect(() => assertFreePlan({ ...sockets, freeInstances: null }, free, 1, ['Сайт'])).not.toThrow();
  });

  it('is never larger than the least of it, however much nothing costs', () => {
    expect(() => assertFreePlan(sockets, free, 2, [])).toThrow('не больше 1');
    expect(() => assertFreePlan(sockets, paid, 2, [])).not.toThrow();
  });

  it('is never used by more projects than it is for, in whatever order they come and go', () => {
    const acts = fc.array(fc.tuple(fc.nat(5), fc.boolean()), { maxLength: 40 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), acts, (most, list) => {
        const using = new Set<string>();
        for (const [project, takes] of list) {
          const name = `П${project}`;
          const others = [...using].filter((one) => one !== name);
          if (!takes) using.delete(name);
          else if (!refuses(() => assertFreePlan({ ...sockets, freeInstances: most }, free, 1, others)))
            using.add(name);
          expect(using.size).toBeLessThanOrEqual(most);
        }
      }),
    );
  });

  it('has a price of nothing whatever the quantity', () => {
    expect(isFreePrice(free)).toBe(true);
    expect(isFreePrice(paid)).toBe(false);
    expect(isFreePrice({ unitPrice: '0', tiers: [{ upTo: null, unitPrice: '5' }] })).toBe(false);
  });
});

function refuses(act: () => void): boolean {
  try {
    act();
    return false;
  } catch {
    return true;
  }
}
