import * as accounting from './accounting';
import { route } from './route';
import { CUSTOMER } from './who';

/** What accountants take away. */
export const accountingRoutes = {
  accountStatement: route({
    method: 'GET',
    path: '/accounts/:id/statement',
    tag: 'Accounting',
    who: CUSTOMER,
    summary: 'Account statement of a period: JSON, CSV, XLSX or PDF',
    query: accounting.accountStatementQuery,
    answer: accounting.accountStatement,
  }),
} as const;
