import { NoticeList } from '../account/notice-list';
import { Panel } from '../shell/page';
import AccountEvidence from './announcements/account-evidence';

/** What the account was told, and the file that proves it. */
export const AccountNotices = ({ accountId }: { accountId: string }) => (
  <>
    <Panel padded>
      <AccountEvidence accountId={accountId} />
    </Panel>
    <Panel>
      <NoticeList accountId={accountId} />
    </Panel>
  </>
);
