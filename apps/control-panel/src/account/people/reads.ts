import { routes } from '@rocket/contracts';
import { call } from '../../api';
import { useLoaded } from '../../load';

/** More people than this see the first of them: a list longer than that is read in amoCRM. */
const WHOLE = 200;

export const useConnection = (id: string) =>
  useLoaded(`account/${id}/connection`, () => call(routes.connection, { params: { id } }));

export const usePeople = (id: string) =>
  useLoaded(
    `account/${id}/people`,
    async () => (await call(routes.accountUsers, { params: { id }, query: { limit: WHOLE } })).items,
  );
