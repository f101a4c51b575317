import { writeFileSync } from 'node:fs';
import { closeStages, openStages, simulateHistories, type Stages } from './simulate-histories';

/** `npm run simulate` says how many and from which seed, by a global of Jest; `npm run mutate` wants no shrinking. */
const { SIMULATE } = globalThis as {
  SIMULATE?: { runs: number; seed: number; report?: string; shrinks?: boolean };
};

let stages: Stages | undefined;
beforeAll(async () => {
  stages = await openStages();
});
afterAll(() => closeStages(stages));

it('any history keeps the laws of money, however time is sliced and however many work on it', async () => {
  const simulated = await simulateHistories(stages!, SIMULATE?.runs ?? 3, SIMULATE?.seed, SIMULATE?.shrinks);
  expect(simulated.histories).toBeGreaterThan(0);
  if (SIMULATE?.report) writeFileSync(SIMULATE.report, JSON.stringify(simulated));
});
