/** What a campaign came to. */
export interface Report {
  readonly harms: Readonly<Record<string, number>>;
  readonly done: Readonly<Record<string, number>>;
  readonly commands: number;
  readonly unanswered: number;
  readonly checks: number;
  readonly broken: readonly string[];
}
