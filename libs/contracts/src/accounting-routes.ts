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
  register: route({
    method: 'GET',
    path: '/registers/:kind',
    tag: 'Accounting',
    who: 'account_manager, accountant, administrator',
    summary: 'Registers of a period: receipts, documents, sales-book, advances; JSON, CSV or XLSX',
    query: accounting.registerQuery,
    answer: accounting.register,
  }),
  documentArchive: route({
    method: 'GET',
    path: '/accounts/:id/documents/archive',
    tag: 'Accounting',
    who: CUSTOMER,
    summary: 'Every document of a period in one zip',
    query: accounting.archiveQuery,
    answerType: 'application/zip',
  }),
} as const;
