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
