import { NoticeList } from '../account/notice-list';
import type { CustomerMe } from '../session';
import { Page, Panel } from '../shell/page';
import { NoticeChoice } from './notice-choice';
import { words } from '../text/words';

export default function Notices({ me }: { me: CustomerMe }) {
  return (
    <Page title={words.value.nav.notices}>
      <Panel>
        <NoticeList accountId={me.account.id} />
      </Panel>
      <NoticeChoice accountId={me.account.id} />
    </Page>
  );
}
