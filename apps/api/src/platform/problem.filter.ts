import { randomUUID } from 'node:crypto';
import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { ProblemDto } from '@rocket/contracts';
import { DomainError } from '@rocket/kernel';
import type { FastifyReply } from 'fastify';
import { ZodError } from 'zod';
import { RecordActs } from './acts/record-acts';
import { ApiError } from './api-error';
import { brokenCursor } from './cursor';
import { isDatabaseAway } from './database';
import type { DoorRequest } from './door';
import { fieldErrorsOf, internalProblem, problemOf } from './problem';
import { isValueRefused } from './sql-state';

/** The one place where a refusal becomes an answer. Anything it does not know is a bug: 500 and a log line. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger('Problems');

  constructor(private readonly acts: RecordActs) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<DoorRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const refusal = refusalOf(error) ?? refusalOfCursor(error, request);
    if (refusal?.code === 'database_unavailable')
      this.log.warn({ msg: `The database is away: ${String(error)}`, reqId: request.id });
    const known = refusal && problemOf(refusal);
    const { status, code } = known ?? { status: 500, code: 'internal_error' };
    await this.acts.refused(request, status, code);
    if (refusal && known) sendProblem(reply, refusal);
    else send(reply, internalProblem(this.report(error, request)));
  }

  private report(error: unknown, request: DoorRequest): string {
    const incident = randomUUID();
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    this.log.error({ msg: message, incident, reqId: request.id, route: request.routeOptions?.url, stack });
    return incident;
  }
}

/** Answers with a refusal that is in the table. */
export function sendProblem(reply: FastifyReply, refusal: DomainError): FastifyReply {
  const retryAfter = refusal.facts['retryAfter'];
  if (typeof retryAfter === 'number') void reply.header('retry-after', String(retryAfter));
  const problem = problemOf(refusal);
  if (!problem) throw new Error(`No row in the problem table for ${refusal.code}`);
  return send(reply, problem);
}

const send = (reply: FastifyReply, problem: ProblemDto): FastifyReply =>
  reply
    .status(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(problem);

/** The refusal behind what was thrown: ours, zod's, Nest's or Fastify's; null when it is a bug. */
export function refusalOf(error: unknown): DomainError | null {
  if (error instanceof DomainError) return error;
  if (isDatabaseAway(error))
    return new ApiError('database_unavailable', 'Повторите запрос немного позже', { retryAfter: 1 });
  if (error instanceof ZodError)
    return new ApiError('validation_failed', 'Проверьте поля запроса', {}, fieldErrorsOf(error));
  return refusalByStatus(statusOf(error), codeOf(error));
}

/**
 * A cursor is the caller's word for where a page begins. One of another list reads well and means nothing here: what the database
 * makes of it is no fault of ours.
 */
function refusalOfCursor(error: unknown, { query }: DoorRequest): DomainError | null {
  const hasCursor = typeof query === 'object' && query !== null && 'cursor' in query;
  return hasCursor && isValueRefused(error) ? brokenCursor() : null;
}

function refusalByStatus(status: number | null, code: string): ApiError | null {
  switch (status) {
    case 400:
      return code.startsWith('FST_ERR_CTP') || code === 'FST_ERR_CTP_INVALID_JSON_BODY' || code === ''
        ? new ApiError('malformed_body', 'Тело запроса не читается: ждали JSON')
        : new ApiError('malformed_request', 'Запрос составлен неверно');
    case 401:
      return new ApiError('unauthenticated', 'Нужно войти');
    case 403:
      return new ApiError('forbidden', 'Нет прав на это действие');
    case 404:
      return new ApiError('not_found', 'Такого адреса нет');
    case 405:
      return new ApiError('method_not_allowed', 'Так этот адрес не вызывают');
    case 413:
      return new ApiError('payload_too_large', 'Слишком большой запрос');
    case 414:
      return new ApiError('malformed_request', 'Слишком длинный адрес');
    case 415:
      return new ApiError('unsupported_media_type', 'Такой тип содержимого не принимается');
    case 429:
      return new ApiError('rate_limited', 'Слишком много запросов, попробуйте позже');
    case 503:
      return new ApiError('not_ready', 'Система останавливается или ещё не готова');
    default:
      return null;
  }
}

function statusOf(error: unknown): number | null {
  if (error instanceof HttpException) return error.getStatus();
  // Fastify's own errors carry the status they want to answer with.
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : null;
}

function codeOf(error: unknown): string {
  const cause =
    error instanceof HttpException
      ? (error.cause as { code?: unknown } | undefined)
      : (error as { code?: unknown });
  return typeof cause?.code === 'string' ? cause.code : '';
}
