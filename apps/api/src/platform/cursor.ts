import { ApiError } from './api-error';

/** A page of a list: one row more than asked for tells whether there is a next page. */
export interface PageRequest {
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

const DEFAULT_LIMIT = 50;

export const limitOf = (request: PageRequest): number => request.limit ?? DEFAULT_LIMIT;

/** Reads a cursor made by `pageOf`. @throws ApiError `validation_failed` for a cursor that is not ours */
export function cursorOf<T extends readonly (string | number)[] = readonly (string | number)[]>(
  request: PageRequest,
): T | null {
  if (request.cursor === undefined || request.cursor === '') return null;
  try {
    const values: unknown = JSON.parse(Buffer.from(request.cursor, 'base64url').toString('utf8'));
    if (Array.isArray(values) && values.every((value) => ['string', 'number'].includes(typeof value))) {
      return values as unknown as T;
    }
  } catch {
    // Falls through to the refusal.
  }
  throw brokenCursor();
}

export const brokenCursor = (): ApiError =>
  new ApiError('validation_failed', 'Курсор страницы испорчен', {}, [
    { path: 'cursor', message: 'Начните список сначала' },
  ]);

/** Cuts `limit + 1` rows to a page and makes the cursor of the next one. */
export function pageOf<R, D>(
  rows: readonly R[],
  request: PageRequest,
  view: (row: R) => D,
  key: (row: R) => readonly (string | number)[],
): { items: D[]; nextCursor: string | null } {
  const limit = limitOf(request);
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  const more = rows.length > limit && last !== undefined;
  return {
    items: kept.map(view),
    nextCursor: more ? Buffer.from(JSON.stringify(key(last)), 'utf8').toString('base64url') : null,
  };
}

/** A page of a list short enough to be read whole; a cursor whose row has left the list begins it anew. */
export function pageOfWhole<R>(
  rows: readonly R[],
  request: PageRequest,
  id: (row: R) => string,
): { items: R[]; nextCursor: string | null } {
  const after = cursorOf<[string]>(request);
  const from = after === null ? 0 : rows.findIndex((row) => id(row) === after[0]) + 1;
  return pageOf(
    rows.slice(from),
    request,
    (row) => row,
    (row) => [id(row)],
  );
}
