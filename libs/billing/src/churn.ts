import type { LocalDate } from '@rocket/kernel';
import { percentOf, stepOf, type ReportBucket, type ReportStep } from './report-buckets';

/** How a product that was paid for stops being so. */
export const STOP_KINDS = ['suspended', 'declined', 'price_refused', 'terminated', 'free'] as const;
export type StopKind = (typeof STOP_KINDS)[number];
export type StartKind = 'new' | 'resumed';

/**
 * The first day of a paid period without one right before it, or the first day after one without another. `unit` is one product
 * of one account, whatever subscription of it: connecting again on the day of the end interrupts nothing. A unit turns at most
 * once each way on a day.
 */
export interface PayingTurn {
  readonly unit: string;
  readonly on: LocalDate;
  readonly kind: StartKind | StopKind;
}

export interface ChurnRow {
  readonly bucket: ReportBucket;
  readonly opening: number;
  readonly started: Readonly<Record<StartKind, number>>;
  readonly stopped: Readonly<Record<StopKind, number>>;
  readonly left: number;
  readonly closing: number;
  /** `left` of `opening` in percent; null when nobody paid at the start. */
  readonly share: string | null;
}

/** A unit that ends and begins again on one day was never away: both turns are left out. */
export function withoutTouching(turns: readonly PayingTurn[]): PayingTurn[] {
  const keyOf = ({ unit, on }: PayingTurn): string => `${unit} ${on}`;
  const of = (starts: boolean): Set<string> =>
    new Set(turns.filter((turn) => isStart(turn) === starts).map(keyOf));
  const [started, stopped] = [of(true), of(false)];
  return turns.filter((turn) => !(started.has(keyOf(turn)) && stopped.has(keyOf(turn))));
}

const isStart = ({ kind }: PayingTurn): boolean => kind === 'new' || kind === 'resumed';

/** Opening + new + resumed − left = closing, in every row; the closing of a row is the opening of the next. */
export function churnOf(
  opening: number,
  turns: readonly PayingTurn[],
  buckets: readonly ReportBucket[],
  step: ReportStep,
): ChurnRow[] {
  const byKey = new Map<LocalDate, PayingTurn[]>();
  for (const turn of withoutTouching(turns)) {
    const key = stepOf(turn.on, step);
    const known = byKey.get(key);
    if (known) known.push(turn);
    else byKey.set(key, [turn]);
  }
  let stands = opening;
  return buckets.map((bucket) => {
    const row = rowOf(bucket, stands, byKey.get(bucket.key) ?? []);
    stands = row.closing;
    return row;
  });
}

/** The rows of a period as one. */
export function churnTotal(rows: readonly ChurnRow[]): ChurnRow | null {
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return null;
  const started = { new: 0, resumed: 0 };
  const stopped = noStops();
  for (const row of rows) {
    for (const kind of ['new', 'resumed'] as const) started[kind] += row.started[kind];
    for (const kind of STOP_KINDS) stopped[kind] += row.stopped[kind];
  }
  const bucket = { key: first.bucket.key, from: first.bucket.from, to: last.bucket.to };
  return closed(bucket, first.opening, started, stopped);
}

function rowOf(bucket: ReportBucket, opening: number, turns: readonly PayingTurn[]): ChurnRow {
  const started = { new: 0, resumed: 0 };
  const stopped = noStops();
  for (const { kind } of turns) {
    if (kind === 'new' || kind === 'resumed') started[kind] += 1;
    else stopped[kind] += 1;
  }
  return closed(bucket, opening, started, stopped);
}

function closed(
  bucket: ReportBucket,
  opening: number,
  started: ChurnRow['started'],
  stopped: ChurnRow['stopped'],
): ChurnRow {
  const left = STOP_KINDS.reduce((all, kind) => all + stopped[kind], 0);
  const closing = opening + started.new + started.resumed - left;
  return { bucket, opening, started, stopped, left, closing, share: percentOf(left, opening) };
}

const noStops = (): Record<StopKind, number> => ({
  suspended: 0,
  declined: 0,
  price_refused: 0,
  terminated: 0,
  free: 0,
});
