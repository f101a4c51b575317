/** What a campaign came to. */
export interface Report {
  readonly harms: Readonly<Record<string, number>>;
  readonly done: Readonly<Record<string, number>>;
  readonly commands: number;
  readonly unanswered: number;
  readonly mistakes: number;
  /** How often PostgreSQL said that the disk was full; null where it could not be filled. */
  readonly noSpace: number | null;
  readonly checks: number;
  readonly broken: readonly string[];
}

/** What replacing every process under load came to. */
export interface RolledReport {
  readonly restarts: Readonly<Record<string, number>>;
  /** Requests the balancer passed on. */
  readonly passed: number;
  readonly commands: number;
  readonly done: Readonly<Record<string, number>>;
  readonly checks: number;
  readonly broken: readonly string[];
}
