/** What goes wrong, in which file of the core, what is replaced and by what. */
export const BOOKS: readonly (readonly [bug: string, room: string, found: RegExp | string, by: string])[];
