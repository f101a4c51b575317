import { arrayLiteral } from './array-literal';
import { writeNewId } from './ids';

/** The first byte of a jsonb. */
const JSONB_VERSION = 1;

/** Types of elements by their numbers in PostgreSQL's catalogue, and how an element is said in bytes. */
const TYPES: Readonly<Record<string, { readonly oid: number; readonly say: Say }>> = {
  uuid: { oid: 2950, say: sayUuid },
  smallint: { oid: 21, say: sayInteger(2, 0x7fff) },
  integer: { oid: 23, say: sayInteger(4, 0x7fff_ffff) },
  bigint: { oid: 20, say: sayBigint },
  date: { oid: 1082, say: sayDate },
  text: { oid: 25, say: sayText([]) },
  jsonb: { oid: 3802, say: sayText([JSONB_VERSION]) },
  bytea: { oid: 17, say: sayBytes },
};

/** Adds an element with its length before it; false: it has no such form, and PostgreSQL may judge of its text. */
type Say = (to: Bytes, value: unknown) => boolean;

/**
 * A list for a parameter that is cast to an array of a type. In bytes where we know how: PostgreSQL takes them as they are, and looks at
 * each letter of a text; of ids that was an eighth of what a run cost it. As a text otherwise.
 */
export function arrayParameter(type: string, values: readonly unknown[]): Buffer | string {
  return inBytes(type, values) ?? arrayLiteral(values);
}

/** Columns of a list of things, each a parameter of a type. */
export const listOf =
  <T>(things: readonly T[]) =>
  (type: string, of: (thing: T) => unknown): Buffer | string =>
    arrayParameter(type, things.map(of));

/** New ids as a parameter that is cast to `uuid[]`: one for each that is to have one, null for the others. */
export function newIdsParameter(isToHave: readonly boolean[], now: Date): Buffer {
  const to = new Bytes(BYTES_AN_ELEMENT * (isToHave.length + 1));
  to.listOf(TYPES['uuid']!.oid, isToHave.length);
  for (let index = 0; index < isToHave.length; index += 1) {
    if (isToHave[index]) {
      to.int32(UUID_BYTES);
      to.newId(now);
    } else to.int32(NULL_LENGTH);
  }
  return to.written();
}

const BYTES_AN_ELEMENT = 20;
const LOWER_BOUND = 1;
const NULL_LENGTH = -1;
const UUID_BYTES = 16;
/** Of UTF-8, at most, for a unit of a text. */
const BYTES_A_UNIT = 3;

function inBytes(type: string, values: readonly unknown[]): Buffer | null {
  const known = TYPES[type];
  if (!known) return null;
  const to = new Bytes(BYTES_AN_ELEMENT * (values.length + 1));
  to.listOf(known.oid, values.length);
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index];
    if (value === null || value === undefined) to.int32(NULL_LENGTH);
    else if (!known.say(to, value)) return null;
  }
  return to.written();
}

/** Bytes one after the other, the high ones of a number first. */
class Bytes {
  private bytes: Buffer;
  private view: DataView;
  private length = 0;

  constructor(room: number) {
    this.bytes = Buffer.allocUnsafe(room);
    this.view = viewOf(this.bytes);
  }

  written(): Buffer {
    return this.bytes.subarray(0, this.length);
  }

  /** What stands before the elements of a list. */
  listOf(oid: number, length: number): void {
    const dimensions = length === 0 ? 0 : 1;
    const mayHaveNulls = 1;
    for (const word of [dimensions, mayHaveNulls, oid]) this.int32(word);
    if (dimensions === 0) return;
    this.int32(length);
    this.int32(LOWER_BOUND);
  }

  newId(now: Date): void {
    writeNewId(now, this.bytes, this.place(UUID_BYTES));
  }

  int8(value: number): void {
    const place = this.place(1);
    this.bytes[place] = value;
  }

  int16(value: number): void {
    const place = this.place(2);
    this.view.setInt16(place, value);
  }

