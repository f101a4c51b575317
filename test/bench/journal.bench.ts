import { routes } from '@rocket/contracts';
import { setTimeout as pause } from 'node:timers/promises';
import { ENTRIES, LongJournal, Times } from './long-journal';
import type { Measure } from './measure';

let journal: LongJournal;
const times = new Times();
const open = async (): Promise<void> => {
  journal = await LongJournal.open();
};
const close = async (): Promise<void> => {
  times.tell();
  await journal.close();
};

const needs = { needsBuild: true, needsPostgres: true };
const page = (query: Record<string, unknown>) =>
  journal.owner.asks(routes.entries, { params: { id: journal.accountId }, query: { limit: 50, ...query } });

/** Reads page after page of a list, and from its beginning when it has ended. */
const pageByPage = (
  what: string,
  filter: () => Record<string, unknown>,
  from: () => Promise<string | undefined>,
) => {
  let cursor: string | undefined;
  return {
    ...needs,
    name: `Journal of ${ENTRIES} entries, ${what}`,
    unit: 'pages',
    prepare: async () => {
      await open();
      cursor = await from();
    },
    run: async () => {
      const { nextCursor } = await times.of(() => page({ ...filter(), cursor }));
      cursor = nextCursor ?? undefined;
    },
    finish: close,
  } satisfies Measure;
};

/** The cursor of nine tenths of the way, reached by large pages. */
async function deep(): Promise<string | undefined> {
  let cursor: string | undefined;
  for (let read = 0; read < ENTRIES * 0.9; read += 200)
    cursor = (await page({ limit: 200, cursor })).nextCursor ?? undefined;
  return cursor;
}
const fromTop = async (): Promise<undefined> => undefined;
const none = () => ({});

/** A file taken away, and how long the most patient of all others waits for an answer meanwhile. */
const file = (format: 'csv' | 'xlsx'): Measure => {
  let longest = 0;
  return {
    ...needs,
    name: `Journal of ${ENTRIES} entries as ${format.toUpperCase()}`,
    unit: 'files',
    prepare: open,
    run: async () => {
      let isUnderWay = true;
      const others = (async () => {
        while (isUnderWay) {
          const begun = performance.now();
          await fetch(`${journal.url}/health/live`);
          longest = Math.max(longest, performance.now() - begun);
          await pause(5);
        }
      })();
      await times.of(() =>
        journal.owner.downloads(`/accounts/${journal.accountId}/entries/file?format=${format}`),
      );
      isUnderWay = false;
      await others;
    },
    finish: async () => {
      console.log(`    others waited ${longest.toFixed(0)} ms at most`);
      await close();
    },
  };
};

export const measures: readonly Measure[] = [
  {
    ...needs,
    name: `Journal of ${ENTRIES} entries, its first page`,
    unit: 'pages',
    prepare: open,
    run: () => times.of(() => page({})),
    finish: close,
  },
  pageByPage('from the top on', none, fromTop),
  pageByPage('deep down', none, deep),
  pageByPage('one in a thousand, page by page', () => ({ kind: 'bonus_revoke' }), fromTop),
  pageByPage('those of months ago, page by page', () => ({ to: '2026-06-30' }), fromTop),
  file('csv'),
  file('xlsx'),
];
