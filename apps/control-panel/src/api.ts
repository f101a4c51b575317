import { ApiProblem, createClient, routes, type CallOptions, type Route } from '@rocket/contracts';
import type { z } from 'zod';
import { forgetSession } from './session';

const client = createClient('', (input, init) => fetch(input, init));

/** What a door answers. A door without an answer gives undefined; one with an answer never does. */
type Answer<R> =
  R extends Route<z.ZodType | undefined, z.ZodType | undefined, infer A>
    ? A extends z.ZodType
      ? z.output<A>
      : undefined
    : never;

/** The typed client; a 401 on any door but the sign-in ones shows the sign-in screen at the same address. */
export async function call<R extends Route>(route: R, options?: CallOptions<R>): Promise<Answer<R>> {
  try {
    return (await client(route, options)) as Answer<R>;
  } catch (error) {
    const isSigningIn = route.path === routes.signIn.path || route.path === routes.exchangeLink.path;
    if (error instanceof ApiProblem && error.problem.status === 401 && !isSigningIn) forgetSession();
    throw error;
  }
}

/** A key of one intention: a form makes it when it opens and again after it was accepted. */
export function newKey(): string {
  // randomUUID exists only in secure contexts, and a stand in a local network is not one.
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
