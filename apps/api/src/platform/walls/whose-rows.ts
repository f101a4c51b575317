import { AsyncLocalStorage } from 'node:async_hooks';

/** Rows of every account: what staff, products and the work of the program itself read. */
export const EVERYBODY = '*';

/** Whose rows a request may see: null until somebody said it. */
interface Said {
  whose: string | null;
  readonly isRequest?: true;
}

const said = new AsyncLocalStorage<Said>();

/**
 * Does work that concerns every account: sweeps, runs, staff, and what looks somebody up before it is known who they are. It is
 * always said in words; where nothing is said, the database is not asked (decision 0022).
 */
export const forEverybody = <T>(work: () => T): T => said.run({ whose: EVERYBODY }, work);

/** Does work for one account: PostgreSQL shows it the rows of that account alone, whatever is asked. */
export const forAccount = <T>(accountId: string, work: () => T): T => said.run({ whose: accountId }, work);

/** Begins a request: nothing is said of it yet, whatever the code that called us was doing. */
export const forRequest = <T>(work: () => T): T => said.run({ whose: null, isRequest: true }, work);

/** Says whose rows the rest of this request sees: of one account, or of `EVERYBODY`. Called by the guard, and only by it. */
export function decideWhoseRows(whose: string): void {
  const request = said.getStore();
  if (!request) throw new Error('Whose rows it is about is said within a request');
  request.whose = whose;
}

/** The request under way, when it is about one account: the same object as long as it lasts. */
export function requestOfAccount(): object | null {
  const request = said.getStore();
  return request?.isRequest && request.whose !== null && request.whose !== EVERYBODY ? request : null;
}

/** The id of an account or `EVERYBODY`. @throws Error when nobody said it: that is a mistake of ours, never of the caller */
export function whoseRows(): string {
  const whose = said.getStore()?.whose;
  if (whose === undefined || whose === null)
    throw new Error('The database was asked before it was said whose rows this is about (decision 0022)');
  return whose;
}
