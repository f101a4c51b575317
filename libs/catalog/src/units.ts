/** What a unit of limits and metered prices is called. */
export interface NamedUnit {
  /** As limits and usage say it. */
  readonly code: string;
  readonly name: string;
  /** Null: nobody named it in English. */
  readonly english: string | null;
}

/** A unit in Russian: by its name, or by its code when the product does not name it. */
export const unitName = (units: readonly NamedUnit[], code: string): string =>
  units.find((each) => each.code === code)?.name ?? code;
