/**
 * The line that is hashed for an entry's place in the chain of its account: everything that was recorded, in one canonical
 * order, after the hash of the entry before. Amounts as decimal digits, times in UTC to the microsecond as PostgreSQL keeps
 * them.
 */
export const sealText = (previousHash: string, entry: readonly (string | number | null)[]): string =>
  JSON.stringify([previousHash, ...entry]);

/** What stands before the first entry of a chain. */
export const CHAIN_START = '0'.repeat(64);
