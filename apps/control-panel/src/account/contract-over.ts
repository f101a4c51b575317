import type { AccountDto } from '@rocket/contracts';

/** Nothing runs, and nothing is paid for any more (rule 23): the server refuses, and no button leads there. */
export const isContractOver = ({ state }: Pick<AccountDto, 'state'>): boolean =>
  state === 'terminated' || state === 'erased';
