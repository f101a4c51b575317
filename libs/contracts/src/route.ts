import type { z } from 'zod';
import type { ProductKeyScope } from './for-products';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * One door of the API, described once: controllers parse with it, OpenAPI is printed from it and both front
 * ends call it through `createClient` (decision 0008).
 */
export interface Route<
  Body extends z.ZodType | undefined = z.ZodType | undefined,
  Query extends z.ZodType | undefined = z.ZodType | undefined,
  Answer extends z.ZodType | undefined = z.ZodType | undefined,
> {
  readonly method: Method;
  /** Below /api/v1, parameters as `:name`. */
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  /** Who may call: `public`, a role, or several. Checked by the API; printed for readers. */
  readonly who: string;
  /** What a key of a product has to be made for, where products call. */
  readonly scope?: ProductKeyScope;
  /** What it refuses and programs act on: each code with its status. */
  readonly refusals?: Readonly<Record<string, number>>;
  readonly body?: Body;
  /** What the body is when it is not JSON. */
  readonly bodyType?: string;
  readonly query?: Query;
  readonly answer?: Answer;
  readonly answerType?: string;
  /** What 202 answers, where what was asked may have to wait for somebody or something. */
  readonly accepted?: z.ZodType;
  readonly status: number;
  /** Marked ¹ in the contract: refused without an Idempotency-Key. */
  readonly idempotent?: boolean;
}

export const route = <
  Body extends z.ZodType | undefined = undefined,
  Query extends z.ZodType | undefined = undefined,
  Answer extends z.ZodType | undefined = undefined,
>(
  definition: Omit<Route<Body, Query, Answer>, 'status'> & { status?: number },
): Route<Body, Query, Answer> => ({
  ...definition,
  status: definition.status ?? (definition.method === 'POST' ? 201 : 200),
});
