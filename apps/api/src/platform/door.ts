import {
  SetMetadata,
  createParamDecorator,
  type CustomDecorator,
  type ExecutionContext,
} from '@nestjs/common';
import type { ProductKeyScope } from '@rocket/contracts';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Act } from './acts/act';
import { ApiError, notFound } from './api-error';
import { NOBODY, callerKey, requireAccount, type Admitted, type Caller as WhoCalls } from './caller';
import { fieldErrorsOf } from './problem';
import { Upload } from './http/upload';

export {
  callerKey,
  mayEnter,
  requireAccount,
  type Admitted,
  type Caller as CallerOf,
  type ProductCaller,
  type StaffCaller,
  type UserCaller,
} from './caller';

/** A request after the guard: it knows who calls. */
export interface DoorRequest extends FastifyRequest {
  caller?: WhoCalls;
  requestKey?: string | null;
  /** Answered as thousands are each second: counted, and no line in the log. */
  isCommon?: true;
  act?: Act;
}

export const WHO = Symbol('who may call');
export const SCOPE = Symbol('what a key of a product has to open');
export const BEFORE_ENROLMENT = Symbol('open before a second factor is set up');
export const NEVER_REPLAYED = Symbol('answers are not kept');
export const SECRET_ANSWER = Symbol('answers are kept sealed');
export const ANSWERS_IN_TRANSACTION = Symbol('the answer is what its one transaction gives');

/** Who may call a door. Every handler says it (or its class): one that does not keeps the API from starting. */
export const Who = (...admitted: [Admitted, ...Admitted[]]): CustomDecorator<symbol> =>
  SetMetadata(WHO, admitted);

/** What a key of a product has to be made for. Others than products are not asked. */
export const NeedsScope = (scope: ProductKeyScope): CustomDecorator<symbol> => SetMetadata(SCOPE, scope);

/** Open to staff who have to set up a second factor and have not: the setting up itself, and the way out. */
export const BeforeEnrolment = (): CustomDecorator<symbol> => SetMetadata(BEFORE_ENROLMENT, true);

/** The answer carries a secret (a cookie): an Idempotency-Key is accepted and nothing is kept. */
export const NeverReplayed = (): CustomDecorator<symbol> => SetMetadata(NEVER_REPLAYED, true);

/** The answer holds a secret that is shown once: it is kept sealed, for the same request asked again. */
export const SecretAnswer = (): CustomDecorator<symbol> => SetMetadata(SECRET_ANSWER, true);

/**
 * The door answers with what the first transaction of its use case that gives anything gives: a request with an Idempotency-Key keeps it in that transaction, so
 * that whoever asks again after a crash hears the first answer and not that it is done already.
 * @param put how the door puts into its answer what the transaction gives; left out: as it is
 */
export const AnswersInTransaction = <T>(
  put: (given: T) => unknown = (given) => given,
): CustomDecorator<symbol> => SetMetadata(ANSWERS_IN_TRANSACTION, put);

const requestOf = (context: ExecutionContext): DoorRequest =>
  context.switchToHttp().getRequest<DoorRequest>();

/** Parses what came from outside. Throws 422 `validation_failed` with the paths that are wrong. */
export function parseOr422<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ApiError('validation_failed', 'Проверьте поля запроса', {}, fieldErrorsOf(parsed.error));
}

// Wrapped under a name of ours: Nest takes what has a `transform` for a pipe (a zod schema has one), and an
// object with nothing but a `schema` for its own options.
interface By {
  readonly expected: z.ZodType;
}
const bodyBy = createParamDecorator(({ expected }: By, context: ExecutionContext) => {
  const { body } = requestOf(context);
  if (body instanceof Upload) throw new ApiError('unsupported_media_type', 'Здесь ждут JSON, а не файл');
  return parseOr422(expected, body ?? {});
});
const queryBy = createParamDecorator(({ expected }: By, context: ExecutionContext) =>
  parseOr422(expected, requestOf(context).query ?? {}),
);

/** The JSON body, parsed by a schema of libs/contracts. An absent body is `{}`. */
export const ZodBody = (schema: z.ZodType): ParameterDecorator => bodyBy({ expected: schema });

/** The query, parsed by a schema of libs/contracts. */
export const ZodQuery = (schema: z.ZodType): ParameterDecorator => queryBy({ expected: schema });

/** A path parameter that is an id. What is no UUID names nothing: 404 `not_found`. */
export const IdParam = createParamDecorator(idOf);

/** The id of an account in the path, which the caller may see: of somebody else's account a customer reads 404 `not_found`. */
export const AccountParam = createParamDecorator(accountOf);

export function accountOf(name: string, context: ExecutionContext): string {
  const id = idOf(name, context);
  requireAccount(requestOf(context).caller ?? NOBODY, id);
  return id;
}

function idOf(name: string, context: ExecutionContext): string {
  const value = (requestOf(context).params as Record<string, string | undefined>)[name];
  if (!value || !UUID.test(value)) throw notFound();
  return value.toLowerCase();
}
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The file of a request: a `text/plain` or `application/octet-stream` body, or the first file of a multipart form. */
export const FileBody = createParamDecorator((_: unknown, context: ExecutionContext): Upload => {
  const { body } = requestOf(context);
  if (body instanceof Upload && body.size > 0) return body;
  throw new ApiError('validation_failed', 'Файл не приложен', {}, [{ path: '', message: 'Приложите файл' }]);
});

/** Who is calling. */
export const Caller = createParamDecorator(
  (_: unknown, context: ExecutionContext): WhoCalls => requestOf(context).caller ?? NOBODY,
);

/**
 * `caller path key` of a POST that came with an Idempotency-Key, else null. A use case may put it into the
 * event key of what it records: then even a crash between the commit and the answer repeats nothing.
 */
export const RequestKey = createParamDecorator(
  (_: unknown, context: ExecutionContext): string | null => requestOf(context).requestKey ?? null,
);

/** An answer that is not an error and not yet a result: 202 with a body. */
export class AcceptedAnswer<T> {
  constructor(readonly body: T) {}
}

export const keyOfCaller = (request: DoorRequest): string => callerKey(request.caller ?? NOBODY);
