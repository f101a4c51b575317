import { z } from 'zod';

/** The languages people are written to in. */
export const languages = ['ru', 'en'] as const;
export type Language = (typeof languages)[number];

/** The language the words of an answer are in. */
export const language = z.enum(languages);
