import { Worker } from 'node:worker_threads';
import { toXlsx, type LongSpreadsheet, type SheetRow } from './spreadsheet';
import type { ToThread } from './spreadsheet-thread';

/** A workbook of so many rows takes some tens of milliseconds: less than a thread of its own. */
const AT_ONCE = 1_000;
/** Built beside whatever holds this code. */
const THREAD = new URL('./spreadsheet-thread.js', import.meta.url);

/** One long workbook at a time: each takes a few hundred megabytes of a hundred thousand rows. */
let turn: Promise<unknown> = Promise.resolve();

/**
 * An XLSX workbook of tables of any length. A long one is written by a thread of its own, in its turn: the process goes on answering.
 * @throws whatever the pieces throw
 */
export async function toXlsxAside(sheets: readonly LongSpreadsheet[]): Promise<Uint8Array> {
  const begun = await Promise.all(sheets.map(beginning));
  if (begun.every(({ rest }) => rest === null)) {
    return toXlsx(begun.map(({ sheet: { totals, ...head }, rows }) => ({ ...head, rows, totals: totals() })));
  }
  const mine = turn.then(() => inThread(begun));
  turn = mine.catch(() => undefined);
  return mine;
}

interface Begun {
  readonly sheet: LongSpreadsheet;
  readonly rows: readonly SheetRow[];
  /** What has not been read yet; null when that was all. */
  readonly rest: AsyncIterator<readonly SheetRow[]> | null;
}

async function beginning(sheet: LongSpreadsheet): Promise<Begun> {
  const pieces = sheet.pieces[Symbol.asyncIterator]();
  const rows: SheetRow[] = [];
  while (rows.length <= AT_ONCE) {
    const piece = await pieces.next();
    if (piece.done) return { sheet, rows, rest: null };
    rows.push(...piece.value);
  }
  return { sheet, rows, rest: pieces };
}

async function inThread(begun: readonly Begun[]): Promise<Uint8Array> {
  const thread = new Worker(THREAD);
  try {
    const failed = new Promise<never>((_, fail) => {
      thread.once('error', fail);
      thread.once('exit', () => fail(new Error('The thread that writes the workbook is gone')));
    });
    const tell = (message: ToThread): void => thread.postMessage(message);
    const told = (async (): Promise<Uint8Array> => {
      for (const { sheet, rows, rest } of begun) {
        const { name, heading, columns } = sheet;
        tell({ head: { name, heading, columns } });
        tell({ rows });
        for (let piece = await rest?.next(); piece && !piece.done; piece = await rest!.next())
          tell({ rows: piece.value });
        tell({ totals: sheet.totals() });
      }
      return new Promise<Uint8Array>((done) => {
        thread.once('message', done);
        tell({ end: true });
      });
    })();
    return await Promise.race([told, failed]);
  } finally {
    await thread.terminate();
  }
}
