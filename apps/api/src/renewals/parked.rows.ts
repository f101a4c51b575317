import type { ParkedAccountDto } from '@rocket/contracts';

type Because = ParkedAccountDto['because'];

const SIGNS: readonly (readonly [Because, RegExp])[] = [
  ['stays_due', /stays due on/],
  ['busy', /lock timeout|deadlock|could not serialize|statement timeout/i],
  ['database_away', /ECONNREFUSED|ECONNRESET|Connection terminated|too many clients|shutting down/i],
  ['refused_by_database', /QueryFailedError|violates|duplicate key|append-only/i],
  ['terms_unreadable', /DecimalError|RangeError|Not a |TypeError|SyntaxError/],
];

/** What kind of trouble a thrown text tells of: the panel says in words what it means and what to do. */
export const parkedBecause = (cause: string): Because =>
  SIGNS.find(([, sign]) => sign.test(cause))?.[0] ?? 'unknown';
