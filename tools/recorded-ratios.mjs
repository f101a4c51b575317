// @ts-check
// Ratios of `npm run bench` that are kept in the repository, one file a bench, and a run laid beside them.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join, relative } from 'node:path';
import { styleText } from 'node:util';
import { ROOT } from './bootstrap.mjs';

/** @typedef {import('../test/bench/record').Ratio} Ratio */
/** @typedef {{ command: string, machine: string, on: string, ratios: Ratio[] }} Recorded */

/** A ratio that is so much worse than the recorded one is red. */
const WORSE = 0.2;

export const RECORDED = join(ROOT, 'test/bench/recorded');

/** @param {string} bench */
const fileOf = (bench) => join(RECORDED, `${bench}.json`);

/**
 * What was recorded last; null when it never was.
 * @param {string} bench
 * @returns {Recorded | null}
 */
export function recordOf(bench) {
  try {
    return JSON.parse(readFileSync(fileOf(bench), 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** @param {string} bench */
export const recordedRatios = (bench) => recordOf(bench)?.ratios ?? [];

/**
 * @param {Ratio} ratio of this run
 * @param {readonly Ratio[]} recorded
 * @returns {{ line: string, isWorse: boolean }}
 */
export function ratioBesideRecord(ratio, recorded) {
  const { name, better, goal } = ratio;
  const last = recorded.find((it) => it.name === name);
  const told = [
    `${name}: ${printed(ratio.ratio)} (${ratio.spread.map(printed).join('–')})`,
    goal === undefined ? '' : `goal ${better === 'more' ? '≥' : '≤'} ${printed(goal)}`,
    last ? `recorded ${printed(last.ratio)}` : 'never recorded',
  ];
  const line = told.filter(Boolean).join(', ');
  const isWorse =
    last !== undefined &&
    (better === 'more' ? ratio.ratio < last.ratio * (1 - WORSE) : ratio.ratio > last.ratio * (1 + WORSE));
  return isWorse ? { line: styleText('red', `${line}: WORSE`), isWorse } : { line, isWorse };
}

/**
 * In the place of what was recorded of this bench before.
 * @param {string} bench
 * @param {readonly Ratio[]} ratios
 * @returns {Promise<string>} the file, as seen from the root
 */
export async function keepRatios(bench, ratios) {
  /** @type {Recorded} */
  const record = {
    command: `npm run bench -- record ${bench}`,
    machine: machineShape(),
    on: new Date().toISOString().slice(0, 10),
    ratios: ratios.map((it) => ({
      ...it,
      ratio: rounded(it.ratio),
      spread: [rounded(it.spread[0]), rounded(it.spread[1])],
    })),
  };
  const file = fileOf(bench);
  mkdirSync(join(file, '..'), { recursive: true });
  // Only now: what it leans on may have been installed a moment ago.
  const { inOurShape } = await import('./our-shape.mjs');
  writeFileSync(file, await inOurShape(file, JSON.stringify(record)));
  return relative(ROOT, file);
}

/** What stands beside a figure so that it can be read elsewhere: never the name of a machine. */
function machineShape() {
  const cores = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const busy = Math.round((loadavg()[0] ?? 0) / cores.length);
  return `${cores.length} × ${cores[0]?.model.trim() ?? 'unknown'}, ${memory} GiB, Node ${process.versions.node}, ${busy} programs a core waiting meanwhile`;
}

/** @param {number} figure */
const rounded = (figure) => Number(figure.toPrecision(4));

/** @param {number} figure */
export function printed(figure) {
  if (figure >= 100) return figure.toFixed(0);
  if (figure >= 10) return figure.toFixed(1);
  return figure >= 0.1 ? figure.toFixed(2) : figure.toPrecision(2);
}
