import { parentPort } from 'node:worker_threads';
import { toXlsx, type SheetHead, type SheetRow } from './spreadsheet';

/** What the thread is told, in this order: heads, each followed by its rows and its totals, then the end. */
export type ToThread =
  | { readonly head: SheetHead }
  | { readonly rows: readonly SheetRow[] }
  | { readonly totals: readonly SheetRow[] }
  | { readonly end: true };

interface Collected extends SheetHead {
  readonly rows: SheetRow[];
  totals: readonly SheetRow[];
}

/** A thread of its own: the workbook is written in one go, and whoever else asks the process is not to wait for it. */
const sheets: Collected[] = [];
parentPort!.on('message', (told: ToThread) => {
  if ('head' in told) sheets.push({ ...told.head, rows: [], totals: [] });
  else if ('rows' in told) for (const row of told.rows) sheets.at(-1)!.rows.push(row);
  else if ('totals' in told) sheets.at(-1)!.totals = told.totals;
  else void toXlsx(sheets).then((bytes) => parentPort!.postMessage(bytes, [bytes.buffer as ArrayBuffer]));
});
