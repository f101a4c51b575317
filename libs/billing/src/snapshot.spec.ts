import { checkAlerts } from './alerts';
import { accountStateOf, nextDueOf, type AccountState } from './snapshot';
import { account, changed, day, outage, roubles, runOn, subscription } from './testing/scenario';

const running = subscription('r', { paidTo: '2026-06-20' });
const waiting = subscription('s', { state: 'suspended', paidTo: '2026-06-01' });
const over = subscription('e', { state: 'ended', paidTo: '2026-06-01' });
const trial = subscription('t', { state: 'trial', paidTo: '2026-06-25' });

describe('the state of an account', () => {
  const of = (current: AccountState, subscriptions: Parameters<typeof account>[1], heldByStaff = false) =>
    accountStateOf(current, account('0', subscriptions, { heldByStaff }));

  it('is suspended when it has suspended subscriptions and none that runs', () => {
    expect(of('active', [waiting, over])).toBe('suspended');
    expect(of('active', [waiting, running])).toBe('active');
    expect(of('active', [waiting, trial])).toBe('active');
    expect(of('suspended', [over])).toBe('active');
    expect(of('active', [])).toBe('active');
  });

  it('is suspended while staff hold it, whatever its subscriptions do', () => {
    expect(of('active', [running], true)).toBe('suspended');
    expect(of('active', [], true)).toBe('suspended');
  });

  it('stays frozen until something runs again', () => {
    expect(of('frozen', [waiting])).toBe('frozen');
    expect(of('frozen', [running])).toBe('active');
  });

  it.each(['terminated', 'erased'] as const)('never leaves %s', (state) => {
    expect(of(state, [running])).toBe(state);
  });
});

describe('the day on which a run has something to decide', () => {
  const today = day('2026-06-10');

  it('is the earliest unpaid day of what runs, moved by outages', () => {
    expect(nextDueOf(account('0', [trial, running, over]), today)).toBe('2026-06-20');
    const outages = [outage('2026-06-20', '2026-06-28', 'r')];
    expect(nextDueOf(account('0', [trial, running], { outages }), today)).toBe('2026-06-25');
  });

  it('is tomorrow for what is suspended', () => {
    expect(nextDueOf(account('0', [running, waiting]), today)).toBe('2026-06-11');
  });

  it('does not come when nothing can happen', () => {
    expect(nextDueOf(account('0', [over]), today)).toBeNull();
    expect(nextDueOf(account('0', []), today)).toBeNull();
    expect(nextDueOf(account('0', [waiting], { heldByStaff: true }), today)).toBeNull();
  });

  it('comes for what is held by staff but has to end', () => {
    const leaving = { ...waiting, autoRenew: false };
    const held = account('0', [leaving], { heldByStaff: true });
    expect(changed(runOn(held, '2026-06-11'))).toEqual(['s ended 2026-06-11']);
    expect(nextDueOf(held, today)).toBe('2026-06-11');
    const gone = account('0', [waiting], { heldByStaff: true, terminated: true });
    expect(changed(runOn(gone, '2026-06-11'))).toEqual(['s ended 2026-06-11']);
    expect(nextDueOf(gone, today)).toBe('2026-06-11');
  });
});

describe('alerts of the balance', () => {
  const alert = (threshold: string, armed = true) => ({ threshold: roubles(threshold), armed });

  it('are told once for each crossing, all that were crossed together, strictly below', () => {
    const check = checkAlerts([alert('100'), alert('500'), alert('50')], roubles('99.99'));
    expect(check.crossed).toEqual([roubles('500'), roubles('100')]);
    expect(check.after).toEqual([alert('100', false), alert('500', false), alert('50')]);
    expect(checkAlerts(check.after, roubles('60')).crossed).toEqual([]);
    expect(checkAlerts([alert('100')], roubles('100')).crossed).toEqual([]);
  });

  it('are armed again when the balance comes back to the threshold', () => {
    const below = checkAlerts([alert('100')], 0n).after;
    expect(checkAlerts(below, roubles('99.99')).after).toEqual([alert('100', false)]);
    const back = checkAlerts(below, roubles('100'));
    expect(back).toEqual({ crossed: [], after: [alert('100')] });
    expect(checkAlerts(back.after, 0n).crossed).toEqual([roubles('100')]);
  });
});
