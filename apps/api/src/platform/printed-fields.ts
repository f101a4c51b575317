import { unprintableIn } from '@rocket/documents';
import { z } from 'zod';

/**
 * A schema of what papers print. A sign that they have no letter for is refused here, by its field: later it would keep every
 * paper of that party from being drawn.
 */
export const printedFields = <T extends object>(
  schema: z.ZodType<T>,
  fields: readonly (keyof T & string)[],
): z.ZodType<T> =>
  schema.superRefine((value, context) => {
    for (const field of fields) {
      const text: unknown = value[field];
      const missing = typeof text === 'string' ? unprintableIn(text).filter(isNotRefusedYet) : [];
      if (missing.length > 0)
        context.addIssue({
          code: 'custom',
          path: [field],
          message: `В документах таких знаков нет, уберите: ${missing.map(shown).join(' ')}`,
        });
    }
  });

/** Control characters and halves of characters are refused by the contract in words of its own. */
const isNotRefusedYet = (sign: string): boolean => !/[\p{Cc}\p{Cs}]/u.test(sign);
/** What no eye sees is told by its number. */
const shown = (sign: string): string =>
  /\p{Cf}/u.test(sign) ? `U+${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}` : sign;

const named = printedFields(z.looseObject({ name: z.string() }), ['name']);
/** What of the terms of an offer stands on papers: the contract they are drawn up by. The contract of the door checks the rest. */
export const printedTerms = printedFields(z.looseObject({ title: z.string() }), ['title']);
/** What of a product stands on papers: it, its package, the services of a certificate and what is counted (form Р-1). */
export const printedProduct = printedFields(
  z.looseObject({
    name: z.string().optional(),
    tariffUnit: z.string().optional(),
    tariffs: z.array(named).optional(),
    units: z.array(named).optional(),
  }),
  ['name', 'tariffUnit'],
);

/** What of the requisites of a party stands on its papers as it was written. */
export const PRINTED_REQUISITES = [
  'legalName',
  'shortName',
  'legalAddress',
  'bankName',
  'signatory',
  'signatoryPost',
  'accountant',
  'phone',
] as const;
