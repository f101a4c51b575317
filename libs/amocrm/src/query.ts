/** A query as a web framework hands it over: a repeated parameter is a list, so nothing is taken on trust. */
export type Query = Readonly<Record<string, unknown>>;

/** The parameter's text; `undefined` when absent. A repeated or nested parameter goes to `refuse`. */
export function textIn(query: Query, name: string, refuse: (field: string) => Error): string | undefined {
  const value = Object.hasOwn(query, name) ? query[name] : undefined;
  if (value === undefined) return undefined;
  if (typeof value !== 'string') throw refuse(name);
  return value;
}
