import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { REPORT_READERS, type StaffRole } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { ApiError } from '../platform/api-error';
import { WallClock } from '../platform/clock';
import { Waker } from '../platform/wakings/waker';
import { ComputeAnswers } from './compute-answers';
import { answerKey, isOld, type ReportRequest } from './kept-answer';
import { ReadReport, type ReadReportResult } from './read-report';
import type { AnswerKey } from './report-answer.rows';
import { ReportAnswerStore, type KeptFigures } from './report-answer.store';

/** What a person is told: figures of an instant, or that there are none yet. */
export interface AnsweredReport {
  readonly report: ReadReportResult;
  /** The instant of the business the figures are of; null: there are none yet, the report has no parts. */
  readonly asOf: Date | null;
  /** Computed earlier and kept. */
  readonly isKept: boolean;
  /** Since when newer figures are computed, by the clock of machines. */
  readonly computingSince: Date | null;
}

/** So long a person waits for figures of now; after that they are computed without them. */
const PATIENCE_MS = 3_000;
const LOOK_EVERY_MS = 100;

/**
 * Answers with a report. What takes no longer than a person waits is of now and never kept. What takes longer goes on by itself,
 * is kept, and from then on is answered at once: as old as a day, and computed anew when it is older or when somebody asks.
 *
 * Refuses: `forbidden` what rule 31 keeps from the role, and what `ReadReport` refuses.
 */
@Injectable()
export class AnswerReport {
  constructor(
    private readonly clock: Clock,
    private readonly wallClock: WallClock,
    private readonly waker: Waker,
    private readonly answers: ReportAnswerStore,
    private readonly computeAnswers: ComputeAnswers,
    private readonly readReport: ReadReport,
  ) {}

  async run(request: ReportRequest, role: StaffRole, isAskedAnew: boolean): Promise<AnsweredReport> {
    if (!REPORT_READERS[request.name].includes(role))
      throw new ApiError('forbidden', 'Этот отчёт смотрят другие сотрудники');
    const now = await this.clock.now();
    const key = answerKey(request);
    if (!key) return ofNow(await this.readReport.run(request, now), now);
    const wall = await this.wallClock.now();
    const found = await this.answers.find(key, wall);
    if (!found?.kept && !found?.since) return this.compute(request, key);
    await this.answers.noteAsked(key, now);
    if (!found.since && found.kept && (isAskedAnew || isOld(found.kept.asOf, now))) {
      await this.answers.want(key, wall);
      this.waker.wake('reports');
      if (!isAskedAnew) return this.keptOne(request, found.kept, wall);
    }
    if (found.kept && !isAskedAnew) return this.keptOne(request, found.kept, found.since);
    return this.whenComputed(request, key);
  }

  /** Nobody computes it yet: it is done here, and goes on when the person no longer waits. */
  private async compute(request: ReportRequest, key: AnswerKey): Promise<AnsweredReport> {
    const computation = await this.computeAnswers.begin(key);
    const waiting = new AbortController();
    const late = pause(PATIENCE_MS, null, { signal: waiting.signal }).catch(() => null);
    const report = await Promise.race([computation.report, late]).finally(() => waiting.abort());
    if (report) return ofNow(report, computation.now);
    await this.computeAnswers.goOn(key, computation);
    return this.nothingYet(request, computation.wall);
  }

  /** It is computed elsewhere, or by a job: what comes of it within the time a person waits is answered. */
  private async whenComputed(request: ReportRequest, key: AnswerKey): Promise<AnsweredReport> {
    for (const deadline = performance.now() + PATIENCE_MS; ; await pause(LOOK_EVERY_MS)) {
      const found = await this.answers.find(key, await this.wallClock.now());
      // It failed, or has become so quick that it is not kept.
      if (!found?.since && !found?.kept) return this.compute(request, key);
      if (found.kept && (!found.since || performance.now() > deadline))
        return this.keptOne(request, found.kept, found.since);
      if (performance.now() > deadline) return this.nothingYet(request, found.since!);
    }
  }

  private async keptOne(
    request: ReportRequest,
    { figures, asOf }: KeptFigures,
    computingSince: Date | null,
  ): Promise<AnsweredReport> {
    const head = await this.readReport.head(request, asOf);
    return { report: { ...head, ...figures }, asOf, isKept: true, computingSince };
  }

  private async nothingYet(request: ReportRequest, computingSince: Date): Promise<AnsweredReport> {
    const report = await this.readReport.head(request, await this.clock.now());
    return { report, asOf: null, isKept: false, computingSince };
  }
}

const ofNow = (report: ReadReportResult, asOf: Date): AnsweredReport => ({
  ...{ report, asOf, isKept: false, computingSince: null },
});
