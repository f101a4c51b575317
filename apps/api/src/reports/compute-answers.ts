import { randomUUID } from 'node:crypto';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '@rocket/kernel';
import { WallClock } from '../platform/clock';
import { forgottenBefore, isLong, isOfToday, lastNight, requestOf } from './kept-answer';
import { figuresOf, ReadReport, type ReadReportResult } from './read-report';
import type { AnswerKey } from './report-answer.rows';
import { ReportAnswerStore, type AnswerLease, type Instants } from './report-answer.store';

const RENEW_EVERY_MS = 20_000;

/** A computation under way, begun at two instants and one of the stopwatch. */
export interface Computation extends Instants {
  readonly startedMs: number;
  readonly report: Promise<ReadReportResult>;
}

/**
 * Computes answers that are kept: what is wanted, what nobody finished, and each night what was asked for lately. One process
 * computes one answer, by a lease that it renews; what a process that died left is taken over a minute later.
 */
@Injectable()
export class ComputeAnswers implements OnModuleDestroy {
  private readonly log = new Logger('Reports');
  private readonly stopping = new AbortController();

  constructor(
    private readonly clock: Clock,
    private readonly wallClock: WallClock,
    private readonly answers: ReportAnswerStore,
    private readonly readReport: ReadReport,
  ) {}

  /** Computes all that is due, one after another. */
  async run(): Promise<void> {
    const { now, wall } = await this.instants();
    await this.answers.forgetUnasked(forgottenBefore(now), wall);
    while (!this.stopping.signal.aborted) {
      const holder = randomUUID();
      const key = await this.answers.takeDue(holder, lastNight(now), await this.wallClock.now());
      if (!key) return;
      const lease = { key, holder };
      if (!isOfToday(key)) await this.answers.forget(lease);
      // What fails keeps its lease until that runs out: the others have their turn first.
      else if (!(await this.finish(lease, await this.begin(key))))
        this.log.warn(`${key.report} is left for later`);
    }
  }

  /** Begins to compute an answer, for whoever waits for it. */
  async begin(key: AnswerKey): Promise<Computation> {
    const instants = await this.instants();
    const report = this.readReport.run(requestOf(key), instants.now, this.stopping.signal);
    // Whoever stops waiting for it still asks how it ended.
    report.catch(() => undefined);
    return { ...instants, startedMs: performance.now(), report };
  }

  /** Goes on with what somebody began and no longer waits for, unless another process computes the same. */
  async goOn(key: AnswerKey, computation: Computation): Promise<void> {
    const lease = { key, holder: randomUUID() };
    if (!(await this.answers.take(lease, computation.wall, await this.instants()))) return;
    void this.finish(lease, computation)
      // Whoever looks again is told why, and not that it is still computed.
      .then((isDone) => (isDone ? undefined : this.answers.release(lease)))
      .catch((error: unknown) => this.log.warn(String(error)));
  }

  /** The program ends: what is under way is left to another one. */
  onModuleDestroy(): void {
    this.stopping.abort();
  }

  /** False when it could not be computed. */
  private async finish(lease: AnswerLease, computation: Computation): Promise<boolean> {
    const renewing = setInterval(() => void this.renew(lease), RENEW_EVERY_MS).unref();
    try {
      const report = await computation.report;
      const tookMs = performance.now() - computation.startedMs;
      if (isLong(tookMs))
        await this.answers.keep(lease, { figures: figuresOf(report), asOf: computation.now }, tookMs);
      else await this.answers.forget(lease);
      return true;
    } catch (error) {
      const { message, stack } = error instanceof Error ? error : new Error(String(error));
      if (!this.stopping.signal.aborted) this.log.error({ msg: `A report failed: ${message}`, stack });
      return false;
    } finally {
      clearInterval(renewing);
    }
  }

  private async renew(lease: AnswerLease): Promise<void> {
    try {
      await this.answers.renew(lease, await this.wallClock.now());
    } catch (error) {
      this.log.warn(`A lease was not renewed: ${String(error)}`);
    }
  }

  private async instants(): Promise<Instants> {
    return { now: await this.clock.now(), wall: await this.wallClock.now() };
  }
}
