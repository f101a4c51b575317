import type { Chance } from './chance';

/** What a harm is done to: one thing is not harmed again before it has come back, different ones are at the same time. */
export const VICTIM = {
  'the API is killed': 'API',
  'the API is killed before a commit': 'API',
  'the API is killed after a commit': 'API',
  'the API is asked to leave': 'API',
  'a worker is killed': 'worker',
  'a worker is killed before a commit': 'worker',
  'a worker is killed after a commit': 'worker',
  'PostgreSQL is killed': 'PostgreSQL',
  'a process of PostgreSQL is killed': 'PostgreSQL',
  'PostgreSQL stops fast': 'PostgreSQL',
  'the disk is full': 'PostgreSQL',
  'Redis is killed and empty again': 'Redis',
  'the mail server stops': 'mail',
  'amoCRM stands still': 'amoCRM',
  'the card provider is down': 'shop',
} as const;

export type Harm = keyof typeof VICTIM;
export const HARMS = Object.keys(VICTIM) as Harm[];
/** How often each is chosen as against the others: what holds money more often than what only hears of it. */
const WEIGHTS: Readonly<Record<(typeof VICTIM)[Harm], number>> = {
  API: 2,
  worker: 2,
  PostgreSQL: 3,
  Redis: 2,
  mail: 1,
  amoCRM: 1,
  shop: 1,
};
const VICTIMS = Object.entries(WEIGHTS).flatMap(([victim, weight]) => Array<string>(weight).fill(victim));

/** The others take something away for a while and end no process. */
const NO_KILL: readonly Harm[] = [
  'the disk is full',
  'the mail server stops',
  'amoCRM stands still',
  'the card provider is down',
];
export const isKill = (harm: Harm): boolean => !NO_KILL.includes(harm);

/** A harm as the seed gives it. */
export interface PlannedHarm {
  readonly harm: Harm;
  /** When so many turns of the round have begun. */
  readonly atTurn: number;
  /** How long it stays so at least, where nothing else says it. */
  readonly forMs: number;
  /** For those at a commit: at which one. */
  readonly nthCommit: number;
}

const FEWEST = 4;
const MOST = 12;
const LONGEST_MS = 400;
const COMMITS = 6;

/** What is harmed in one round: what is harmed twice, a second time when it has come back. */
export function planHarms(
  chance: Chance,
  possible: readonly Harm[],
  turns: number,
  most: number,
): PlannedHarm[] {
  const victims = VICTIMS.filter((victim) => possible.some((one) => VICTIM[one] === victim));
  return Array.from({ length: Math.min(most, FEWEST + chance.below(MOST - FEWEST + 1)) }, () => {
    const victim = chance.oneOf(victims);
    return {
      harm: chance.oneOf(possible.filter((one) => VICTIM[one] === victim)),
      atTurn: 1 + chance.below(turns),
      forMs: chance.below(LONGEST_MS),
      nthCommit: 1 + chance.below(COMMITS),
    };
  });
}
