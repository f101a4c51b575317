import { AsyncLocalStorage } from 'node:async_hooks';
import type { EntityManager } from 'typeorm';

/** Keeps the answer of a request in the transaction of its deed: whoever asks again after a crash is given it. */
export class AnswerUnderWay {
  private isCommitted = false;

  constructor(private readonly write: (tx: EntityManager, answer: unknown) => Promise<void>) {}

  /** Of the first transaction that gives anything: what a request sets off afterwards answers nobody. */
  async keepIn(tx: EntityManager, answer: unknown): Promise<void> {
    if (!this.isCommitted) await this.write(tx, answer);
  }

  committed(): void {
    this.isCommitted = true;
  }
}

const underWay = new AsyncLocalStorage<AnswerUnderWay>();

/** Of a request whose door is marked `AnswersInTransaction`, else undefined. */
export const answerUnderWay = (): AnswerUnderWay | undefined => underWay.getStore();

export const duringAnswer = <T>(answer: AnswerUnderWay, work: () => T): T => underWay.run(answer, work);
