import {
  Injectable,
  Logger,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Clock } from '@rocket/kernel';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { DataSource } from 'typeorm';
import { AcceptedAnswer, type DoorRequest } from '../door';
import { Act, duringAct } from './act';
import { isAct, readAct } from './read-act';

/**
 * Writes down every act of a person, in the transaction it is done in; one that was refused is written down when it is answered.
 * Stands inside the interceptor of repeated requests: a repeat is no second act.
 */
@Injectable()
export class RecordActs implements NestInterceptor {
  private readonly log = new Logger('Acts');

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<DoorRequest>();
    return isAct(request) ? from(this.record(request, next)) : next.handle();
  }

  private async record(request: DoorRequest, next: CallHandler): Promise<unknown> {
    const act = new Act(readAct(request, await this.clock.now()));
    request.act = act;
    const answer: unknown = await duringAct(act, () =>
      lastValueFrom(next.handle(), { defaultValue: undefined }),
    );
    // Done without a transaction of ours.
    if (!act.isWritten) await act.end(this.db, answer instanceof AcceptedAnswer ? 'asked' : 'done');
    return answer;
  }

  /** Of what never reached a use case too: a closed door, a wrong field. Never stands in the way of the answer. */
  async refused(request: DoorRequest, status: number, code: string): Promise<void> {
    if (!isAct(request)) return;
    try {
      const act = request.act ?? new Act(readAct(request, await this.clock.now()));
      await act.end(this.db, status < 500 ? 'refused' : 'failed', code);
    } catch (error) {
      this.log.error(
        `A refusal was not written down: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
}
