import type { AccountDto } from '@rocket/contracts';
import { Button } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { todayOf, useBalance } from '../../account/reads';
import { maySee } from '../../shell/navigation';
import { onDemand } from '../../shell/on-demand';
import { partnerWords } from '../../text/partner-words';
import type { StaffScreen } from '../staff-screens';

const MakeDialog = onDemand(() => import('./make-dialog').then((file) => file.MakeDialog));

/** The way to a partner's cabinet from the card of its account, or to make it one. */
export function Partnership({ me, account }: StaffScreen & { account: AccountDto }) {
  const w = partnerWords();
  const [isMaking, make] = useState(false);
  const asOf = useBalance(account.id).value?.asOf;
  if (account.isPartner)
    return maySee(me.role, 'partners') ? (
      <a href={`/partners/${account.id}`}>{w.open}</a>
    ) : (
      <span>{w.isPartner}</span>
    );
  return (
    <>
      <Button size="small" onClick={() => make(true)}>
        {w.make}
      </Button>
      {isMaking && asOf && <MakeDialog account={account} today={todayOf(asOf)} onClose={() => make(false)} />}
    </>
  );
}
