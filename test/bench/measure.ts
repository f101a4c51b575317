import type { Ratio } from './record';

/** One figure of `npm run bench`. A file `*.bench.ts` of this folder exports its own as `measures`. */
export interface Measure {
  /** What is done, as a reader of the figure calls it: «UPD of 3 lines as PDF». */
  readonly name: string;
  /** What is counted, in the plural: `documents`. */
  readonly unit: string;
  /** How many of them one run makes; 1 when left out. */
  readonly perRun?: number;
  /** What we aim at for each second of one core. Printed beside the figure and never judged. */
  readonly goal?: number;
  /** A PostgreSQL is started before, and its address stands in TEST_DATABASE_URL. */
  readonly needsPostgres?: boolean;
  /** What `npm start` builds is built before, unless it stands as the sources are: a stale figure is worse than none. */
  readonly needsBuild?: boolean;
  /** Before the first run, not measured. */
  prepare?(): Promise<void>;
  run(): Promise<unknown> | unknown;
  /** After the last run, not measured. */
  finish?(): Promise<void>;
}

/**
 * A bench of programs against each other measures by itself: a file exports it as `compare`, and what it yields is printed,
 * a ratio beside the one recorded last.
 * Everything is built and a PostgreSQL is there; for `compareDurably` one that loses nothing when the power goes.
 * `compareAtLength` is run only when it is named, and is given minutes.
 */
export type Compare = (seconds: number) => AsyncIterable<string | Ratio>;
