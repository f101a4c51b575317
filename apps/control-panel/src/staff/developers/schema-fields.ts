import { resolved, type OpenApi, type Schema } from './open-api';

export type Kind =
  | 'string'
  | 'number'
  | 'integer'
  | 'boolean'
  | 'object'
  | 'array'
  | 'date'
  | 'instant'
  | 'uuid'
  | 'any';

/** One field of a body, however deep: `limits[].unit`. */
export interface FieldRow {
  readonly path: string;
  readonly name: string;
  readonly kinds: readonly Kind[];
  /** Of a list: what its items are. */
  readonly of: readonly Kind[];
  readonly required: boolean;
  readonly nullable: boolean;
  /** Values as they stand on the wire. */
  readonly oneOf: readonly string[];
  readonly length: Bounds | null;
  readonly value: Bounds | null;
  readonly items: Bounds | null;
}

export interface Bounds {
  readonly least: number | null;
  readonly most: number | null;
}

const FORMATS: Readonly<Record<string, Kind>> = { date: 'date', 'date-time': 'instant', uuid: 'uuid' };

/** The fields of a schema in its own order, those of nested objects under them. */
export function fieldsOf(api: OpenApi, schema: Schema, above = ''): FieldRow[] {
  const { properties = {}, required = [] } = resolved(api, schema);
  return Object.entries(properties).flatMap(([name, property]) => {
    const path = `${above}${name}`;
    const variants = variantsOf(api, property);
    const row = rowOf(api, path, name, variants, required.includes(name));
    const inner = variants.flatMap((one) => {
      if (one.properties) return fieldsOf(api, one, `${path}.`);
      const item = one.items && resolved(api, one.items);
      return item?.properties ? fieldsOf(api, item, `${path}[].`) : [];
    });
    return [row, ...inner];
  });
}

const variantsOf = (api: OpenApi, schema: Schema): Schema[] => {
  const whole = resolved(api, schema);
  if (whole.anyOf) return whole.anyOf.flatMap((one) => variantsOf(api, one));
  return Array.isArray(whole.type) ? whole.type.map((type: string) => ({ ...whole, type })) : [whole];
};

function rowOf(
  api: OpenApi,
  path: string,
  name: string,
  variants: readonly Schema[],
  required: boolean,
): FieldRow {
  const values = variants.filter(({ type }) => type !== 'null');
  const items = values.flatMap((one) => (one.items ? variantsOf(api, one.items) : []));
  return {
    path,
    name,
    kinds: distinct(values.map(kindOf)),
    of: distinct(items.map(kindOf)),
    required,
    nullable: values.length < variants.length,
    oneOf: distinct([...values, ...items].flatMap(valuesOf)),
    length: boundsOf(values, 'minLength', 'maxLength'),
    value: boundsOf(values, 'minimum', 'maximum'),
    items: boundsOf(values, 'minItems', 'maxItems'),
  };
}

const distinct = <T>(all: readonly T[]): T[] => [...new Set(all)];

const kindOf = ({ type, format, enum: values }: Schema): Kind =>
  FORMATS[format ?? ''] ?? ((type ?? (values ? 'string' : 'any')) as Kind);

const valuesOf = (schema: Schema): string[] =>
  (schema.const === undefined ? (schema.enum ?? []) : [schema.const]).map(String);

/** Whatever a machine cannot count beyond is no bound of ours. */
function boundsOf(
  schemas: readonly Schema[],
  low: 'minLength' | 'minimum' | 'minItems',
  high: 'maxLength' | 'maximum' | 'maxItems',
): Bounds | null {
  const said = (value: number | undefined): number | null =>
    value === undefined || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? null : value;
  const least = said(schemas.find((one) => one[low] !== undefined)?.[low]);
  const most = said(schemas.find((one) => one[high] !== undefined)?.[high]);
  return least === null && most === null ? null : { least, most };
}
