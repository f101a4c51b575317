import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiError, notFound } from '../api-error';
import { Upload } from './upload';

/** Nothing of ours is nested deeper than an offer profile, which has eight levels. */
const MOST_LEVELS = 32;
/** An ordinary body has at most a megabyte: what takes longer holds a connection on purpose. */
const BODY_WITHIN_MS = 30_000;

/** Refuses what no caller of good will sends, before any key or door looks at it. */
export function refuseOddRequests(fastify: FastifyInstance): void {
  fastify.addHook('preParsing', (request, _reply, payload, done) => {
    if (isOrdinary(request)) endWhenSlow(request, BODY_WITHIN_MS);
    done(null, payload);
  });
  fastify.addHook('preValidation', (request, _reply, done) => {
    if (Object.values(request.params ?? {}).some((text) => UNKEEPABLE.test(String(text))))
      return done(notFound('Такого адреса нет'));
    done(
      refusalOf(request.query) ??
        (request.body instanceof Upload ? null : refusalOf(request.body)) ??
        undefined,
    );
  });
}

const isOrdinary = ({ headers }: FastifyRequest): boolean =>
  /^application\/(?:json|x-www-form-urlencoded)\b/i.test(headers['content-type'] ?? '');

/** A body that trickles in ends with its connection; nothing of it was looked at. */
export function endWhenSlow({ raw }: Pick<FastifyRequest, 'raw'>, withinMs: number): void {
  const slow = setTimeout(() => {
    if (!raw.complete) raw.destroy();
  }, withinMs);
  for (const event of ['end', 'close'] as const) raw.once(event, () => clearTimeout(slow));
}

/** PostgreSQL keeps no NUL in any text, and no half of a surrogate pair in JSON. */
const UNKEEPABLE = /\u0000|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

interface Level {
  readonly path: string;
  readonly value: unknown;
}

/**
 * Why a body or a query cannot be taken, whatever door it came to; null: it can. Without recursion: what is asked is whether
 * recursion would survive it.
 */
export function refusalOf(sent: unknown): ApiError | null {
  let level: Level[] = [{ path: '', value: sent }];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MOST_LEVELS)
      return new ApiError('malformed_body', `Запрос вложен глубже ${MOST_LEVELS} уровней`);
    const odd = level.find(({ path, value }) => UNKEEPABLE.test(path) || isUnkeepable(value));
    if (odd) return unkeepable(odd.path);
    level = level.flatMap(partsOf);
  }
  return null;
}

const isUnkeepable = (value: unknown): boolean => typeof value === 'string' && UNKEEPABLE.test(value);

function partsOf({ path, value }: Level): Level[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([name, part]) => ({
    path: path === '' ? name : `${path}.${name}`,
    value: part as unknown,
  }));
}

const unkeepable = (path: string): ApiError =>
  new ApiError('validation_failed', 'Проверьте поля запроса', {}, [
    { path: path.replaceAll(new RegExp(UNKEEPABLE, 'g'), '\ufffd'), message: 'Уберите невидимые знаки' },
  ]);
