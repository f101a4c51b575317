// @ts-check
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyHouse } from './planted-copy.mjs';
import { planted } from './planted.mjs';

/** @typedef {import('./planted.mjs').Change} Change */

/** Beside what an API is made of: what the linter and specs of pages look at. */
const MORE = [
  ...['apps/control-panel', 'apps/widget', 'apps/duplicate-check', 'README.md', 'docs/security.md'],
  ...['eslint.config.mjs', 'nx.json'],
];
/** What makes the schema and its walls. */
const SCHEMA = /^migrations\/|\/walls\//;
/** What never comes to rest is ended, and was noticed. */
const LONGEST_MS = 600_000;

/**
 * A copy of the house in the OS temp folder, in which bugs are planted one at a time; the repository is not touched. One PostgreSQL
 * and one Redis serve all of its tests.
 */
export class MutatedHouse {
  /** @type {string} */ #root;
  /** @type {import('node:child_process').ChildProcess | undefined} */ #child;
  /** @type {() => Promise<void>} */ #stop = async () => {};
  #isLeaving = false;
  /** @type {string | undefined} */ #template;

  /** @param {string} root */
  constructor(root) {
    this.#root = root;
  }

  /** Copies the house and starts what its tests need. Ends by itself when the process is asked to end. */
  static async raise() {
    const house = new MutatedHouse(copyHouse(...MORE));
    // In the copy: what it leans on is found there.
    const { start, stop } = await import(join(house.#root, 'test/kit/jest/services.mjs'));
    house.#stop = stop;
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
      process.once(signal, async () => {
        console.error(`Ended by ${signal}.`);
        house.#isLeaving = true;
        house.#child?.kill('SIGKILL');
        await stop();
        process.exit(1);
      });
    await start();
    // Every play is of other sources: it bundles its own API.
    delete process.env.TEST_API;
    house.#template = process.env.TEST_TEMPLATE;
    return house;
  }

  /**
   * Does something while a bug is planted.
   * @template T
   * @param {readonly Change[]} changes
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  async with(changes, work) {
    const sources = changes.map(({ file }) => readFileSync(join(this.#root, file), 'utf8'));
    // The database that stories copy was seeded by sound sources; of another schema they seed their own.
    if (changes.some(({ file }) => SCHEMA.test(file))) delete process.env.TEST_TEMPLATE;
    try {
      for (const change of changes) writeFileSync(join(this.#root, change.file), planted(change, this.#root));
      return await work();
    } finally {
      for (const [nth, { file }] of changes.entries())
        writeFileSync(join(this.#root, file), sources[nth] ?? '');
    }
  }

  /**
   * Runs one of our programs in the copy to its end.
   * @param {string} program path from the root
   * @param {readonly string[]} args
   * @param {{ env?: Record<string, string>, patienceMs?: number }} [options]
   * @returns {Promise<{ code: number | null, seconds: string, output: string }>} `code` is null when it did not come to rest
   */
  runs(program, args, { env = {}, patienceMs = LONGEST_MS } = {}) {
    const begun = performance.now();
    return new Promise((done, fail) => {
      const child = spawn(process.execPath, [join(this.#root, program), ...args], {
        cwd: this.#root,
        env: {
          ...process.env,
          NODE_ENV: 'test',
          NO_COLOR: '1',
          FORCE_COLOR: '0',
          NX_DAEMON: 'false',
          ...env,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: patienceMs,
        killSignal: 'SIGKILL',
      });
      this.#child = child;
      let output = '';
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', (text) => (output += text));
      child.once('close', (code, signal) => {
        if (this.#isLeaving) return;
        const took = performance.now() - begun;
        // Ended from outside it has proved nothing; only one that never comes to rest is ended by us.
        if (signal !== null && took < patienceMs) return fail(new Error(`${program} was ended by ${signal}`));
        done({ code, seconds: (took / 1000).toFixed(1), output });
      });
    });
  }

  /** Ends what was started for it. */
  async leave() {
    await this.#stop();
  }
}
