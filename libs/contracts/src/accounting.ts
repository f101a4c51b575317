import { z } from 'zod';
import { entry } from './accounts';
import { documentKinds } from './documents';
import { businessDate, money, uuid } from './primitives';

/** A period of whole days, both ends included. Left out, it is everything until today. */
const days = { from: businessDate.optional(), to: businessDate.optional() };
const inOrder = {
  check: ({ from, to }: { from?: string | undefined; to?: string | undefined }) => !from || !to || from <= to,
  says: { path: ['to'], message: 'Конец периода раньше начала' },
};

export const statementFormats = ['json', 'csv', 'xlsx', 'pdf'] as const;
export const accountStatementQuery = z
  .object({ ...days, format: z.enum(statementFormats).default('json') })
  .refine(inOrder.check, inOrder.says);

const holding = z.object({ money, bonus: money });

/** Entries by the seller's day on which they happened, oldest first: opening and what follows make the closing. */
export const accountStatement = z
  .object({
    from: businessDate,
    to: businessDate,
    opening: holding,
    turnover: z.object({ moneyIn: money, moneyOut: money, bonusIn: money, bonusOut: money }),
    closing: holding,
    entries: z.array(entry.extend({ what: z.string() })),
  })
  .meta({ id: 'AccountStatement' });

export const registerKinds = ['receipts', 'documents', 'sales-book', 'advances'] as const;
export const registerFormats = ['json', 'csv', 'xlsx'] as const;
export const registerQuery = z
  .object({
    from: businessDate,
    to: businessDate,
    /** Left out: every seller, totals by currency. */
    seller: z.string().max(60).optional(),
    format: z.enum(registerFormats).default('json'),
  })
  .refine(inOrder.check, inOrder.says);
const cell = z.union([z.string(), z.number()]).nullable();
/** A table: amounts are decimal strings, dates are business dates. */
export const register = z
  .object({
    kind: z.enum(registerKinds),
    from: businessDate,
    to: businessDate,
    columns: z.array(z.object({ title: z.string(), kind: z.enum(['text', 'date', 'money', 'count']) })),
    rows: z.array(z.array(cell)),
    totals: z.array(z.array(cell)),
  })
  .meta({ id: 'Register' });

export const archiveQuery = z
  .object({
    ...days,
    kind: z.enum(documentKinds).optional(),
    /** Only these, their ids by commas; those of other accounts are not there. */
    ids: z
      .string()
      .transform((text) => text.split(','))
      .pipe(z.array(uuid).max(100, 'Не больше 100 документов за раз'))
      .optional(),
  })
  .refine(inOrder.check, inOrder.says);

export type RegisterDto = z.infer<typeof register>;
export type RegisterKind = (typeof registerKinds)[number];
export type AccountStatementDto = z.infer<typeof accountStatement>;
export type StatementFormat = (typeof statementFormats)[number];
