import { afterUses, bonusOf, draw, inBurnOrder, isUsable } from './grants';
import { grant, roubles } from './testing/scenario';

const at = (text: string) => new Date(text);

describe('bonus grants burn down', () => {
  it('by priority, then earliest expiry (never last), then oldest, then id', () => {
    const soon = { expiresAt: at('2026-07-01T00:00:00Z') };
    const grants = [
      grant('never', '1'),
      grant('z-twin', '1', { ...soon, effectiveAt: at('2026-02-01T00:00:00Z') }),
      grant('a-twin', '1', { ...soon, effectiveAt: at('2026-02-01T00:00:00Z') }),
      grant('late', '1', { expiresAt: at('2026-08-01T00:00:00Z') }),
      grant('older', '1', { ...soon, effectiveAt: at('2026-01-01T00:00:00Z') }),
      grant('urgent', '1', { priority: 5 }),
      grant('young-never', '1', { effectiveAt: at('2026-05-01T00:00:00Z') }),
    ];
    const order = ['urgent', 'older', 'a-twin', 'z-twin', 'late', 'never', 'young-never'];
    expect(inBurnOrder(grants).map(({ id }) => id)).toEqual(order);
    expect(inBurnOrder([...grants].reverse()).map(({ id }) => id)).toEqual(order);
  });

  it('one after another, and money last', () => {
    const grants = [grant('b', '30', { priority: 2 }), grant('a', '20', { priority: 1 })];
    expect(draw(roubles('60'), roubles('100'), grants, 'bonus_first')).toEqual({
      money: roubles('10'),
      uses: [
        { grantId: 'a', amount: roubles('20') },
        { grantId: 'b', amount: roubles('30') },
      ],
    });
  });

  it('only as far as needed', () => {
    const grants = [grant('a', '20', { priority: 1 }), grant('b', '30', { priority: 2 })];
    expect(draw(roubles('20'), roubles('100'), grants, 'bonus_first')).toEqual({
      money: 0n,
      uses: [{ grantId: 'a', amount: roubles('20') }],
    });
  });

  it('after money where the terms say money first', () => {
    const grants = [grant('a', '20', { priority: 1 }), grant('b', '30', { priority: 2 })];
    expect(draw(roubles('60'), roubles('100'), grants, 'money_first')).toEqual({ money: 6000n, uses: [] });
    expect(draw(roubles('60'), roubles('25'), grants, 'money_first')).toEqual({
      money: roubles('25'),
      uses: [
        { grantId: 'a', amount: roubles('20') },
        { grantId: 'b', amount: roubles('15') },
      ],
    });
  });

  it.each(['bonus_first', 'money_first'] as const)('not at all when it is not enough (%s)', (order) => {
    expect(draw(roubles('60.01'), roubles('10'), [grant('a', '50')], order)).toBeNull();
    expect(draw(roubles('60'), roubles('10'), [grant('a', '50')], order)).not.toBeNull();
  });

  it('leave what was not taken', () => {
    const grants = [grant('a', '20'), grant('b', '30')];
    const drawn = draw(roubles('35'), 0n, grants, 'bonus_first')!;
    expect(bonusOf(drawn)).toBe(roubles('35'));
    expect(afterUses(grants, drawn.uses).map(({ id, remaining }) => [id, remaining])).toEqual([
      ['a', 0n],
      ['b', roubles('15')],
    ]);
  });
});

describe('a bonus grant is usable', () => {
  const bonus = grant('g', '1', {
    effectiveAt: at('2026-06-10T09:00:00Z'),
    expiresAt: at('2026-06-20T21:00:00Z'),
  });
  const now = (text: string) => ({ from: at(text), to: at(text) });

  it('from the instant it begins', () => {
    expect(isUsable(bonus, now('2026-06-10T08:59:59.999Z'))).toBe(false);
    expect(isUsable(bonus, now('2026-06-10T09:00:00Z'))).toBe(true);
  });

  it('until the instant it ends, exclusive: at that instant its rest is already worth nothing', () => {
    expect(isUsable(bonus, now('2026-06-20T20:59:59.999Z'))).toBe(true);
    expect(isUsable(bonus, now('2026-06-20T21:00:00Z'))).toBe(false);
  });

  it('on a missed date when it was valid at some moment of it', () => {
    const missed = (from: string, to: string) => ({ from: at(from), to: at(to) });
    expect(isUsable(bonus, missed('2026-06-09T21:00:00Z', '2026-06-10T20:59:59.999Z'))).toBe(true);
    expect(isUsable(bonus, missed('2026-06-08T21:00:00Z', '2026-06-09T20:59:59.999Z'))).toBe(false);
    expect(isUsable(bonus, missed('2026-06-20T21:00:00Z', '2026-06-21T20:59:59.999Z'))).toBe(false);
  });

  it('never when nothing is left of it', () => {
    expect(isUsable({ ...bonus, remaining: 0n }, now('2026-06-15T00:00:00Z'))).toBe(false);
  });

  it('for ever when it has no end', () => {
    expect(isUsable({ ...bonus, expiresAt: null }, now('2099-01-01T00:00:00Z'))).toBe(true);
  });
});
