import { setTimeout as pause } from 'node:timers/promises';
import type { StartPostgres } from './postgres-process';
import type { RolledReport } from './report';
import { Shift } from './shift';
import { TownUnderFire } from './town-under-fire';
import { judge } from './verdict';
import { Work } from './work';

export interface Rolling {
  readonly seed: number;
  /** How often every process is replaced. */
  readonly rounds: number;
  readonly startPostgres: StartPostgres;
  readonly tell: (line: string) => void;
}

const PROCESSES = { apis: 2, workers: 3 };

/**
 * Two API processes and three workers side by side behind a balancer that never asks twice, each asked to leave and started again in
 * turn while customers, staff and the bank are at work: no request is lost, nothing is done twice.
 */
export async function roll({ seed, rounds, startPostgres, tell }: Rolling): Promise<RolledReport> {
  const town = await TownUnderFire.open(startPostgres, PROCESSES);
  try {
    const work = await Work.begin(town);
    const shift = new Shift(work, seed);
    const restarts: Record<string, number> = {};
    let isOver = false;
    const atWork = (async () => {
      while (!isOver) await shift.round();
    })();
    const rolled = (async () => {
      try {
        for (let round = 1; round <= rounds; round += 1) {
          for (const kind of ['API', 'worker'] as const)
            for (let nth = 0; nth < PROCESSES[kind === 'API' ? 'apis' : 'workers']; nth += 1) {
              await town.replaces(kind, nth);
              restarts[kind] = (restarts[kind] ?? 0) + 1;
              await pause(500);
            }
          tell(
            `round ${round}: ${town.balancer!.passed} requests passed on, ${town.balancer!.lost.length} lost`,
          );
        }
      } finally {
        isOver = true;
      }
    })();
    await Promise.all([atWork, rolled]);
    const { lost, passed } = town.balancer!;
    const { checks, broken } = await judge(town, work);
    const lostOnes =
      lost.length === 0 ? [] : [`${lost.length} requests were lost: ${lost.slice(0, 5).join('; ')}`];
    return {
      ...{ restarts, passed, ...work.asked, done: work.done },
      ...{ checks: { ...checks, 'requests passed on': 1 }, broken: [...broken, ...lostOnes] },
    };
  } finally {
    await town.close();
  }
}
