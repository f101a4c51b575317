import { account, changed, day, grant, roubles, states, subscription } from './testing/scenario';
import { forecastBalance } from './forecast';
import { planTopUp } from './top-up-in-mind';

const now = new Date('2026-06-09T09:00:00Z');
const today = day('2026-06-09');
const stopped = account('30', [
  subscription('dear', { state: 'suspended', paidTo: '2026-06-05', price: '500' }),
  subscription('cheap', { state: 'suspended', paidTo: '2026-06-05', price: '50' }),
]);
const brings = (amount: string, bonus: string | null = null) =>
  planTopUp(stopped, { amount: roubles(amount), bonus: bonus ? grant('new', bonus) : null }, today, now);

describe('a top-up in mind', () => {
  it('resumes what fits in the order of importance, and leaves the rest standing', () => {
    const little = brings('100');
    expect(changed(little)).toEqual(['cheap resumed 2026-06-09']);
    expect(states(little)).toEqual(['dear suspended 2026-06-05', 'cheap active 2026-07-09']);
    expect(little.after.money).toBe(roubles('80'));
    expect(changed(brings('520'))).toEqual(['dear resumed 2026-06-09', 'cheap resumed 2026-06-09']);
  });

  it('pays with the bonus it earns as if it were there', () => {
    const plan = brings('470', '50');
    expect(changed(plan)).toEqual(['dear resumed 2026-06-09', 'cheap resumed 2026-06-09']);
    expect(plan.after.money).toBe(0n);
    expect(plan.after.grants.map(({ remaining }) => remaining)).toEqual([0n]);
  });

  it('leaves the account itself as it was', () => {
    brings('520', '50');
    expect(stopped.money).toBe(roubles('30'));
    expect(stopped.grants).toEqual([]);
    expect(stopped.subscriptions.map(({ state }) => state)).toEqual(['suspended', 'suspended']);
  });

  it('resumes nothing while staff hold the account', () => {
    const plan = planTopUp(
      { ...stopped, heldByStaff: true },
      { amount: roubles('999'), bonus: null },
      today,
      now,
    );
    expect(plan.changes).toEqual([]);
    expect(plan.after.money).toBe(roubles('1029'));
  });

  it('is followed by the forecast of how long it lasts', () => {
    const plan = brings('1200');
    expect(forecastBalance(plan.after, day('2026-06-10'), today, now).emptyOn).toBe('2026-08-09');
  });
});
