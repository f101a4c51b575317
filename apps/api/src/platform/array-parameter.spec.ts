import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { arrayLiteral } from './array-literal';
import { arrayParameter, newIdsParameter } from './array-parameter';
import { newId } from './ids';
import { Doorway, withPostgres } from './testing';

/** A list of each type that is said in bytes, with what is at the edges of it. */
const lists: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  uuid: fc.uuid(),
  smallint: fc.oneof(fc.integer({ min: -32_767, max: 32_767 }), fc.constantFrom(-1, 0, 255, 256)),
  integer: fc.oneof(fc.integer({ min: -(2 ** 31) + 1, max: 2 ** 31 - 1 }), fc.constantFrom(-1, 0, 65_536)),
  bigint: fc.oneof(
    fc.bigInt(-(2n ** 63n) + 1n, 2n ** 63n - 1n),
    fc.bigInt(-(2n ** 54n), 2n ** 54n),
    fc.constantFrom(-1n, 0n, 2n ** 31n, 2n ** 32n, -(2n ** 32n), 2n ** 53n),
  ),
  date: fc.oneof(
    fc
      .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10)),
    fc.constantFrom('0001-01-01', '1999-12-31', '2000-01-01', '2024-02-29', '2026-12-31', '9999-12-31'),
  ),
  text: fc.oneof(
    fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', '')),
    fc.constantFrom('', 'NULL', '{}', '\\', '"', 'ООО «Ёж»', '€'.repeat(100)),
  ),
  jsonb: fc.jsonValue({ noUnicodeString: true }).map((value) => JSON.stringify(value)),
  bytea: fc.uint8Array().map((bytes) => Buffer.from(bytes)),
};

describe('a list for a parameter', () => {
  it('is said as a text where it has no bytes of its own, or one of its elements has not', () => {
    const id = randomUUID();
    for (const [type, values] of [
      ['boolean', [true]],
      ['date', ['2027-06-01', '2027-02-30']],
      ['date', ['2027-02-28', '2027-2-28']],
      ['date', ['0000-01-01']],
      ['date', ['infinity']],
      ['date', [new Date('2027-06-01')]],
      ['uuid', [id, id.replaceAll('-', '')]],
      ['uuid', [`${id.slice(0, 8)}x${id.slice(9)}`]],
      ['uuid', [`g${id.slice(1)}`]],
      ['uuid', [`Ж${id.slice(1)}`]],
      ['integer', [1, '2']],
      ['integer', [2 ** 31]],
      ['smallint', [40_000]],
      ['bigint', ['5']],
      ['bigint', [2n ** 63n]],
      ['text', [5]],
    ] as const)
      expect(arrayParameter(type, values)).toBe(arrayLiteral(values));
    for (const type of Object.keys(lists)) expect(arrayParameter(type, [null])).toBeInstanceOf(Buffer);
  });
});

withPostgres('a list as PostgreSQL reads it (DATABASE_URL)', () => {
  let doorway: Doorway;
  let db: DataSource;

  beforeAll(async () => {
    doorway = await Doorway.open();
    db = doorway.db;
  }, 30_000);

  afterAll(() => doorway?.close(), 30_000);

  it('new ids stand where one is to be, each of its own and of that instant', async () => {
    const isToHave = Array.from({ length: 600 }, (_, nth) => nth % 3 !== 1);
    const now = new Date('2027-06-01T03:00:00Z');
    const [row] = (await db.query('select $1::uuid[] as ids', [newIdsParameter(isToHave, now)])) as {
      ids: (string | null)[];
    }[];
    expect(row!.ids.map((id) => id !== null)).toEqual(isToHave);
    const ids = [newId(now), ...row!.ids.filter((id) => id !== null), newId(now)];
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-/);
    expect(ids.every((id) => id.slice(0, 13) === ids[0]!.slice(0, 13))).toBe(true);
    expect((await db.query('select $1::uuid[] as ids', [newIdsParameter([], now)]))[0].ids).toEqual([]);
  });

  it.each(Object.entries(lists))('%s says the same in bytes and as a text', async (type, element) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(element, { freq: 6 }), { maxLength: 40 }), async (values) => {
        const bytes = arrayParameter(type, values);
        expect(bytes).toBeInstanceOf(Buffer);
        const [row] = (await db.query(
          `select $1::${type}[] is not distinct from $2::${type}[] as same, $1::${type}[]::text as bytes, $2::${type}[]::text as text`,
          [bytes, arrayLiteral(values)],
        )) as { same: boolean; bytes: string; text: string }[];
        expect(row).toEqual({ same: true, bytes: row!.text, text: row!.text });
      }),
      { numRuns: 60 },
    );
  });
});
