import type { AccountUserDto } from '@rocket/contracts';
import { useState } from 'preact/hooks';
import { AskDialog } from '../account/data/ask-dialog';
import { ConnectionPanel } from '../account/people/connection-panel';
import { PeoplePanel } from '../account/people/people-panel';
import { useConnection } from '../account/people/reads';
import { Reread } from '../account/people/reread';
import { Ready } from '../shell/loading';
import type { StaffScreen } from './staff-screens';

/** The people of a customer and its link to amoCRM: support helps out where no owner can. */
export function AccountPeople({ me, accountId }: StaffScreen & { accountId: string }) {
  const connection = useConnection(accountId);
  const [writing, write] = useState<AccountUserDto | null>(null);
  const mayChange = me.role === 'support' || me.role === 'administrator';
  return (
    <>
      <Ready of={connection}>
        {(value) => (
          <ConnectionPanel
            connection={value}
            reader="staff"
            tokenOf={me.role === 'administrator' ? accountId : null}
            aside={mayChange && value.state === 'connected' && <Reread accountId={accountId} />}
          />
        )}
      </Ready>
      <PeoplePanel
        accountId={accountId}
        reader={{
          selfId: null,
          mayChange,
          decidesOnOwners: true,
          ...(mayChange ? { writesDown: write } : {}),
        }}
      />
      {writing && <AskDialog accountId={accountId} person={writing} onClose={() => write(null)} />}
    </>
  );
}
