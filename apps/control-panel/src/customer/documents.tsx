import { DocumentList } from '../account/document-list';
import type { CustomerMe } from '../session';
import { Page } from '../shell/page';
import { words } from '../text/words';

export default function Documents({ me }: { me: CustomerMe }) {
  return (
    <Page title={words.value.nav.documents}>
      <DocumentList accountId={me.account.id} />
    </Page>
  );
}
