import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { ApiProblem, type CallOptions, type ProblemDto, type Route } from '@rocket/contracts';
import type { AnswerOf, Person } from '../kit/person';

export interface Asked {
  /** Commands that were answered, one way or the other, by door. */
  readonly commands: Record<string, number>;
  /** Questions that were answered: they change nothing. */
  reads: number;
  /** Times nobody answered, or answered that it could not now: the same was asked again under the same key. */
  unanswered: number;
  /** Of these, answered as a mistake of ours (500), with its number: a fault outside must not look like one. */
  readonly mistakes: { readonly door: string; readonly incident: string }[];
}

export const nothingAsked = (): Asked => ({ commands: {}, reads: 0, unanswered: 0, mistakes: [] });

/** Refusals that say nothing of the command: it is under way, or the house is not ready for it. */
const NOT_AN_ANSWER = new Set(['idempotency_in_progress', 'run_in_progress']);
/** Minutes: while everything falls at once, and starts slowly, nobody may be there for long. */
const GIVES_UP_AFTER = 9_000;

/**
 * Asks until it is answered, always under one key, as a careful program does: however often it was asked, it may have happened
 * once. A refusal by the rules is an answer too.
 */
export async function insist<R extends Route>(
  asked: Asked,
  person: Person,
  route: R,
  options?: CallOptions<R>,
): Promise<AnswerOf<R> | ProblemDto> {
  const key = route.method === 'POST' ? { idempotencyKey: randomUUID() } : {};
  const door = `${route.method} ${route.path}`;
  const count = (): void => {
    if (route.method === 'GET') asked.reads += 1;
    else asked.commands[door] = (asked.commands[door] ?? 0) + 1;
  };
  for (let attempt = 0; ; attempt += 1) {
    try {
      const answer = await person.asks(route, { ...options, ...key } as CallOptions<R>);
      count();
      return answer;
    } catch (error) {
      if (
        error instanceof ApiProblem &&
        error.problem.status < 500 &&
        !NOT_AN_ANSWER.has(error.problem.code)
      ) {
        count();
        return error.problem;
      }
      asked.unanswered += 1;
      if (error instanceof ApiProblem && error.problem.status === 500)
        asked.mistakes.push({ door, incident: String(error.problem.incident) });
      if (attempt === GIVES_UP_AFTER)
        throw new Error(`${door} was never answered: ${String(error)}`, {
          cause: error,
        });
      await pause(100);
    }
  }
}

export const isRefusal = (answer: unknown): answer is ProblemDto =>
  typeof answer === 'object' && answer !== null && 'code' in answer && 'status' in answer;

/** The answer of a command that no rule refuses. @throws Error with the refusal */
export function taken<T>(answer: T | ProblemDto): T {
  if (isRefusal(answer)) throw new Error(`Refused: ${JSON.stringify(answer)}`);
  return answer;
}
