/** How far a run was at a moment of this browser's own watch, which goes on while the clock of a sandbox stands. */
export interface Mark {
  readonly done: number;
  readonly atMs: number;
}

export interface Pace {
  readonly perSecond: number;
  readonly secondsLeft: number;
}

/** Accounts a second between two looks, and how long the rest takes at that pace; null before anything moved. */
export function paceOf(first: Mark, now: Mark, due: number): Pace | null {
  const seconds = (now.atMs - first.atMs) / 1000;
  const done = now.done - first.done;
  if (seconds <= 0 || done <= 0) return null;
  const perSecond = done / seconds;
  return { perSecond, secondsLeft: Math.ceil(Math.max(0, due - now.done) / perSecond) };
}
