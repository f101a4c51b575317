import { EmptyState } from '@rocket/ui';
import { useAccount, useProfile } from '../account/reads';
import { RequisitesView } from '../account/requisites-view';
import { Ready } from '../shell/loading';
import { Panel } from '../shell/page';
import { words } from '../text/words';

/** What the customer has filled in, for documents. */
export function AccountRequisites({ accountId }: { accountId: string }) {
  const s = words.value.staff.account;
  const known = useProfile(accountId);
  const account = useAccount(accountId);
  return (
    <Panel padded>
      <Ready of={known} lines={6}>
        {(value) =>
          value ? (
            <RequisitesView value={value} country={account.value?.country} />
          ) : (
            <EmptyState title={s.noRequisites} text={s.noRequisitesText} />
          )
        }
      </Ready>
    </Panel>
  );
}
