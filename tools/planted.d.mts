export interface Change {
  file: string;
  from: string;
  to: string;
}
export function planted(change: Change, root: string): string;
