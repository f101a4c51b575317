import { routes, type PersonalDataCopyDto, type PersonalDataRequestDto } from '@rocket/contracts';
import { Alert, Button, EmptyState } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { AskDialog } from '../account/data/ask-dialog';
import { RequestTable } from '../account/data/request-table';
import { usePeople } from '../account/people/reads';
import { call } from '../api';
import { refusalText } from '../form/refusal-text';
import { refresh, useList } from '../load';
import type { CustomerMe } from '../session';
import { More, Ready } from '../shell/loading';
import { Page, Panel } from '../shell/page';
import { toasts } from '../shell/toasts';
import { personalDataWords } from '../text/personal-data-words';
import { words } from '../text/words';

type Asked = 'correction' | 'block' | 'unblock' | 'erasure';

/** What is held about the person who looks, and their rights over it (rule 32). */
export default function MyData({ me }: { me: CustomerMe }) {
  const d = personalDataWords();
  const accountId = me.account.id;
  const people = usePeople(accountId);
  const requests = useList<PersonalDataRequestDto>(`account/${accountId}/personal-data`, (cursor) =>
    call(routes.personalDataRequestsOf, { params: { id: accountId }, query: { limit: 50, cursor } }),
  );
  const [asking, ask] = useState<Asked | null>(null);
  const isClosed = people.value?.find(({ id }) => id === me.id)?.handling === 'blocked';
  const rights: readonly Asked[] = ['correction', isClosed ? 'unblock' : 'block', 'erasure'];
  return (
    <Page title={d.mine} lead={d.lead}>
      <Panel title={d.rights}>
        <ul class="panel-body stack">
          <CopyRow accountId={accountId} />
          {rights.map((one) => (
            <li key={one} class="row row-apart">
              <span class="two-lines">
                <span>{d.kinds[one]}</span>
                <small class="muted">{d.rightsText[one]}</small>
              </span>
              <Button onClick={() => ask(one)}>{d.begin[one]}</Button>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title={d.requests}>
        <Ready of={requests}>
          {(rows) =>
            rows.length === 0 ? (
              <EmptyState title={d.mineEmpty} />
            ) : (
              <>
                <RequestTable rows={rows} />
                <More of={requests} />
              </>
            )
          }
        </Ready>
      </Panel>
      {asking && <AskDialog accountId={accountId} kind={asking} onClose={() => ask(null)} />}
    </Page>
  );
}

function CopyRow({ accountId }: { accountId: string }) {
  const d = personalDataWords();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<unknown>(null);
  const take = (): void => {
    setBusy(true);
    setFailed(null);
    call(routes.takePersonalData, { params: { id: accountId }, body: {} })
      .then((copy) => {
        save(copy);
        refresh(`account/${accountId}/personal-data`);
        toasts.say(d.copyGiven(copy.number));
      }, setFailed)
      .finally(() => setBusy(false));
  };
  return (
    <li class="row row-apart">
      <span class="two-lines">
        <span>{d.kinds.copy}</span>
        <small class="muted">{d.copyText}</small>
        {failed ? <Alert tone="danger">{refusalText(words.value, failed)}</Alert> : null}
      </span>
      <Button busy={busy} onClick={take}>
        {d.copy}
      </Button>
    </li>
  );
}

/** Given to the person and kept nowhere. */
function save(copy: PersonalDataCopyDto): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(copy, null, 2)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${copy.number}.json`;
  link.click();
  URL.revokeObjectURL(url);
}
