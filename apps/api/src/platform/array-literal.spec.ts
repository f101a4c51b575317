import fc from 'fast-check';
import pg from 'pg';
import { arrayLiteral } from './array-literal';

const TEXT_ARRAY = 1009;
const BYTEA_ARRAY = 1001;
const read = (literal: string, type = TEXT_ARRAY): unknown =>
  (pg.types.getTypeParser(type, 'text') as (text: string) => unknown)(literal);

describe('a list as PostgreSQL reads it', () => {
  it('says the same texts, whatever stands in them', () => {
    const awkward = fc.constantFrom('', 'NULL', 'null', '{}', 'a,b', '"', '\\', ' ', '\u00a0', 'ООО «Ёж»');
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.oneof(awkward, fc.string()), { freq: 6 }), { maxLength: 8 }),
        (texts) => {
          expect(read(arrayLiteral(texts))).toEqual(texts);
        },
      ),
    );
  });

  it('says bytes, numbers, instants and yes or no', () => {
    expect(read(arrayLiteral([Buffer.from([0, 92, 255])]), BYTEA_ARRAY)).toEqual([Buffer.from([0, 92, 255])]);
    expect(arrayLiteral([5n, -1, true, new Date('2027-06-01T09:00:00.001Z'), undefined])).toBe(
      '{5,-1,true,"2027-06-01T09:00:00.001Z",NULL}',
    );
  });

  it('refuses what has no one text', () => expect(() => arrayLiteral([{ a: 1 }])).toThrow(TypeError));
});
