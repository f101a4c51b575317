import type { AccountDto, DocumentDto } from '@rocket/contracts';
import { Button } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { DocumentList } from '../../account/document-list';
import { paperName } from '../../account/paper-name';
import { ReconcileDialog } from '../../account/reconcile-dialog';
import { todayOf, useBalance } from '../../account/reads';
import { officeWords } from '../../text/office-words';
import { papersWords } from '../../text/papers-words';
import type { StaffScreen } from '../staff-screens';
import { DocumentDialog } from './document-dialog';

/** The documents of an account for the staff: each opens with its stages and hand-overs. */
export function AccountDocuments({ me, account }: StaffScreen & { account: AccountDto }) {
  const o = officeWords();
  const [opened, open] = useState<DocumentDto | null>(null);
  const [reconciling, reconcile] = useState(false);
  const asOf = useBalance(account.id).value?.asOf;
  return (
    <>
      {me.role !== 'support' && (
        <div class="row">
          <Button size="small" onClick={() => reconcile(true)}>
            {papersWords().reconcile}
          </Button>
        </div>
      )}
      <DocumentList
        accountId={account.id}
        acts={(one) => (
          <Button size="small" kind="quiet" label={o.openPaper(paperName(one))} onClick={() => open(one)}>
            {o.open}
          </Button>
        )}
      />
      {reconciling && asOf && (
        <ReconcileDialog accountId={account.id} today={todayOf(asOf)} onClose={() => reconcile(false)} />
      )}
      {opened && (
        <DocumentDialog
          me={me}
          accountId={account.id}
          accountName={account.name}
          document={opened}
          onClose={() => open(null)}
        />
      )}
    </>
  );
}
