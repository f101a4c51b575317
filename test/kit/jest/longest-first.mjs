// @ts-check
import { basename } from 'node:path';
import { createRequire } from 'node:module';

/** @type {{ default: typeof import('@jest/test-sequencer').default }} CommonJS, which Node and TypeScript import differently */
const sequencer = createRequire(import.meta.url)('@jest/test-sequencer');

/** The files that take longest, longest first: on a machine that has never run them, Jest goes by their size. */
const LONGEST = [
  'bull.scenario.ts',
  'widget.browser.ts',
  'run-safety.scenario.ts',
  'random-histories.scenario.ts',
  'staff-desk.browser.ts',
  'story.browser.ts',
  'signing-in.browser.ts',
  'sample-product.browser.ts',
  'busy-month.scenario.ts',
  'amocrm-misbehaves.scenario.ts',
  'run-is-killed.scenario.ts',
  'many-workers.scenario.ts',
  'alfa-crm.scenario.ts',
  'qsockets.scenario.ts',
  'people-for-staff.browser.ts',
];

/** Begun late, a long file would be run alone at the end, with the other cores idle. */
export default class LongestFirst extends sequencer.default {
  /**
   * @override
   * @param {import('@jest/test-result').Test[]} tests
   */
  async sort(tests) {
    const rank = (/** @type {import('@jest/test-result').Test} */ { path }) =>
      LONGEST.indexOf(basename(path));
    const long = tests.filter((test) => rank(test) >= 0).sort((one, other) => rank(one) - rank(other));
    return [...long, ...(await super.sort(tests.filter((test) => rank(test) < 0)))];
  }
}
