import { arrayLiteral } from './array-literal';
import { writeNewId } from './ids';

/** Types of elements by their numbers in PostgreSQL's catalogue, and how an element is said in bytes. */
const TYPES: Readonly<Record<string, { readonly oid: number; readonly say: Say }>> = {
  uuid: { oid: 2950, say: sayUuid },
  smallint: { oid: 21, say: sayInteger(2, 0x7fff) },
  integer: { oid: 23, say: sayInteger(4, 0x7fff_ffff) },
  bigint: { oid: 20, say: sayBigint },
  text: { oid: 25, say: sayText },
  jsonb: { oid: 3802, say: sayJson },
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
  private length = 0;

  constructor(room: number) {
    this.bytes = Buffer.allocUnsafe(room);
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
    if (this.length + UUID_BYTES > this.bytes.length) this.makeRoom(UUID_BYTES);
    writeNewId(now, this.bytes, this.length);
    this.length += UUID_BYTES;
  }

  int8(value: number): void {
    if (this.length === this.bytes.length) this.makeRoom(1);
    this.bytes[this.length] = value;
    this.length += 1;
  }

  int16(value: number): void {
    this.int8(value >> 8);
    this.int8(value);
  }

  int32(value: number): void {
    if (this.length + 4 > this.bytes.length) this.makeRoom(4);
    const { bytes, length } = this;
    bytes[length] = value >> 24;
    bytes[length + 1] = value >> 16;
    bytes[length + 2] = value >> 8;
    bytes[length + 3] = value;
    this.length = length + 4;
  }

  /** @param most bytes that a text can come to: three for each of its units */
  text(text: string, most = text.length * 3): number {
    if (this.length + most > this.bytes.length) this.makeRoom(most);
    const written = this.bytes.write(text, this.length, 'utf8');
    this.length += written;
    return written;
  }

  raw(bytes: Uint8Array): void {
    if (this.length + bytes.length > this.bytes.length) this.makeRoom(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** Says how long that is which was written after a place: four bytes there were kept for it. */
  lengthAt(place: number): void {
    this.bytes.writeInt32BE(this.length - place - 4, place);
  }

  get place(): number {
    return this.length;
  }

  private makeRoom(more: number): void {
    const wider = Buffer.allocUnsafe(2 * this.bytes.length + more);
    this.bytes.copy(wider, 0, 0, this.length);
    this.bytes = wider;
  }
}

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
const WORD = 2 ** 32;

/** Sums are far below what a number holds exactly, and numbers are taken apart faster. */
function sayBigint(to: Bytes, value: unknown): boolean {
  if (typeof value !== 'bigint' || value > MOST || value < -MOST) return false;
  const number = Number(value);
  to.int32(8);
  if (Number.isSafeInteger(number)) {
    to.int32(Math.floor(number / WORD));
    to.int32(number % WORD);
  } else {
    to.int32(Number(BigInt.asIntN(32, value >> 32n)));
    to.int32(Number(BigInt.asIntN(32, value)));
  }
  return true;
}

function sayText(to: Bytes, value: unknown): boolean {
  if (typeof value !== 'string') return false;
  const place = to.place;
  to.int32(0);
  to.text(value);
  to.lengthAt(place);
  return true;
}

const JSONB_VERSION = 1;

function sayJson(to: Bytes, value: unknown): boolean {
  if (typeof value !== 'string') return false;
  const place = to.place;
  to.int32(0);
  to.int8(JSONB_VERSION);
  to.text(value);
  to.lengthAt(place);
  return true;
}

function sayBytes(to: Bytes, value: unknown): boolean {
  if (!(value instanceof Uint8Array)) return false;
  to.int32(value.length);
  to.raw(value);
  return true;
}
