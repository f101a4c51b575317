import { setTimeout as pause } from 'node:timers/promises';
import { Chance } from './chance';
import type { StartPostgres } from './postgres-process';
import type { Report } from './report';
import { HARMS, TownUnderFire } from './town-under-fire';
import { judge } from './verdict';
import { Work } from './work';

export interface Campaign {
  readonly seed: number;
  /** How often something is killed, stopped or held up. */
  readonly harms: number;
  readonly startPostgres: StartPostgres;
}

const HANDS = 4;

/**
 * Customers, staff and the bank at work while the house is broken again and again; then peace, and the verdict: everything that
 * was acknowledged is there once, everything owed exists once, the laws of money hold.
 */
export async function play({ seed, harms, startPostgres }: Campaign): Promise<Report> {
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
      try {
        for (let nth = 0; nth < harms; nth += 1) {
          await pause(200 + chance.below(1_800));
          await town.suffers(chance.oneOf(HARMS), chance.below(800));
          await town.heals();
        }
      } finally {
        isOver = true;
      }
    })();
    await Promise.all([...hands, days, fire]);
    const { checks, broken } = await judge(town, work);
    return { harms: town.harms, done: work.done, ...work.asked, checks, broken };
  } finally {
    await town.close();
  }
}
