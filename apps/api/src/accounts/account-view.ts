import { ownGoods, type AccountDto } from '@rocket/contracts';
import { IDLE_GROUND, type AccountRecord } from './account.store';

/** The account as the contract shows it. */
export const accountView = (account: AccountRecord): AccountDto => ({
  id: account.id,
  amocrmAccountId: account.amocrmAccountId,
  subdomain: account.subdomain,
  name: account.name,
  state: account.state,
  seller: account.seller.code,
  ...goodsOf(account),
  ...(account.seller.country === 'RU' ? {} : { country: account.seller.country }),
  offerVersion: account.offerVersion,
  ...(account.partner === null ? {} : { partner: account.partner }),
  ...(account.isPartner ? { isPartner: true } : {}),
  installedAt: account.installedAt.toISOString(),
  ...blockOf(account),
});

const blockOf = ({ heldGround, state }: AccountRecord): Pick<AccountDto, 'blockedFor'> => {
  if (heldGround === null || state === 'erased') return {};
  if (heldGround === IDLE_GROUND) return { blockedFor: 'idle' };
  return state === 'terminated' ? {} : { blockedFor: 'staff' };
};

const goodsOf = ({ seller }: AccountRecord): Pick<AccountDto, 'goods'> => {
  const goods = ownGoods(seller.goods);
  return goods ? { goods } : {};
};
