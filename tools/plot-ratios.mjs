// @ts-check
// `npm run bench -- plot`: every recorded ratio that has a goal, by how many times it is better than that goal; and all of them in
// the table of docs/performance.md.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { ROOT } from './bootstrap.mjs';
import { inOurShape } from './our-shape.mjs';
import { printed, recordOf, RECORDED } from './recorded-ratios.mjs';

/** @typedef {import('../test/bench/record').Ratio} Ratio */
/** @typedef {{ name: string, times: number, from: number, to: number }} Row */

const WIDTH = 1080;
const LEFT = 620;
const RIGHT = 40;
const TOP = 64;
const ROW = 26;
const GROUP = 34;
/** Ends of the axis, in times the goal; what lies beyond stands at the end. */
const ENDS = /** @type {const} */ ([0.1, 10]);
const TICKS = [0.1, 0.2, 0.5, 1, 2, 5, 10];

const PAGE = join(ROOT, 'docs/performance.md');
const PICTURE = join(ROOT, 'docs/performance.svg');

/**
 * Draws docs/performance.svg from test/bench/recorded, and writes the table of docs/performance.md.
 * @returns {Promise<string[]>} the files, as seen from the root
 */
export async function plotRatios() {
  const records = readdirSync(RECORDED)
    .map((file) => basename(file, '.json'))
    .sort()
    .flatMap((bench) => {
      const record = recordOf(bench);
      return record ? [{ bench, record }] : [];
    });
  const groups = records
    .map(({ bench, record }) => ({ bench, rows: record.ratios.flatMap(rowOf) }))
    .filter(({ rows }) => rows.length > 0);
  writeFileSync(PICTURE, drawn(groups));
  const [before, , after] = readFileSync(PAGE, 'utf8').split(/(<!-- figures -->[^]*<!-- \/figures -->)/);
  const page = `${before}<!-- figures -->\n\n${records.map(tableOf).join('\n\n')}\n\n<!-- /figures -->${after}`;
  writeFileSync(PAGE, await inOurShape(PAGE, page));
  return [PICTURE, PAGE].map((file) => relative(ROOT, file));
}

/** @param {{ record: import('./recorded-ratios.mjs').Recorded }} of */
function tableOf({ record: { command, machine, on, ratios } }) {
  const head = `\`${command}\`, ${on}, ${machine}:\n\n| ratio | middle | spread | goal |\n| --- | ---: | ---: | ---: |`;
  const rows = ratios.map(
    ({ name, better, ratio, spread, goal }) =>
      `| ${name} | ${printed(ratio)} | ${spread.map(printed).join('–')} | ${goal === undefined ? '' : `${better === 'more' ? '≥' : '≤'} ${goal}`} |`,
  );
  return [head, ...rows].join('\n');
}

/** @param {Ratio} ratio @returns {Row[]} */
function rowOf({ name, better, ratio, spread, goal }) {
  if (goal === undefined) return [];
  /** @param {number} value */
  const times = (value) => (better === 'more' ? value / goal : goal / value);
  const [from, to] = spread.map(times).sort((a, b) => a - b);
  return [
    {
      name: `${name} (${better === 'more' ? '≥' : '≤'} ${goal})`,
      times: times(ratio),
      from: from ?? 0,
      to: to ?? 0,
    },
  ];
}

/** @param {number} times */
function across(times) {
  const [least, most] = ENDS.map(Math.log);
  const share =
    (Math.log(Math.min(Math.max(times, ENDS[0]), ENDS[1])) - (least ?? 0)) / ((most ?? 1) - (least ?? 0));
  return Math.round((LEFT + share * (WIDTH - LEFT - RIGHT)) * 10) / 10;
}

/** @param {{ bench: string, rows: Row[] }[]} groups */
function drawn(groups) {
  const height = TOP + groups.reduce((sum, { rows }) => sum + GROUP + rows.length * ROW, 0) + 24;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="PT Sans, Helvetica, Arial, sans-serif" font-size="13" role="img" aria-label="Recorded ratios beside their goals">`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    `<text x="20" y="26" font-size="16" font-weight="700" fill="#1f2937">Recorded ratios beside their goals</text>`,
    `<text x="20" y="46" fill="#6b7280">Times better than the goal, logarithmic; the line is the spread of the rounds</text>`,
    ...TICKS.map((tick) => {
      const isGoal = tick === 1;
      return (
        `<line x1="${across(tick)}" x2="${across(tick)}" y1="${TOP + 8}" y2="${height - 20}" stroke="${isGoal ? '#374151' : '#e5e7eb'}"${isGoal ? ' stroke-dasharray="4 3"' : ''}/>` +
        `<text x="${across(tick)}" y="${TOP}" text-anchor="middle" fill="${isGoal ? '#1f2937' : '#6b7280'}">${isGoal ? 'goal' : `${tick}×`}</text>`
      );
    }),
  ];
  let y = TOP;
  for (const { bench, rows } of groups) {
    y += GROUP;
    parts.push(
      `<text x="20" y="${y}" font-weight="700" fill="#1f2937">npm run bench -- ${written(bench)}</text>`,
    );
    for (const row of rows) {
      y += ROW;
      const colour = row.times >= 1 ? '#0f766e' : '#c2410c';
      parts.push(
        `<text x="${LEFT - 16}" y="${y + 4}" text-anchor="end" fill="#374151">${written(row.name)}</text>`,
        `<line x1="${across(row.from)}" x2="${across(row.to)}" y1="${y}" y2="${y}" stroke="${colour}" stroke-width="3" stroke-linecap="round" opacity="0.45"/>`,
        `<circle cx="${across(row.times)}" cy="${y}" r="5" fill="${colour}"/>`,
      );
    }
  }
  return `${[...parts, '</svg>'].join('\n')}\n`;
}

/** @param {string} text */
const written = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
