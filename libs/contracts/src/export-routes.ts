import { z } from 'zod';
import { businessDate } from './primitives';
import { route } from './route';

/** Both days included. */
export const exportPeriodQuery = z
  .object({
    from: businessDate,
    to: businessDate,
    /** Left out: every seller. */
    seller: z.string().max(60).optional(),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'Конец периода раньше начала' });

/** Files that other programs of an accountant load. */
export const exportRoutes = {
  enterpriseData: route({
    method: 'GET',
    path: '/exports/enterprise-data',
    tag: 'Accounting',
    who: 'account_manager, accountant, administrator',
    summary:
      'For 1C: invoices, sales, tax invoices, corrections and movements of money of a period, with counterparties and contracts (EnterpriseData 1.17)',
    query: exportPeriodQuery,
    answerType: 'application/xml',
  }),
} as const;

export type ExportPeriodDto = z.infer<typeof exportPeriodQuery>;
