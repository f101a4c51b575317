import * as handovers from './handovers';
import { route } from './route';
import { SPENDER } from './who';

/** How documents reach the customer, and what the customer says to them. */
export const handoverRoutes = {
  handOverTasks: route({
    method: 'GET',
    path: '/hand-overs',
    tag: 'Documents',
    who: 'account_manager, accountant, administrator of the seller',
    summary: 'Documents whose originals have to go to customers, and how those that went did, oldest first',
    query: handovers.handOverTasksQuery,
    answer: handovers.handOverTasks,
  }),
  handOvers: route({
    method: 'GET',
    path: '/documents/:id/hand-overs',
    tag: 'Documents',
    who: 'staff',
    summary: 'How a document went to the customer, newest first, with the evidence',
    answer: handovers.handOvers,
  }),
  handOver: route({
    method: 'POST',
    path: '/documents/:id/hand-overs',
    tag: 'Documents',
    who: 'accountant, administrator of the seller',
    summary: 'Says that originals were posted, or hands the document to the EDO operator now',
    body: handovers.handOverByHand,
    answer: handovers.handOver,
    idempotent: true,
  }),
  sendDocument: route({
    method: 'POST',
    path: '/documents/:id/sending',
    tag: 'Documents',
    who: 'customer, account_manager, accountant, administrator of the seller',
    summary: 'Sends a document by e-mail now; a customer to itself and to the addresses of its requisites',
    body: handovers.sendDocument,
    answer: handovers.handOver,
    idempotent: true,
  }),
  objectToDocument: route({
    method: 'POST',
    path: '/documents/:id/objection',
    tag: 'Documents',
    who: SPENDER,
    summary: 'A reasoned refusal: silence accepts the document no more',
    body: handovers.objectToDocument,
    answer: handovers.objectionTaken,
  }),
} as const;
