import { z } from 'zod';
import { businessDate, money, uuid } from './primitives';
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

/** Why a refund has no payment order. */
export const refundOrderObstacles = [
  'requisites_missing',
  'account_missing',
  'account_wrong',
  'under_way',
  'currency',
  'seller_account_wrong',
] as const;

export const refundOrdersQuery = z.object({
  /** Left out: every seller. A file is of one bank account, so of one seller. */
  seller: z.string().max(60).optional(),
});

/** An approved refund that a bank is to pay: what cards took is not in it. */
export const refundOrder = z
  .object({
    refundId: uuid,
    accountId: uuid,
    accountName: z.string(),
    seller: z.string(),
    amount: money,
    /** The number and day of its payment order, once one was drawn up that a bank still takes. */
    number: z.number().int().nullable(),
    datedOn: businessDate.nullable(),
    payee: z.object({ name: z.string(), inn: z.string(), account: z.string(), bic: z.string() }).nullable(),
    /** Why it cannot be paid by a bank yet; null when it can. */
    obstacle: z.object({ code: z.enum(refundOrderObstacles), text: z.string() }).nullable(),
  })
  .meta({ id: 'RefundOrder' });
export const refundOrders = z.object({ items: z.array(refundOrder) }).meta({ id: 'RefundOrders' });

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
  refundOrders: route({
    method: 'GET',
    path: '/exports/refund-orders',
    tag: 'Accounting',
    who: 'accountant, administrator',
    summary: 'Approved refunds that a bank is to pay, and why some cannot be paid yet',
    query: refundOrdersQuery,
    answer: refundOrders,
  }),
  refundOrdersFile: route({
    method: 'GET',
    path: '/exports/refund-orders/file',
    tag: 'Accounting',
    who: 'accountant, administrator',
    summary:
      'Payment orders of those refunds for a bank client program (1CClientBankExchange, windows-1251); a refund keeps its number for ten days',
    query: refundOrdersQuery,
    answerType: 'text/plain',
  }),
} as const;

export type ExportPeriodDto = z.infer<typeof exportPeriodQuery>;
export type RefundOrderDto = z.infer<typeof refundOrder>;
