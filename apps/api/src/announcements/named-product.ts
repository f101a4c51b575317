import type { Language } from '@rocket/contracts';

/** What a product is called in each language. */
export type NamedProduct = Readonly<Record<Language, string>>;
