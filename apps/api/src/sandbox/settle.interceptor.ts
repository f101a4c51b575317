import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { from, mergeMap, type Observable } from 'rxjs';
import { AppConfig } from '../platform/config';
import { Wakings } from '../platform/wakings/wakings';

/**
 * In the sandbox a change answers when what follows from it has happened too (a UPD drawn up, an install carried out), so
 * that programs which test us need not wait and guess. Elsewhere it happens a moment later.
 */
@Injectable()
export class SettleInterceptor implements NestInterceptor {
  constructor(
    private readonly config: AppConfig,
    private readonly wakings: Wakings,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { method } = context.switchToHttp().getRequest<FastifyRequest>();
    if (!this.config.sandbox || method === 'GET') return next.handle();
    return next.handle().pipe(mergeMap((answer: unknown) => from(this.wakings.settle().then(() => answer))));
  }
}
