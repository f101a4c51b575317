import type { Asked } from './insist';

/** How many of each kind. */
export type Counts = Readonly<Record<string, number>>;

/** What a campaign came to. */
export interface Report extends Readonly<Asked> {
  readonly harms: Counts;
  readonly done: Counts;
  /** Of what was done to whom, in which order: the same for the same seed. */
  readonly order: string;
  /** How often PostgreSQL said that the disk was full; null where it could not be filled. */
  readonly noSpace: number | null;
  readonly checks: Counts;
  readonly broken: readonly string[];
}

/** What replacing every process under load came to. */
export interface RolledReport extends Readonly<Asked> {
  readonly restarts: Counts;
  /** Requests the balancer passed on. */
  readonly passed: number;
  readonly done: Counts;
  readonly checks: Counts;
  readonly broken: readonly string[];
}
