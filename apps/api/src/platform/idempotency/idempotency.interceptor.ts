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
import type { EntityManager } from 'typeorm';
import { ApiError } from '../api-error';
import { WallClock } from '../clock';
import { AppConfig } from '../config';
import { contractOf } from '../contract-routes';
import {
  ANSWERS_IN_TRANSACTION,
  AcceptedAnswer,
  NEVER_REPLAYED,
  SECRET_ANSWER,
  keyOfCaller,
  type DoorRequest,
} from '../door';
import { SealAnew } from '../seal-anew';
import { SecretBox, isSealedText, sealedFromText, sealedToText } from '../secret-box';
import { AnswerUnderWay, duringAnswer } from './answer-under-way';
import { decideReplay, hashOfBody } from './decide-replay';
import { IdempotencyStore, type KeptAnswer, type KeptRequest, type RequestName } from './idempotency.store';

/** So often a lease is renewed while it lasts. */
const RENEWALS = 4;

interface Work {
  readonly isSecret: boolean;
  /** What is answered, told from what the transaction of the deed gives; null where the answer is kept after it. */
  readonly inTransaction: ((given: unknown) => { readonly status: number; readonly answer: unknown }) | null;
}
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
    private readonly box: SecretBox,
    private readonly config: AppConfig,
    sealAnew: SealAnew,
  ) {
    sealAnew.register({
      kept: 'idempotency_key.body',
      id: ['caller', 'path', 'key'],
      keyId: null,
      purpose: ([caller, path, key]) => purposeOf({ caller: caller!, path: path!, key: key! }),
    });
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<DoorRequest>();
    if (request.method !== 'POST') return next.handle();
    const key = keyIn(request);
    if (key === null && contractOf(request)?.idempotent)
      throw new ApiError(
        'idempotency_key_required',
        'Пришлите заголовок Idempotency-Key: новый для каждой операции',
      );
    const marked = (mark: symbol) =>
      this.reflector.getAllAndOverride<boolean>(mark, [context.getHandler(), context.getClass()]) === true;
    if (key === null || marked(NEVER_REPLAYED)) return next.handle();
    const name = { caller: keyOfCaller(request), path: request.url.split('?', 1)[0] ?? '', key };
    request.requestKey = `${name.caller} ${name.path} ${key}`;
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const work = {
      isSecret: marked(SECRET_ANSWER),
      inTransaction: this.inTransaction(context, contractOf(request)?.status),
    };
    return from(this.once(name, request, reply, next, work));
  }

  private inTransaction(context: ExecutionContext, status: number | undefined): Work['inTransaction'] {
    const put = this.reflector.getAllAndOverride<((given: unknown) => unknown) | undefined>(
      ANSWERS_IN_TRANSACTION,
      [context.getHandler(), context.getClass()],
    );
    if (put === undefined || status === undefined) return null;
    return (given) => {
      const answer = put(given);
      return answer instanceof AcceptedAnswer ? { status: 202, answer: answer.body } : { status, answer };
    };
  }

  private async once(
    name: RequestName,
    request: DoorRequest,
    reply: FastifyReply,
    next: CallHandler,
    work: Work,
  ): Promise<unknown> {
    const now = await this.clock.now();
    const until = this.leaseFrom(now);
    const holder = randomUUID();
    const requestHash = hashOfBody(request.body);
    if (await this.store.claim(name, requestHash, holder, now, until))
      return this.perform(name, holder, reply, next, work);

    const known = await this.store.find(name);
    // The first one was refused between our two looks: the key is free again.
    if (!known) return this.once(name, request, reply, next, work);
    const decision = decideReplay(known, requestHash, now);
    if (decision === 'replay') return this.replay(name, known, reply);
    if (decision === 'reused')
      throw new ApiError(
        'idempotency_key_reused',
        'Этот Idempotency-Key уже использован с другим телом запроса',
      );
    if (decision === 'take_over' && (await this.store.takeOver(name, holder, now, until)))
      return this.perform(name, holder, reply, next, work);
    throw inProgress();
  }

  /** Does the work under a lease that is renewed while it lasts, and keeps the answer. */
  private async perform(
    name: RequestName,
    holder: string,
    reply: FastifyReply,
    next: CallHandler,
    { isSecret, inTransaction }: Work,
  ): Promise<unknown> {
    const renewal = setInterval(() => void this.renew(name, holder), this.config.requestLeaseMs / RENEWALS);
    renewal.unref();
    const keep = ({ status, body }: KeptAnswer, tx?: EntityManager): Promise<boolean> =>
      this.store.keep(name, holder, { status, body: body && isSecret ? this.seal(name, body) : body }, tx);
    let said: KeptAnswer | null = null;
    try {
      const handle = (): Promise<unknown> => lastValueFrom(next.handle(), { defaultValue: undefined });
      const underWay = new AnswerUnderWay(async (tx, given) => {
        const { status, answer } = inTransaction!(given);
        said = { status, body: textOf(answer) };
        // It stood still for longer than its lease, and another does it meanwhile: what it did is undone with this.
        if (!(await keep(said, tx))) throw inProgress();
      });
      const answer = await (inTransaction === null ? handle() : duringAnswer(underWay, handle));
      const told = { status: reply.statusCode, body: textOf(answer) };
      if (!isSame(said, told)) await keep(told);
      return answer;
    } catch (error) {
      await this.store.forget(name, holder).catch((trouble: unknown) => this.report('forget', trouble));
      throw error;
    } finally {
      clearInterval(renewal);
    }
  }

  private leaseFrom(now: Date): Date {
    return new Date(now.getTime() + this.config.requestLeaseMs);
  }

  private seal(name: RequestName, body: string): string {
    return sealedToText(this.box.seal(body, purposeOf(name)));
  }

  private replay(name: RequestName, known: KeptRequest, reply: FastifyReply): unknown {
    void reply.header('idempotent-replayed', 'true').status(known.status ?? 200);
    if (known.body === null) return undefined;
    if (!isSealedText(known.body)) return JSON.parse(known.body) as unknown;
    return JSON.parse(this.box.open(sealedFromText(known.body), purposeOf(name))) as unknown;
  }

  private async renew(name: RequestName, holder: string): Promise<void> {
    try {
      const now = await this.clock.now();
      await this.store.renew(name, holder, this.leaseFrom(now));
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

const inProgress = (): ApiError =>
  new ApiError('idempotency_in_progress', 'Такой же запрос ещё выполняется', { retryAfter: 1 });

const textOf = (answer: unknown): string | null => (answer === undefined ? null : JSON.stringify(answer));

const isSame = (one: KeptAnswer | null, other: KeptAnswer): boolean =>
  one !== null && one.status === other.status && one.body === other.body;

const purposeOf = ({ caller, path, key }: RequestName): string => `idempotency/${caller} ${path} ${key}`;
