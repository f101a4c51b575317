import { quantityAt, type FollowedSeats } from './quantity-at';
import { comingQuantity, sellableSeats } from './seats';
import { account, charged, day, roubles, runOn, subscription } from './testing/scenario';

const follows = (quantity: number, seats: FollowedSeats, more: { price?: string } = {}) => ({
  ...subscription('chats', { paidTo: '2026-04-01', quantity, ...more }),
  seats,
});
const told = (quantity: number, from: string) => ({ quantity, from: day(from) });
const PRICE = { priceId: 'p', unitPrice: '100' };

describe('a quantity that follows seats', () => {
  it.each<[string, number, FollowedSeats, number]>([
    ['stays when nobody was told of more', 5, { now: 7, told: [] }, 5],
    ['grows when the customer was told in time', 5, { now: 7, told: [told(7, '2026-04-01')] }, 7],
    ['does not grow a day before the notice binds', 5, { now: 7, told: [told(7, '2026-04-02')] }, 5],
    [
      'grows only as far as was told in time',
      5,
      { now: 9, told: [told(7, '2026-03-30'), told(9, '2026-04-02')] },
      7,
    ],
    ['never grows beyond the seats there are', 5, { now: 6, told: [told(7, '2026-03-30')] }, 6],
    ['falls with the seats, told or not', 5, { now: 3, told: [] }, 3],
  ])('%s', (_, quantity, seats, expected) => {
    expect(quantityAt({ quantity, seats }, PRICE, day('2026-04-01'))).toBe(expected);
  });

  it('does not fall to where a price by volume is dearer, unless that was told', () => {
    const byVolume = {
      priceId: 'p',
      unitPrice: '100',
      tierMode: 'volume' as const,
      tiers: [
        { upTo: 9, unitPrice: '100' },
        { upTo: null, unitPrice: '50' },
      ],
    };
    expect(quantityAt({ quantity: 10, seats: { now: 9, told: [] } }, byVolume, day('2026-04-01'))).toBe(10);
    expect(quantityAt({ quantity: 10, seats: { now: 4, told: [] } }, byVolume, day('2026-04-01'))).toBe(4);
  });

  it('is charged by the run at the boundary and not before', () => {
    const seats = { now: 7, told: [told(7, '2026-04-10')] };
    const april = runOn(account('5000', [follows(5, seats)]), '2026-04-01');
    expect(charged(april)).toEqual(['chats 2026-04-01..2026-05-01 50000']);
    const may = runOn(april.after, '2026-05-01');
    expect(charged(may)).toEqual(['chats 2026-05-01..2026-06-01 70000']);
    expect(may.after.subscriptions[0]?.quantity).toBe(7);
  });

  it('says where it goes, from which day and for how much', () => {
    const at = (seats: FollowedSeats) => comingQuantity(follows(5, seats), []);
    expect(at({ now: 5, told: [] })).toBeNull();
    expect(at({ now: 3, told: [] })).toEqual({ quantity: 3, from: '2026-04-01', cost: roubles('300') });
    expect(at({ now: 7, told: [told(7, '2026-04-01')] })).toMatchObject({ quantity: 7, from: '2026-04-01' });
    expect(at({ now: 7, told: [told(7, '2026-04-02')] })).toMatchObject({ quantity: 7, from: '2026-05-01' });
    expect(at({ now: 9, told: [told(7, '2026-03-30'), told(9, '2026-04-02')] })).toMatchObject({
      quantity: 9,
      from: '2026-05-01',
    });
  });

  it('is what the price sells', () => {
    const tiers = [{ upTo: 50, unitPrice: '1' }];
    expect([0, 1, 3, 60].map((seats) => sellableSeats(seats, { minQuantity: 2, tiers }))).toEqual([
      2, 2, 3, 50,
    ]);
  });
});
