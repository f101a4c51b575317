import { paceOf } from './run-pace';

it('tells how many accounts a second a run takes and how long the rest lasts', () => {
  expect(paceOf({ done: 100, atMs: 1_000 }, { done: 300, atMs: 5_000 }, 1_000)).toEqual({
    perSecond: 50,
    secondsLeft: 14,
  });
});

it('promises nothing while nothing moves', () => {
  expect(paceOf({ done: 100, atMs: 0 }, { done: 100, atMs: 8_000 }, 300)).toBeNull();
  expect(paceOf({ done: 100, atMs: 0 }, { done: 100, atMs: 0 }, 300)).toBeNull();
});

it('and never tells of less than nothing left: accounts may come while it runs', () => {
  expect(paceOf({ done: 0, atMs: 0 }, { done: 12, atMs: 1_000 }, 10)?.secondsLeft).toBe(0);
});
