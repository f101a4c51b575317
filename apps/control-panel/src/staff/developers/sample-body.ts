import { resolved, type OpenApi, type Schema } from './open-api';

/** What is known of the account and the product a call is tried for, by the names of fields. */
export interface Known {
  readonly account: number;
  readonly unit: string;
  /** The market's own time: the clock of a sandbox is not this browser's. */
  readonly at: string;
  readonly key: string;
}

/** A body a schema accepts: what must be there, filled in with what is known. */
export function sampleBody(api: OpenApi, schema: Schema, known: Known): unknown {
  const values: Readonly<Record<string, unknown>> = { ...known, quantity: 1 };
  const make = (one: Schema): unknown => {
    const whole = resolved(api, one);
    if (whole.anyOf) return make(whole.anyOf[0] ?? {});
    if (whole.const !== undefined) return whole.const;
    if (whole.enum) return whole.enum[0];
    if (whole.type === 'object') return fill(whole);
    if (whole.type === 'array') return [make(whole.items ?? {})];
    if (whole.type === 'integer' || whole.type === 'number') return Math.max(1, whole.minimum ?? 1);
    return whole.type === 'boolean' ? true : 'x'.repeat(whole.minLength ?? 1);
  };
  const fill = ({ properties = {}, required = [] }: Schema): unknown =>
    Object.fromEntries(
      required.map((name) => [
        name,
        name === 'accounts' ? [known.account] : (values[name] ?? make(properties[name] ?? {})),
      ]),
    );
  return make(schema);
}

/** The same body about another account; what cannot be read stays as it was typed. */
export function withAccount(body: string, account: number): string {
  try {
    return JSON.stringify(moved(JSON.parse(body), account), null, 2);
  } catch {
    return body;
  }
}

function moved(value: unknown, account: number): unknown {
  if (Array.isArray(value)) return value.map((one) => moved(one, account));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      if (name === 'account') return [name, account];
      return [name, name === 'accounts' ? [account] : moved(inner, account)];
    }),
  );
}
