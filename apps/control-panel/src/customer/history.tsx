import { entryKinds } from '@rocket/contracts';
import { lazy, useLocation } from 'preact-iso';
import { EntryList, StatementPeriod } from '../account/entry-list';
import { chosen, Filter } from '../account/filter';
import type { CustomerMe } from '../session';
import { Page, Panel } from '../shell/page';
import { words } from '../text/words';

const ActsForCustomer = lazy(() => import('./acts-for-customer'));

export default function History({ me }: { me: CustomerMe }) {
  const t = words.value;
  const kind = chosen(useLocation().query['kind'], entryKinds);
  return (
    <Page title={t.nav.history}>
      <Filter
        name="kind"
        label={t.history.filter}
        all={t.common.all}
        choices={entryKinds.map((one) => [one, t.history.kinds[one]] as const)}
      />
      <StatementPeriod accountId={me.account.id} />
      <Panel>
        <EntryList accountId={me.account.id} kind={kind} />
      </Panel>
      {!kind && <ActsForCustomer accountId={me.account.id} />}
    </Page>
  );
}
