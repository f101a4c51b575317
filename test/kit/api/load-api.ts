import type * as InProcess from './in-process';

type Api = typeof InProcess;

declare global {
  /** Put there by test/kit/jest/environment.mjs. */
  var loadBundledApi: () => Promise<Api>;
}

/** The API as it is built, the same modules for every test file of a worker: what it keeps is kept in its own `app`. */
export const loadApi = (): Promise<Api> => globalThis.loadBundledApi();
