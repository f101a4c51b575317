import { z } from 'zod';

const unwrap = (schema: unknown): unknown =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodNullable ? unwrap(schema.unwrap()) : schema;

/** Every path of an object schema, its parts joined by a dot, parts before what they hold: `refund`, `refund.rule`. */
export function pathsOf(schema: unknown, under = ''): string[] {
  const whole = unwrap(schema);
  if (!(whole instanceof z.ZodObject)) return [];
  return Object.entries(whole.shape).flatMap(([name, inside]) => [
    under + name,
    ...pathsOf(inside, `${under}${name}.`),
  ]);
}

const clause = z
  .string()
  .trim()
  .min(1, 'Напишите пункт оферты')
  .max(60, 'Пункт оферты — не длиннее шестидесяти знаков');

/**
 * Where the published offer says what a term of the profile says: the path of the term → the clause, `12.2`.
 * @param paths of the terms: it is asked when something is read, as the terms hold their own clauses
 */
export const clausesOf = (paths: () => readonly string[]) =>
  z.record(z.string(), clause).superRefine((said, context) => {
    const known = new Set(paths());
    for (const path of Object.keys(said)) {
      if (known.has(path)) continue;
      context.addIssue({ code: 'custom', path: [path], message: `В условиях нет поля «${path}»` });
    }
  });
