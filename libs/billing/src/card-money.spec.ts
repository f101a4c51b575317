import { cardMoneySpent, type MoneyMove } from './card-money';

const move = (kind: MoneyMove['kind'], amount: number, payment: string | null = null): MoneyMove => ({
  kind,
  payment,
  amount: BigInt(amount),
});
const spent = (...moves: MoneyMove[]): Record<string, [number, number]> =>
  Object.fromEntries(
    [...cardMoneySpent(moves)].map(([id, { spent: gone, rest }]) => [id, [Number(gone), Number(rest)]]),
  );

describe('what was consumed of card payments', () => {
  it('the oldest money is spent first, whatever way it came', () => {
    const moves = [move('in', 100, 'a'), move('in', 50), move('in', 70, 'b'), move('spent', 170)];
    expect(spent(...moves)).toEqual({ a: [100, 0], b: [20, 50] });
  });

  it('money that came by bank before is spent before card money', () => {
    expect(spent(move('in', 100), move('in', 100, 'a'), move('spent', 100))).toEqual({ a: [0, 100] });
  });

  it('what is given back returns to where it was taken from last', () => {
    const moves = [move('in', 100, 'a'), move('in', 100, 'b'), move('spent', 150), move('given_back', 70)];
    expect(spent(...moves)).toEqual({ a: [80, 20], b: [0, 100] });
  });

  it('a refund to a card takes that payment, and what was refunded is never counted as consumed', () => {
    const moves = [move('in', 100, 'a'), move('in', 100), move('spent', 100), move('out', 60, 'a')];
    expect(spent(...moves)).toEqual({ a: [40, 0] });
  });

  it('a refund by bank takes the oldest money that is there', () => {
    expect(spent(move('in', 100, 'a'), move('spent', 30), move('out', 70))).toEqual({ a: [30, 0] });
  });

  it('spending that was booked before its money is left out until the money is known', () => {
    expect(spent(move('spent', 50), move('in', 100, 'a'))).toEqual({ a: [0, 100] });
  });
});
