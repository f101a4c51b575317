import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { AnswerInterceptor } from './answer.interceptor';
import { RecordActs } from './acts/record-acts';
import { IdempotencyInterceptor } from './idempotency/idempotency.interceptor';

/** What stands around every door, one inside the other. One to Nest: what it does around each takes longer than they do themselves. */
@Injectable()
export class AroundDoors implements NestInterceptor {
  constructor(
    private readonly idempotency: IdempotencyInterceptor,
    private readonly answers: AnswerInterceptor,
    private readonly acts: RecordActs,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    // Inside both: a repeat is no second act, and what was only taken in is told from what was done.
    const acts = { handle: () => this.acts.intercept(context, next) };
    // The outer one keeps the answer as the inner one made it.
    return this.idempotency.intercept(context, { handle: () => this.answers.intercept(context, acts) });
  }
}
