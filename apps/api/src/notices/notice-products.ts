type Facts = Readonly<Record<string, unknown>>;

/** Facts name products by their codes: these are the ones a text will want to call by name. */
export const productsIn = (facts: Facts): string[] =>
  [facts, ...((facts['charges'] as Facts[] | undefined) ?? [])].flatMap((each) =>
    typeof each['productCode'] === 'string' ? [each['productCode']] : [],
  );

/** The same facts with the names of their products beside the codes. */
export const named = (facts: Facts, names: ReadonlyMap<string, string>): Facts => ({
  ...facts,
  ...(typeof facts['productCode'] === 'string'
    ? { productName: names.get(facts['productCode']) ?? facts['productCode'] }
    : {}),
  ...(Array.isArray(facts['charges'])
    ? { charges: (facts['charges'] as Facts[]).map((each) => named(each, names)) }
    : {}),
});
