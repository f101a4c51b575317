import { z } from 'zod';
import { documentView } from './documents';
import { businessDate } from './primitives';
import { route } from './route';
import { SPENDER } from './who';

/** Both days included. */
export const reconcile = z
  .strictObject({ from: businessDate, to: businessDate })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'Конец раньше начала' });

export type ReconcileDto = z.infer<typeof reconcile>;

export const reconciliationRoutes = {
  reconcile: route({
    method: 'POST',
    path: '/accounts/:id/reconciliations',
    tag: 'Accounting',
    who: SPENDER,
    summary: 'Draws up an act of reconciliation of a period: PDF, XLSX and XML',
    body: reconcile,
    answer: documentView,
    idempotent: true,
  }),
} as const;
