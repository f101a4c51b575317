import { ConnectionPanel } from '../../account/people/connection-panel';
import { PeoplePanel } from '../../account/people/people-panel';
import { useConnection } from '../../account/people/reads';
import { Reread } from '../../account/people/reread';
import type { CustomerMe } from '../../session';
import { Ready } from '../../shell/loading';
import { Page } from '../../shell/page';
import { peopleWords } from '../../text/people-words';
import { words } from '../../text/words';
import { mayAdminister } from '../may-spend';
import { CessionPanel } from '../cession/cession-panel';
import { SeatsPanel } from './seats-panel';

/** Who of the amoCRM account comes in here and what they may do (rule 30), with the state of the link to amoCRM. */
export default function People({ me }: { me: CustomerMe }) {
  const accountId = me.account.id;
  const connection = useConnection(accountId);
  const mayChange = mayAdminister(me);
  const reader = { selfId: me.id, mayChange, decidesOnOwners: me.level === 'owner' };
  return (
    <Page
      title={words.value.nav.people}
      lead={peopleWords().lead}
      actions={
        <>
          <a class="button button-secondary" href="/my-data">
            {peopleWords().myData}
          </a>
          {mayChange && connection.value?.state === 'connected' && <Reread accountId={accountId} />}
        </>
      }
    >
      <Ready of={connection}>
        {(value) => (
          <ConnectionPanel connection={value} reader="customer" tokenOf={mayChange ? accountId : null} />
        )}
      </Ready>
      <PeoplePanel accountId={accountId} reader={reader} />
      <CessionPanel me={me} />
      {connection.value?.seats && <SeatsPanel me={me} />}
    </Page>
  );
}
