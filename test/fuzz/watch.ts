import type { Answer } from '../kit/person';
import { Rows, changedBetween } from './rows';

/** No door takes so long for one request, on a machine busy with other things too; what does is stuck. */
const PATIENCE_MS = 15_000;

export interface Watched {
  readonly answer: Answer;
  /** What may never be: empty when all is well. */
  readonly troubles: readonly string[];
}

/** Looks at what a request led to: how it was answered, how long that took, and what stands in the database that did not before. */
export class Watch {
  private last: ReadonlyMap<string, string> | null = null;
  /** The longest wait, and for what. */
  slowest = { ms: 0, what: 'nothing' };
  readonly answers: Record<string, number> = {};

  private constructor(private readonly rows: Rows) {}

  static async of(databaseUrl: string): Promise<Watch> {
    return new Watch(await Rows.of(databaseUrl));
  }

  /**
   * A refusal leaves nothing behind; nothing is answered by breaking, except that something is not connected here (503
   * `not_ready`). In a sandbox what follows from a request has happened when it is answered.
   */
  async over(what: string, ask: () => Promise<Answer>, later: readonly string[] = []): Promise<Watched> {
    const before = this.last ?? (await this.rows.look());
    const began = performance.now();
    const answer = await ask();
    const took = performance.now() - began;
    this.last = await this.rows.look();
    if (took > this.slowest.ms) this.slowest = { ms: Math.round(took), what };
    this.answers[answer.status] = (this.answers[answer.status] ?? 0) + 1;
    const changed = (answer.status >= 400 ? changedBetween(before, this.last) : []).filter(
      (table) => !later.includes(table),
    );
    return {
      answer,
      troubles: [
        ...(answer.status >= 500 && answer.body['code'] !== 'not_ready' ? ['broke'] : []),
        ...(took > PATIENCE_MS ? [`was slow: ${Math.round(took)} ms`] : []),
        ...(changed.length > 0 ? [`left behind in ${changed.join(', ')}`] : []),
      ],
    };
  }

  /** How many tables differ since the last request; for what has to change nothing though it is taken. */
  async changedSince(earlier: ReadonlyMap<string, string>): Promise<string[]> {
    return changedBetween(earlier, await this.look());
  }

  async look(): Promise<ReadonlyMap<string, string>> {
    return (this.last = await this.rows.look());
  }

  end(): Promise<void> {
    return this.rows.end();
  }
}
