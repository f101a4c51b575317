import { v7 } from 'uuid';

let counter = Math.floor(Math.random() * 0x4000_0000);

/**
 * A new id that says when (UUIDv7), made by the program and never by a sequence: the schema spreads by account
 * (decision 0005). Ids this process makes at one instant, where the sandbox clock stands, sort in the order
 * they were made, until a counter of 2³² comes round.
 */
export function newId(now: Date): string {
  counter = (counter + 1) >>> 0;
  return v7({ msecs: now.getTime(), seq: counter });
}
