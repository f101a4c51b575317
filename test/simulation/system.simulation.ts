import { writeFileSync } from 'node:fs';
import { World } from '../kit/world';
import { simulateHistories } from './simulate-histories';

/** `npm run simulate` says how many and from which seed, by a global of Jest. */
const { SIMULATE } = globalThis as { SIMULATE?: { runs: number; seed: number; report: string } };

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world?.end());

it('any history keeps the laws of money, however time is sliced', async () => {
  const simulated = await simulateHistories(world, SIMULATE?.runs ?? 3, SIMULATE?.seed);
  expect(simulated.histories).toBeGreaterThan(0);
  if (SIMULATE) writeFileSync(SIMULATE.report, JSON.stringify(simulated));
});
