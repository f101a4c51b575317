import { z } from 'zod';
import { entry } from './accounts';
import { businessDate, money } from './primitives';

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

export type AccountStatementDto = z.infer<typeof accountStatement>;
export type StatementFormat = (typeof statementFormats)[number];
