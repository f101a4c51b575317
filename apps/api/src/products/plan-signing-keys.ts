/** A licence says the truth for an hour, and a product that cannot reach us may believe it for a day more. */
export const LICENCE_LIFE_SECONDS = 3_600;
export const LICENCE_GRACE_SECONDS = 86_400;

const DAY_MS = 86_400_000;
/** How long one key signs. */
export const SIGNS_MS = 90 * DAY_MS;
/** How long a key stands in the key set before it signs: longer than anybody keeps the set. */
export const PUBLISHED_AHEAD_MS = DAY_MS;
/** Clocks of products differ a little from ours, and a licence is given for up to a minute. */
const MARGIN_MS = 3_600_000;
const LAST_LICENCE_MS = (LICENCE_LIFE_SECONDS + LICENCE_GRACE_SECONDS) * 1_000 + MARGIN_MS;

/** A key of the key set. */
export interface SigningTurn {
  readonly id: string;
  readonly createdAt: Date;
  readonly signsFrom: Date;
}

export interface SigningPlan {
  /** From when a key that has to be made now will sign; null: none is needed. */
  readonly make: Date | null;
  /** Keys whose last licence is over, with its grace: they leave the key set. */
  readonly retire: readonly string[];
}

/** In the order they sign. */
export const inTurn = <T extends SigningTurn>(keys: readonly T[]): T[] =>
  [...keys].sort(
    (a, b) =>
      a.signsFrom.getTime() - b.signsFrom.getTime() ||
      a.createdAt.getTime() - b.createdAt.getTime() ||
      (a.id < b.id ? -1 : 1),
  );

/** The key that signs now: of those whose turn has come the last; null when there is none. */
export const signerOf = <T extends SigningTurn>(keys: readonly T[], now: Date): T | null =>
  inTurn(keys).findLast(({ signsFrom }) => signsFrom <= now) ?? null;

/** What is due for the keys in the key set. Asked as late as one likes: nothing is skipped, only later. */
export function planSigningKeys(keys: readonly SigningTurn[], now: Date): SigningPlan {
  const begun = inTurn(keys).filter(({ signsFrom }) => signsFrom <= now);
  const signer = begun.at(-1);
  const retire = begun
    .filter((_, nth) => {
      const next = begun[nth + 1];
      return next !== undefined && next.signsFrom.getTime() + LAST_LICENCE_MS <= now.getTime();
    })
    .map(({ id }) => id);
  if (!signer) return { make: now, retire };
  const waits = keys.some(({ signsFrom }) => signsFrom > now);
  const turnEnds = signer.signsFrom.getTime() + SIGNS_MS;
  const isDue = !waits && turnEnds - PUBLISHED_AHEAD_MS <= now.getTime();
  return {
    make: isDue ? new Date(Math.max(turnEnds, now.getTime() + PUBLISHED_AHEAD_MS)) : null,
    retire,
  };
}
