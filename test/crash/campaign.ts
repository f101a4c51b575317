import { setTimeout as pause } from 'node:timers/promises';
import { Chance } from './chance';
import type { StartPostgres } from './postgres-process';
import type { Report } from './report';
import { TownUnderFire, VICTIM } from './town-under-fire';
import { judge } from './verdict';
import { Work } from './work';

export interface Campaign {
  readonly seed: number;
  /** How often something is killed, stopped or held up. */
  readonly harms: number;
  readonly startPostgres: StartPostgres;
  /** Hears from time to time how far it is. */
  readonly tell: (line: string) => void;
}

const HANDS = 4;
const VICTIMS = [...new Set(Object.values(VICTIM))];
const TOLD_EVERY = 25;

/**
 * Customers, staff and the bank at work while the house is broken again and again; then peace, and the verdict: everything that
 * was acknowledged is there once, everything owed exists once, the laws of money hold.
 */
export async function play({ seed, harms, startPostgres, tell }: Campaign): Promise<Report> {
  const town = await TownUnderFire.open(startPostgres);
  try {
    const work = await Work.begin(town);
    let isOver = false;
    const hands = Array.from({ length: HANDS }, async (_, nth) => {
      const chance = new Chance(seed + 1 + nth);
      while (!isOver) await work.act(chance);
    });
    const days = (async () => {
      while (!isOver) {
        await work.aDayPasses();
        await pause(1_000);
      }
    })();
    const fire = (async () => {
      const chance = new Chance(seed);
      const suffering = new Map<string, Promise<void>>();
      try {
        for (let nth = 1; nth <= harms; nth += 1) {
          await pause(200 + chance.below(1_800));
          const victim = chance.oneOf(VICTIMS);
          const harm = chance.oneOf(town.possibleHarms.filter((one) => VICTIM[one] === victim));
          await suffering.get(victim);
          suffering.set(victim, town.suffers(harm, chance.below(800)));
          if (nth % TOLD_EVERY === 0) tell(`${nth} harms, ${work.asked.commands} commands answered`);
        }
        await Promise.all(suffering.values());
      } finally {
        isOver = true;
      }
    })();
    // Whoever watches starts again what ends by itself, until all is judged.
    let isJudged = false;
    const watch = (async () => {
      for (; !isJudged; await pause(500)) await town.heals();
    })();
    try {
      await Promise.race([watch, Promise.all([...hands, days, fire])]);
      const { checks, broken } = await judge(town, work);
      return { harms: town.harms, done: work.done, ...work.asked, noSpace: town.noSpace, checks, broken };
    } finally {
      isJudged = true;
      await watch;
    }
  } finally {
    await town.close();
  }
}
