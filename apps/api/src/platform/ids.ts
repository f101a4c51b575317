import { createHash, randomFillSync } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { v7 } from 'uuid';

let counter = Math.floor(Math.random() * 0x4000_0000);

const ID_BYTES = 16;
/** Random bytes for many ids at once: asking the system for each took a run of renewals more time than its plans. */
const pool = Buffer.allocUnsafe(ID_BYTES * 256);
let used = pool.length;

function randomBytes(): Buffer {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += ID_BYTES;
  return pool.subarray(used - ID_BYTES, used);
}

/**
 * A new id that says when (UUIDv7), made by the program and never by a sequence: the schema spreads by account
 * (decision 0005). Ids this process makes at one instant, where the sandbox clock stands, sort in the order
 * they were made, until a counter of 2³² comes round.
 */
export function newId(now: Date): string {
  counter = (counter + 1) >>> 0;
  return v7({ msecs: now.getTime(), seq: counter, random: randomBytes() });
}

/** Writes a new id as its sixteen bytes: for thousands that nobody has to read. */
export function writeNewId(now: Date, into: Uint8Array, at: number): void {
  counter = (counter + 1) >>> 0;
  v7({ msecs: now.getTime(), seq: counter, random: randomBytes() }, into, at);
}

/**
 * An id made of a key: the same key gives the same one, whoever asks and whenever. It does not say when, so nothing that people
 * see in a list has one.
 */
export function idOfKey(key: string): string {
  const bytes = createHash('sha256').update(key).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80; // version 8: made by a rule of our own
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/**
 * The id of what a request makes in an account, when it came with an Idempotency-Key: the same request makes the same thing,
 * even when the process died between the commit and the kept answer. It is remembered in the transaction of the deed, so a
 * request that was refused has made nothing.
 */
export async function idOfRequest(
  tx: EntityManager,
  accountId: string,
  requestKey: string | null,
  now: Date,
): Promise<string> {
  const id = newId(now);
  if (requestKey === null) return id;
  const request = createHash('sha256').update(requestKey).digest();
  const isFirst = await tx.query(
    `insert into request_made (account_id, request, id, made_at, kept_since) values ($1, $2, $3, $4, now())
     on conflict do nothing returning id`,
    [accountId, request, id, now],
  );
  if (isFirst.length > 0) return id;
  const [made] = await tx.query('select id from request_made where account_id = $1 and request = $2', [
    accountId,
    request,
  ]);
  return made.id;
}
