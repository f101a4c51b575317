import fc from 'fast-check';
import { World } from '../kit/world';
import { history, type History } from './history';
import { expectLawsToHold } from './laws';
import { Player } from './player';
import { tallied, type Manner, type Tally } from './stage';

export interface Simulated extends Tally {
  histories: number;
}

/** How long a counterexample may be shrunk: each try is two plays of a whole history. */
const SHRINKING = 45_000;

const WRITTEN = `
  select kind as what, count(*)::int as times from entry group by kind
  union all select 'refund ' || state, count(*)::int from refund_request group by state
  union all select 'paper ' || kind, count(*)::int from document group by kind`;

/** Two installations in which the same histories are played. */
export interface Stages {
  /** One process, one claimer, large batches. */
  readonly alone: World;
  /** Two processes with four claimers each, who take accounts one by one. */
  readonly crowded: World;
}

export async function openStages(): Promise<Stages> {
  const alone = await World.open({ settings: { RUN_CLAIMERS: '1' } });
  const settings = { RUN_CLAIMERS: '4', RUN_BATCH: '1' };
  return { alone, crowded: await World.open({ processes: 2, settings }) };
}

export async function closeStages(stages: Stages | undefined): Promise<void> {
  await stages?.alone.end();
  await stages?.crowded.end();
}

/**
 * Plays `count` random histories, each twice: by one worker with the clock moved in jumps, and by a crowd day by day. The laws
 * hold after both, and both end the same.
 * @throws Error with the seed, the path and the shrunk history
 */
export async function simulateHistories(
  stages: Stages,
  count: number,
  seed?: number,
  shrinks = true,
): Promise<Simulated> {
  const simulated: Simulated = { histories: 0, acts: {}, refusals: {}, written: {}, checks: {} };
  let failedAt: number | null = null;
  const property = fc.asyncProperty(history, async (story) => {
    if (failedAt !== null && performance.now() - failedAt > SHRINKING) return;
    try {
      if (failedAt === null) simulated.histories += 1;
      await playTwice(stages, story, simulated);
    } catch (error) {
      failedAt ??= performance.now();
      throw error;
    }
  });
  await fc.assert(property, {
    numRuns: count,
    endOnFailure: !shrinks,
    ...(seed === undefined ? {} : { seed }),
  });
  return simulated;
}

async function playTwice({ alone, crowded }: Stages, story: History, tally: Tally): Promise<void> {
  const unseen: Tally = { acts: {}, refusals: {}, written: {}, checks: tally.checks };
  const ends = await Promise.allSettled([
    play(alone, story, { slicing: 'in one jump', crowd: false }, tally),
    play(crowded, story, { slicing: 'day by day', crowd: true }, unseen),
  ]);
  const [jumped, walked] = ends.map((end) => {
    if (end.status === 'rejected') throw end.reason;
    return end.value;
  });
  tallied(tally.checks, 'played otherwise it ends the same');
  expect(walked).toEqual(jumped);
}

async function play(world: World, story: History, manner: Manner, tally: Tally): Promise<unknown> {
  const player = new Player(world, story, manner, tally);
  await player.play();
  await expectLawsToHold(world, player.customers, (law) => tallied(tally.checks, law));
  for (const { what, times } of await world.sql<{ what: string; times: number }>(WRITTEN))
    tallied(tally.written, what, times);
  return player.outcome();
}
