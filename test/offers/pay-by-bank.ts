import type { StatementResultDto } from '@rocket/contracts';
import { bankFile, type Payment } from '../kit/bank-file';
import type { World } from '../kit/world';
import type { Offer } from './load-offer';

/** A payment that reached the account of an offer's seller, as its bank tells of it. */
export async function payByBank(
  world: World,
  { profile }: Offer,
  wish: Pick<Payment, 'amount' | 'payer' | 'purpose'>,
): Promise<StatementResultDto['lines'][number]> {
  const payeeAccount = profile.requisites.settlementAccount!;
  const { lines } = await world.importsStatement(bankFile([await world.payment({ ...wish, payeeAccount })]));
  return lines[0]!;
}
