import { ApiProblem, routes } from '@rocket/contracts';
import { call } from '../../api';
import { refresh, useLoaded } from '../../load';
import type { OpenApi } from './open-api';

const MOST = 200;
const keysOf = (code: string): string => `product-keys/${code}`;

/** All keys of a product: there are a handful. */
export const useKeys = (code: string) =>
  useLoaded(keysOf(code), async () => {
    const { items } = await call(routes.productKeys, { params: { code }, query: { limit: MOST } });
    return items;
  });

/** A key may open several products: wherever it is listed, it has changed. */
export const refreshKeys = (): void => refresh(keysOf(''));

/** The contract as the server itself prints it. */
export const useOpenApi = () =>
  useLoaded('openapi', async () => {
    const response = await fetch('/api/openapi.json');
    if (!response.ok) throw new Error(`openapi.json: ${response.status}`);
    return (await response.json()) as OpenApi;
  });

/** The time of the sandbox, which need not be this browser's; null: no sandbox, and this is in earnest. */
export const useSandboxNow = () =>
  useLoaded('sandbox-now', async () => {
    try {
      return (await call(routes.sandboxClock)).now;
    } catch (error) {
      if (error instanceof ApiProblem && error.problem.status === 404) return null;
      throw error;
    }
  });
