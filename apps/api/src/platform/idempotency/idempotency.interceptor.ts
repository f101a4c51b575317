import { randomUUID } from 'node:crypto';
import {
  Injectable,
  Logger,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { Observable, from, lastValueFrom } from 'rxjs';
import { ApiError } from '../api-error';
import { WallClock } from '../clock';
import { contractOf } from '../contract-routes';
import { NEVER_REPLAYED, keyOfCaller, type DoorRequest } from '../door';
import { decideReplay, hashOfBody } from './decide-replay';
import { IdempotencyStore, type KeptRequest, type RequestName } from './idempotency.store';

const LEASE_MS = 60_000;
const RENEW_MS = 20_000;
const PRINTABLE = /^[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?$/;

/**
 * Makes a POST happen once per `Idempotency-Key`: the first answer is kept and given again. Refusals and
 * failures are not kept, so the same key may try again (http-api.md, "Idempotency").
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  private readonly log = new Logger('Idempotency');

  constructor(
    private readonly store: IdempotencyStore,
    private readonly clock: WallClock,
    private readonly reflector: Reflector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<DoorRequest>();
    if (request.method !== 'POST') return next.handle();
    const key = keyIn(request);
    if (key === null && contractOf(request)?.idempotent)
      throw new ApiError(
        'idempotency_key_required',
        'Пришлите заголовок Idempotency-Key: новый для каждой операции',
      );
    const never = this.reflector.getAllAndOverride<boolean>(NEVER_REPLAYED, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (key === null || never) return next.handle();
    const name = { caller: keyOfCaller(request), path: request.url.split('?', 1)[0] ?? '', key };
    request.requestKey = `${name.caller} ${name.path} ${key}`;
    return from(this.once(name, request, context.switchToHttp().getResponse<FastifyReply>(), next));
  }

  private async once(
    name: RequestName,
    request: DoorRequest,
    reply: FastifyReply,
    next: CallHandler,
  ): Promise<unknown> {
    const now = await this.clock.now();
    const until = new Date(now.getTime() + LEASE_MS);
    const holder = randomUUID();
    const requestHash = hashOfBody(request.body);
    if (await this.store.claim(name, requestHash, holder, now, until))
      return this.perform(name, holder, reply, next);

    const known = await this.store.find(name);
    // The first one was refused between our two looks: the key is free again.
    if (!known) return this.once(name, request, reply, next);
    const decision = decideReplay(known, requestHash, now);
    if (decision === 'replay') return replay(known, reply);
    if (decision === 'reused')
      throw new ApiError(
        'idempotency_key_reused',
        'Этот Idempotency-Key уже использован с другим телом запроса',
      );
    if (decision === 'take_over' && (await this.store.takeOver(name, holder, now, until)))
      return this.perform(name, holder, reply, next);
    throw new ApiError('idempotency_in_progress', 'Такой же запрос ещё выполняется', { retryAfter: 1 });
  }

  /** Does the work under a lease that is renewed while it lasts, and keeps the answer. */
  private async perform(
    name: RequestName,
    holder: string,
    reply: FastifyReply,
    next: CallHandler,
  ): Promise<unknown> {
    const renewal = setInterval(() => void this.renew(name, holder), RENEW_MS);
    renewal.unref();
    try {
      const answer: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
      await this.store.keep(
        name,
        holder,
        reply.statusCode,
        answer === undefined ? null : JSON.stringify(answer),
      );
      return answer;
    } catch (error) {
      await this.store.forget(name, holder).catch((trouble: unknown) => this.report('forget', trouble));
      throw error;
    } finally {
      clearInterval(renewal);
    }
  }

  private async renew(name: RequestName, holder: string): Promise<void> {
    try {
      const now = await this.clock.now();
      await this.store.renew(name, holder, new Date(now.getTime() + LEASE_MS));
    } catch (error) {
      this.report('renew the lease of', error);
    }
  }

  private report(what: string, error: unknown): void {
    this.log.warn(`Could not ${what} a key: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function keyIn(request: DoorRequest): string | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined || key === '') return null;
  if (typeof key === 'string' && PRINTABLE.test(key)) return key;
  throw new ApiError(
    'idempotency_key_malformed',
    'Idempotency-Key: от 1 до 255 латинских знаков без пробелов по краям',
  );
}

function replay(known: KeptRequest, reply: FastifyReply): unknown {
  void reply.header('idempotent-replayed', 'true').status(known.status ?? 200);
  return known.body === null ? undefined : (JSON.parse(known.body) as unknown);
}
