import type { DocumentDto } from '@rocket/contracts';
import { Button } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { DocumentList } from '../account/document-list';
import { paperName } from '../account/paper-name';
import { todayOf, useBalance } from '../account/reads';
import { ReconcileDialog } from '../account/reconcile-dialog';
import type { CustomerMe } from '../session';
import { Page } from '../shell/page';
import { papersWords } from '../text/papers-words';
import { words } from '../text/words';
import { maySpend } from './may-spend';
import { AskedOfMe } from './papers/asked-of-me';
import { SendDialog } from './papers/send-dialog';

/** The customer's papers: what is asked about them now, and all of them with their stages and files (rules 18–20). */
export default function Documents({ me }: { me: CustomerMe }) {
  const p = papersWords();
  const { id } = me.account;
  const asOf = useBalance(id).value?.asOf;
  const [reconciling, reconcile] = useState(false);
  const [sending, send] = useState<DocumentDto | null>(null);
  return (
    <Page
      title={words.value.nav.documents}
      actions={maySpend(me) && <Button onClick={() => reconcile(true)}>{p.reconcile}</Button>}
    >
      <AskedOfMe accountId={id} mayDecide={maySpend(me)} />
      <DocumentList
        accountId={id}
        acts={(one) => (
          <Button size="small" kind="quiet" label={p.sendPaper(paperName(one))} onClick={() => send(one)}>
            {p.send}
          </Button>
        )}
      />
      {reconciling && asOf && (
        <ReconcileDialog accountId={id} today={todayOf(asOf)} onClose={() => reconcile(false)} />
      )}
      {sending && <SendDialog me={me} document={sending} onClose={() => send(null)} />}
    </Page>
  );
}
