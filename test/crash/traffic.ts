import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { ApiProblem, routes } from '@rocket/contracts';
import { staffAt, type Book } from '../kit/book';
import { rub } from '../kit/customer';
import type { Person } from '../kit/person';

const PHASES = ['before', 'during', 'beside'] as const;
type Phase = (typeof PHASES)[number];

interface Tally {
  asked: number;
  failed: number;
  longestMs: number;
}

interface Command {
  readonly accountId: string;
  readonly reason: string;
  readonly key: string;
}

/** Reads and writes at the program of an earlier release while the database goes forward under it. */
export class Traffic {
  phase: Phase = 'before';
  readonly acknowledged: string[] = [];
  /** What was answered instead of an answer, and when. */
  readonly failures: string[] = [];
  private readonly tallies: Record<Phase, Tally> = {
    before: { asked: 0, failed: 0, longestMs: 0 },
    during: { asked: 0, failed: 0, longestMs: 0 },
    beside: { asked: 0, failed: 0, longestMs: 0 },
  };
  private readonly unanswered: Command[] = [];
  private isOver = false;
  private loops: Promise<void>[] = [];

  private constructor(
    private readonly staff: Person,
    private readonly book: Book,
  ) {}

  static async at(url: string, book: Book): Promise<Traffic> {
    const traffic = new Traffic(await staffAt(url, 'administrator'), book);
    traffic.loops = [traffic.reads(), traffic.reads(), traffic.writes(0), traffic.writes(1)];
    return traffic;
  }

  async end(): Promise<void> {
    this.isOver = true;
    await Promise.all(this.loops);
  }

  /** What the old program did not answer is asked of the new one under the same key, as the same person. */
  async repeatUnanswered(url: string): Promise<void> {
    for (const command of this.unanswered) await this.grant(this.staff.at(url), command);
  }

  told(): string {
    return PHASES.map((phase) => {
      const { asked, failed, longestMs } = this.tallies[phase];
      return `${phase}: ${asked} requests, ${failed} failed, longest ${longestMs.toFixed(0)} ms`;
    }).join('; ');
  }

  private async reads(): Promise<void> {
    for (let nth = 0; !this.isOver; nth += 1) {
      const params = { id: this.book.accounts[nth % this.book.accounts.length]! };
      await this.timed(() => this.staff.asks(nth % 2 ? routes.balance : routes.entries, { params }));
      await pause(5);
    }
  }

  private async writes(hand: number): Promise<void> {
    for (let nth = 0; !this.isOver; nth += 1) {
      const accountId = this.book.accounts[(2 * nth + hand) % this.book.accounts.length]!;
      const command = { accountId, reason: `Бонус ${hand}-${nth}`, key: randomUUID() };
      if (!(await this.timed(() => this.grant(this.staff, command)))) this.unanswered.push(command);
      await pause(5);
    }
  }

  private async grant(person: Person, { accountId, reason, key }: Command): Promise<void> {
    const body = { amount: rub('1.00'), ground: 'support', reason } as const;
    await person.asks(routes.grantBonus, { params: { id: accountId }, body, idempotencyKey: key });
    this.acknowledged.push(reason);
  }

  /** @returns whether it was answered */
  private async timed(work: () => Promise<unknown>): Promise<boolean> {
    const tally = this.tallies[this.phase];
    const begun = performance.now();
    try {
      await work();
      return true;
    } catch (error) {
      if (error instanceof ApiProblem && error.problem.status < 500) throw error;
      tally.failed += 1;
      const what = error instanceof ApiProblem ? JSON.stringify(error.problem) : describe(error);
      this.failures.push(`${this.phase}, ${new Date().toISOString()}: ${what}`);
      return false;
    } finally {
      tally.asked += 1;
      tally.longestMs = Math.max(tally.longestMs, performance.now() - begun);
    }
  }
}

/** With what lies under it: fetch says only that it failed. */
const describe = (error: unknown): string =>
  error instanceof Error && error.cause !== undefined
    ? `${error.message} (${describe(error.cause)})`
    : String(error);
