import { setTimeout as pause } from 'node:timers/promises';
import { Chance } from './chance';
import { planHarms, VICTIM, type Harm } from './harms';
import type { StartPostgres } from './postgres-process';
import type { Report } from './report';
import { Shift, TURNS } from './shift';
import { TownUnderFire } from './town-under-fire';
import { judge } from './verdict';
import { Work } from './work';

export { isKill } from './harms';

export interface Campaign {
  readonly seed: number;
  /** How often something is killed, stopped or held up. */
  readonly harms: number;
  /** Words of the harms that are done; of all when there are none. */
  readonly only: string;
  readonly startPostgres: StartPostgres;
  /** Hears from time to time how far it is. */
  readonly tell: (line: string) => void;
}

const TOLD_EVERY = 25;
/** Customers come and fill their accounts before anything is broken: what is harmed then is work with money. */
const ROUNDS_OF_PEACE = 3;

/**
 * Customers, staff and the bank at work while the house is broken again and again; then peace, and the verdict: everything that
 * was acknowledged is there once, everything owed exists once, the laws of money hold, and nothing outside looked like a mistake of ours.
 */
export async function play({ seed, harms, only, startPostgres, tell }: Campaign): Promise<Report> {
  const town = await TownUnderFire.open(startPostgres);
  const possible = town.possibleHarms.filter((harm) => harm.includes(only));
  try {
    if (possible.length === 0) throw new Error(`There is no harm with the words «${only}»`);
    const work = await Work.begin(town);
    const shift = new Shift(work, seed);
    for (let round = 0; round < ROUNDS_OF_PEACE; round += 1) await shift.round();
    // Whoever watches starts again what ends by itself, until all is judged.
    let isJudged = false;
    const watch = (async () => {
      for (; !isJudged; await pause(500)) await town.heals();
    })();
    try {
      const told = (struck: number): void =>
        tell(`${struck} harms, ${Object.values(work.asked.commands).reduce(sum, 0)} commands answered`);
      await Promise.race([
        watch,
        underFire(town, shift, { chance: new Chance(seed), possible, harms }, told),
      ]);
      const verdict = await judge(town, work);
      const { done, asked } = work;
      return {
        ...{ harms: town.harms, noSpace: town.noSpace, order: shift.orderKept, done },
        ...asked,
        ...verdict,
      };
    } finally {
      isJudged = true;
      await watch;
    }
  } finally {
    await town.close();
  }
}

/** Rounds of work until so many harms were suffered, each when as many turns had begun as the seed says. */
async function underFire(
  town: TownUnderFire,
  shift: Shift,
  { chance, possible, harms }: { chance: Chance; possible: readonly Harm[]; harms: number },
  told: (struck: number) => void,
): Promise<void> {
  const suffering = new Map<string, Promise<void>>();
  for (let struck = 0; struck < harms;) {
    const planned = planHarms(chance, possible, TURNS, harms - struck);
    shift.note(JSON.stringify(planned));
    await shift.round((begun) => {
      for (const each of planned.filter(({ atTurn }) => atTurn === begun)) {
        const victim = VICTIM[each.harm];
        suffering.set(
          victim,
          Promise.resolve(suffering.get(victim)).then(() => town.suffers(each)),
        );
      }
    });
    if (Math.floor((struck + planned.length) / TOLD_EVERY) > Math.floor(struck / TOLD_EVERY))
      told(struck + planned.length);
    struck += planned.length;
  }
  await Promise.all(suffering.values());
}

const sum = (one: number, other: number): number => one + other;
