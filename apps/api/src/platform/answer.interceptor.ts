import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { contractOf } from './contract-routes';
import { AcceptedAnswer } from './door';

/** Answers with the status the contract names, or 202 when the use case only took the request in. */
@Injectable()
export class AnswerInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const contract = contractOf(http.getRequest<FastifyRequest>());
    if (contract) void reply.status(contract.status);
    return next.handle().pipe(
      map((answer: unknown) => {
        if (!(answer instanceof AcceptedAnswer)) return answer;
        void reply.status(202);
        return answer.body as unknown;
      }),
    );
  }
}
