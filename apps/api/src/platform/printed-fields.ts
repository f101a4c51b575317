import { unprintableIn } from '@rocket/documents';
import { z } from 'zod';

/**
 * A schema of what papers print. A sign that they have no letter for is refused here, by its field: later it would keep every
 * paper of that party from being drawn. A field of a field is named by its path: `powerOfAttorney.number`.
 */
export const printedFields = <T extends object>(
  schema: z.ZodType<T>,
  fields: readonly ((keyof T & string) | `${keyof T & string}.${string}`)[],
): z.ZodType<T> =>
  schema.superRefine((value, context) => {
    for (const field of fields) {
      const path = field.split('.');
      const text = path.reduce<unknown>((of, key) => (of as Record<string, unknown> | null)?.[key], value);
      const missing = typeof text === 'string' ? unprintableIn(text).filter(isNotRefusedYet) : [];
      if (missing.length > 0)
        context.addIssue({
          code: 'custom',
          path,
          message: `В документах таких знаков нет, уберите: ${missing.map(shown).join(' ')}`,
        });
    }
  });

/** Control characters and halves of characters are refused by the contract in words of its own. */
const isNotRefusedYet = (sign: string): boolean => !/[\p{Cc}\p{Cs}]/u.test(sign);
/** What no eye sees is told by its number. */
const shown = (sign: string): string =>
  /\p{Cf}/u.test(sign) ? `U+${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}` : sign;

/** Whatever papers call by its name: a project, the holder of a certificate. */
export const printedName = printedFields(z.looseObject({ name: z.string() }), ['name']);
/** A purchase for somebody else: the certificate names them. */
export const printedPurchase = z.looseObject({ holder: printedName.optional() });
/** What of the terms of an offer stands on papers: the contract they are drawn up by. The contract of the door checks the rest. */
export const printedTerms = printedFields(z.looseObject({ title: z.string() }), ['title']);
/** What of a product stands on papers: it, its package, the services of a certificate and what is counted (form Р-1). */
export const printedProduct = printedFields(
  z.looseObject({
    name: z.string().optional(),
    tariffUnit: z.string().optional(),
    tariffs: z.array(printedName).optional(),
    units: z.array(printedName).optional(),
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
  'powerOfAttorney.number',
] as const;
