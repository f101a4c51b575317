// @ts-check
import { ACCOUNTS } from './accounts.mjs';
import { DOORS } from './doors.mjs';
import { SECRETS } from './secrets.mjs';
import { SIGNING_IN } from './signing-in.mjs';
import { WAYS_OUT } from './ways-out.mjs';
import { WORDS } from './words.mjs';

/**
 * One protection turned off. `promise` is the bold word of docs/security.md it breaks. `file`, `from` and `to` are the hole; `and` is
 * more of it. `besides` are other protections of the same thing, which would hide it: they are off before and stay off. `by` is the
 * file of the story or spec that has to notice, or `lint`; `test` are words of its name: it alone is run.
 * @typedef {import('../planted.mjs').Change & {
 *   promise: string, hole: string, and?: readonly import('../planted.mjs').Change[],
 *   besides?: readonly import('../planted.mjs').Change[], by: string, test?: string,
 * }} Hole
 */

/** @type {readonly Hole[]} */
export const HOLES = [...ACCOUNTS, ...DOORS, ...SIGNING_IN, ...WORDS, ...WAYS_OUT, ...SECRETS];

/**
 * All that is changed while a hole is open.
 * @param {Hole} hole
 * @returns {import('../planted.mjs').Change[]}
 */
export const changesOf = ({ file, from, to, and = [], besides = [] }) => [
  ...besides,
  { file, from, to },
  ...and,
];
