import { useAccount } from '../account/reads';

/** A link to an account of which only the id is known; its name comes after. */
export function AccountName({ id }: { id: string }) {
  const account = useAccount(id).value;
  return <a href={`/accounts/${id}`}>{account?.name ?? '…'}</a>;
}