  int32(value: number): void {
    const place = this.place(4);
    this.view.setInt32(place, value);
  }

  int64(value: bigint): void {
    const place = this.place(8);
    this.view.setBigInt64(place, value);
  }

  raw(bytes: Uint8Array): void {
    const place = this.place(bytes.length);
    this.bytes.set(bytes, place);
  }

  /** With the length of all of it before it. */
  text(before: readonly number[], text: string): void {
    const start = this.place(4);
    for (const byte of before) this.int8(byte);
    const most = text.length * BYTES_A_UNIT;
    const place = this.place(most);
    this.length = place + this.bytes.write(text, place, 'utf8');
    this.view.setInt32(start, this.length - start - 4);
  }

  /** @returns where so many bytes more may be written */
  private place(more: number): number {
    const place = this.length;
    this.length += more;
    if (this.length > this.bytes.length) this.makeRoom(this.length);
    return place;
  }

  private makeRoom(needed: number): void {
    const wider = Buffer.allocUnsafe(2 * needed);
    this.bytes.copy(wider);
    this.bytes = wider;
    this.view = viewOf(wider);
  }
}

const viewOf = ({ buffer, byteOffset, length }: Buffer): DataView => new DataView(buffer, byteOffset, length);

const UUID_LENGTH = 36;
/** Where in the text of a uuid each of its bytes stands. */
const PLACES = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34] as const;
const DASHES = [8, 13, 18, 23] as const;
const DASH = 45;
const NO_DIGIT = 16;
const DIGITS = Uint8Array.from({ length: 128 }, (_, code) => {
  const digit = '0123456789abcdef'.indexOf(String.fromCharCode(code).toLowerCase());
  return digit < 0 ? NO_DIGIT : digit;
});

function sayUuid(to: Bytes, value: unknown): boolean {
  if (typeof value !== 'string' || value.length !== UUID_LENGTH) return false;
  for (const place of DASHES) if (value.charCodeAt(place) !== DASH) return false;
  to.int32(UUID_BYTES);
  let all = 0;
  for (let nth = 0; nth < UUID_BYTES; nth += 1) {
    const place = PLACES[nth]!;
    const high = DIGITS[value.charCodeAt(place)] ?? NO_DIGIT;
    const low = DIGITS[value.charCodeAt(place + 1)] ?? NO_DIGIT;
    all |= high | low;
    to.int8((high << 4) | low);
  }
  return all < NO_DIGIT;
}

function sayInteger(size: 2 | 4, most: number): Say {
  return (to, value) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) return false;
    if (value > most || value < -most) return false;
    to.int32(size);
    if (size === 2) to.int16(value);
    else to.int32(value);
    return true;
  };
}

const MOST = 2n ** 63n - 1n;

function sayBigint(to: Bytes, value: unknown): boolean {
  if (typeof value !== 'bigint' || value > MOST || value < -MOST) return false;
  to.int32(8);
  to.int64(value);
  return true;
}

const DATE = /^(?!0000)\d{4}-\d\d-\d\d$/;
const MS_A_DAY = 86_400_000;
/** PostgreSQL counts days from here. */
const DAY_0 = Date.UTC(2000, 0, 1) / MS_A_DAY;

/** A day that no calendar has is left to PostgreSQL to refuse. */
function sayDate(to: Bytes, value: unknown): boolean {
  if (typeof value !== 'string' || !DATE.test(value)) return false;
  const at = new Date(value);
  if (at.getUTCDate() !== Number(value.slice(8))) return false;
  to.int32(4);
  to.int32(at.getTime() / MS_A_DAY - DAY_0);
  return true;
}

/** @param before the bytes PostgreSQL expects in front of the text */
function sayText(before: readonly number[]): Say {
  return (to, value) => {
    if (typeof value !== 'string') return false;
    to.text(before, value);
    return true;
  };
}

function sayBytes(to: Bytes, value: unknown): boolean {
  if (!(value instanceof Uint8Array)) return false;
  to.int32(value.length);
  to.raw(value);
  return true;
}
