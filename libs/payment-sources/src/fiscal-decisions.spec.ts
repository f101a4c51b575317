import { fiscalDecisionsOf, type UndecidedReceipt } from './fiscal-decisions';

const receipt = (change: Partial<UndecidedReceipt>): UndecidedReceipt => ({
  kind: 'offset',
  state: 'canceled',
  isOverdue: false,
  isSettled: false,
  ...change,
});

describe('a receipt the cash register did not make', () => {
  it('is sent again only when it is known to have been refused and went by itself', () => {
    expect(fiscalDecisionsOf(receipt({}))).toContain('resend');
    for (const kind of ['income', 'income_return'] as const)
      expect(fiscalDecisionsOf(receipt({ kind }))).toEqual(['registered', 'not_needed']);
    for (const state of ['pending', 'untold', 'succeeded'] as const)
      for (const isOverdue of [true, false])
        expect(fiscalDecisionsOf(receipt({ state, isOverdue }))).not.toContain('resend');
  });

  it('is left to the register for an hour', () => {
    expect(fiscalDecisionsOf(receipt({ state: 'pending' }))).toEqual([]);
    expect(fiscalDecisionsOf(receipt({ state: 'pending', isOverdue: true }))).toEqual([
      'registered',
      'not_needed',
    ]);
  });

  it('is not decided twice', () => {
    expect(fiscalDecisionsOf(receipt({ isSettled: true }))).toEqual([]);
    expect(fiscalDecisionsOf(receipt({ state: 'succeeded' }))).toEqual([]);
  });
});
