// @ts-check
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './bootstrap.mjs';

/** Paths of the programs npm installed and of our own; run by this Node, without a shell in between that could eat a signal. */
export const BIN = {
  nx: 'node_modules/nx/dist/bin/nx.js',
  jest: 'node_modules/jest/bin/jest.js',
  eslint: 'node_modules/eslint/bin/eslint.js',
  oxlint: 'node_modules/oxlint/bin/oxlint',
  oxfmt: 'node_modules/oxfmt/bin/oxfmt',
  licences: 'tools/licences.mjs',
  audit: 'tools/audit.mjs',
  depcruise: 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
};

/**
 * How Node is run; Jest hands it on to its workers. Room for what a program makes and throws away at once, in MiB: in Node's own few
 * the collector copies it again and again. And a function is optimised when it has run six times as long as V8 asks for: a fifth of
 * what stories took was spent on optimising what had little left to do. What another V8 does not know is left out.
 */
const NODE = ['--max-semi-space-size=64', '--interrupt-budget=400000'].filter(
  (flag) => spawnSync(process.execPath, [flag, '--eval', '']).status === 0,
);

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/**
 * Runs one of our tools to its end.
 * @param {string} program path from the repository's root
 * @param {string[]} args
 * @param {Record<string, string>} [env] on top of our own
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(program, args, env = {}) {
  return new Promise((done) => {
    const child = spawn(process.execPath, [...NODE, join(ROOT, program), ...args], {
      cwd: ROOT,
      env: { ...process.env, NX_DAEMON: 'false', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    child.once('error', (error) => (output += error.message));
    child.once('close', (code) => {
      running.delete(child);
      done({ code: code ?? 1, output });
    });
  });
}

/** Asks whatever `run` is still running to end; for signal handlers. */
export function stopRunning() {
  for (const child of running) child.kill('SIGTERM');
}
