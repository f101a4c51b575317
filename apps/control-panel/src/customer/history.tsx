import { EmptyState } from '@rocket/ui';
import { lazy, useLocation } from 'preact-iso';
import { EntryList } from '../account/entry-list';
import { Filter } from '../account/filter';
import type { CustomerMe } from '../session';
import { Page } from '../shell/page';
import { historyWords } from '../text/history-words';
import { words } from '../text/words';

const ActsForCustomer = lazy(() => import('./acts-for-customer'));
const ACTS = 'acts';

/** Debits and payments; and, apart, what staff did, which an endless list would put out of reach. */
export default function History({ me }: { me: CustomerMe }) {
  const t = words.value;
  const h = historyWords();
  const { query } = useLocation();
  const id = me.account.id;
  return (
    <Page title={t.nav.history}>
      <Filter name="view" label={h.views} all={h.money} choices={[[ACTS, h.acts]]} />
      {query['view'] === ACTS ? (
        <ActsForCustomer accountId={id} empty={<EmptyState title={h.noActs} />} />
      ) : (
        <EntryList accountId={id} />
      )}
    </Page>
  );
}
