/** Facts of a document as JSON and back: amounts are `bigint`, which JSON does not know. */
export const factsToJson = (facts: unknown): string =>
  JSON.stringify(facts, (_, value: unknown) =>
    typeof value === 'bigint' ? { minor: value.toString() } : value,
  );

export function factsFromJson<T>(json: unknown): T {
  if (Array.isArray(json)) return json.map((item) => factsFromJson<unknown>(item)) as T;
  if (typeof json !== 'object' || json === null) return json as T;
  const { minor } = json as { minor?: unknown };
  if (typeof minor === 'string' && Object.keys(json).length === 1) return BigInt(minor) as T;
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => [key, factsFromJson<unknown>(value)]),
  ) as T;
}
