// @ts-check
/**
 * Protections taken away, one a line of code each, and the campaign that has to notice.
 * @typedef {import('./planted-copy.mjs').Mutation & { seed: number, harms: number, only?: string }} CrashMutation
 */

const PLATFORM = 'apps/api/src/platform';
const API = 'apps/api/src';

/** @type {readonly CrashMutation[]} */
export const CRASH_MUTATIONS = [
  {
    bug: 'keys of requests are not looked at',
    file: `${PLATFORM}/idempotency/idempotency.interceptor.ts`,
    from: 'if (key === null || marked(NEVER_REPLAYED)) return next.handle();',
    to: 'if (key !== undefined || marked(NEVER_REPLAYED)) return next.handle();',
    seed: 1,
    harms: 24,
  },
  {
    bug: 'what is answered is not kept in the transaction of the deed',
    file: `${PLATFORM}/database.ts`,
    from: 'if (done !== undefined) await answered?.keepIn(tx, done);',
    to: '',
    seed: 1,
    harms: 12,
  },
  {
    bug: 'the entries of a charge are committed apart from it',
    file: `${API}/subscriptions/carry-out-plans.ts`,
    from: '    await this.ledger.insert(\n      tx,',
    to: '    await this.ledger.insert(\n      tx.dataSource.manager,',
    seed: 1,
    harms: 40,
    // Of all harms few are done between an entry and its charge.
    only: 'the API is killed before a commit',
  },
  {
    bug: 'an account is read without its lock',
    file: `${API}/accounts/account.store.ts`,
    from: "await tx.query('select 1 from account where id = $1 for no key update', [id]);\n",
    to: '',
    seed: 1,
    harms: 40,
  },
];
