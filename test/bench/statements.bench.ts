import { readStatement, MovementSorter } from '@rocket/payment-sources';
import { bankFile, SELLERS_ACCOUNT, type Payment } from '../kit/bank-file';
import { camtFile } from '../kit/camt-file';
import type { Measure } from './measure';

const DOCUMENTS = 2_000;
const payments = Array.from({ length: DOCUMENTS }, (_, index): Payment => ({
  amount: `${5_000 + index}.${String(index % 100).padStart(2, '0')}`,
  number: String(index + 1),
  date: '2027-03-01',
  payer: { name: `ООО "РОМАШКА ${index}"`, inn: '7700000023' },
  purpose: `Оплата по счету № ${index} от 01.03.2027 за пополнение лицевого счёта. В том числе НДС 22% - 901.64 руб.`,
}));
const ONE_C = bankFile(payments);
const CAMT = camtFile(payments);
/** A file of a hundred megabytes never stands in memory: the same pieces come again and again. */
const BIG_PIECES = Math.ceil((100 * 1024 * 1024) / ONE_C.length);
const PIECE = 64 * 1024;

function* piecesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
}

function* manyTimes(bytes: Uint8Array, times: number): Generator<Uint8Array> {
  for (let time = 0; time < times; time += 1) yield* piecesOf(bytes);
}

/** Read, and told which of it is a payment to us, as an import does before it writes. */
async function sorted(pieces: Iterable<Uint8Array>): Promise<number> {
  const sorter = new MovementSorter([SELLERS_ACCOUNT]);
  let count = 0;
  for await (const item of readStatement(pieces)) {
    if (item.type !== 'document') continue;
    if (sorter.sort(item.document)?.type === 'incoming') count += 1;
  }
  return count;
}

async function expected(pieces: Iterable<Uint8Array>, count: number): Promise<void> {
  const found = await sorted(pieces);
  if (found !== count) throw new Error(`${found} payments were found, not ${count}`);
}

let least = Infinity;
let most = 0;
function* watched(pieces: Iterable<Uint8Array>): Generator<Uint8Array> {
  for (const piece of pieces) {
    const rss = process.memoryUsage.rss();
    least = Math.min(least, rss);
    most = Math.max(most, rss);
    yield piece;
  }
}

export const measures: readonly Measure[] = [
  {
    name: '1C statement',
    unit: 'documents',
    perRun: DOCUMENTS,
    goal: 20_000,
    run: () => expected(piecesOf(ONE_C), DOCUMENTS),
  },
  {
    name: 'camt.053 statement',
    unit: 'documents',
    perRun: DOCUMENTS,
    goal: 20_000,
    run: () => expected(piecesOf(CAMT), DOCUMENTS),
  },
  {
    name: '1C statement of 100 MB',
    unit: 'documents',
    perRun: DOCUMENTS * BIG_PIECES,
    goal: 20_000,
    run: () => expected(watched(manyTimes(ONE_C, BIG_PIECES)), DOCUMENTS * BIG_PIECES),
    finish: () => {
      console.log(`    memory from ${Math.round(least / 2 ** 20)} to ${Math.round(most / 2 ** 20)} MB`);
      return Promise.resolve();
    },
  },
];
