import fc from 'fast-check';
import type { World } from '../kit/world';
import { history, type History } from './history';
import { expectLawsToHold } from './laws';
import { Player, type Tally } from './player';

export interface Simulated extends Tally {
  histories: number;
}

/** How long a counterexample may be shrunk: each try is two plays of a whole history. */
const SHRINKING = 45_000;

/**
 * Plays `count` random histories, each twice: with the clock moved in jumps and day by day. The laws hold after both, and
 * both end the same.
 * @throws Error with the seed, the path and the shrunk history
 */
export async function simulateHistories(world: World, count: number, seed?: number): Promise<Simulated> {
  const simulated: Simulated = { histories: 0, acts: {}, refusals: {} };
  let failedAt: number | null = null;
  const property = fc.asyncProperty(history, async (story) => {
    if (failedAt !== null && performance.now() - failedAt > SHRINKING) return;
    try {
      simulated.histories += 1;
      await playTwice(world, story, simulated);
    } catch (error) {
      failedAt ??= performance.now();
      throw error;
    }
  });
  await fc.assert(property, { numRuns: count, ...(seed === undefined ? {} : { seed }) });
  return simulated;
}

async function playTwice(world: World, story: History, tally: Tally): Promise<void> {
  const jumping = new Player(world, story, 'in one jump', tally);
  await jumping.play();
  await expectLawsToHold(world, jumping.customers);
  const jumped = await jumping.outcome();
  const walking = new Player(world, story, 'day by day', { acts: {}, refusals: {} });
  await walking.play();
  await expectLawsToHold(world, walking.customers);
  expect(await walking.outcome()).toEqual(jumped);
}
