import { setTimeout as wait } from 'node:timers/promises';
import { ApiProblem } from '@rocket/contracts';

/** Asks as a well-behaved program does: told that it asks too often, it waits as long as it is told and asks again. */
export async function inPace<T>(ask: () => Promise<T>): Promise<T> {
  try {
    const answer = await ask();
    if ((answer as { code?: string }).code !== 'rate_limited') return answer;
  } catch (error) {
    if (!(error instanceof ApiProblem && error.problem.code === 'rate_limited')) throw error;
  }
  await wait(1000);
  return inPace(ask);
}
