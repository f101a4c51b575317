import { routes, type AccountDto, type OfferAcceptanceDto } from '@rocket/contracts';
import { Alert, Button, Chip, InstantText, Table, writeDate } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { useTermination } from '../../account/reads';
import { call } from '../../api';
import { useList } from '../../load';
import { More, Ready } from '../../shell/loading';
import { Panel } from '../../shell/page';
import { contractWords } from '../../text/contract-words';
import type { StaffScreen } from '../staff-screens';
import { FreeAccess } from './free-access';
import { RefundPreview } from '../../account/refund-preview';
import { RefundRequests } from './refund-requests';
import { TerminateDialog } from './terminate-dialog';

/** The contract of an account as staff see it: what was given, what was accepted, how it ends. */
export function AccountContract({ me, account }: StaffScreen & { account: AccountDto }) {
  const c = contractWords();
  const [leaving, leave] = useState(false);
  const termination = useTermination(account.id).value;
  const isOver = account.state === 'terminated' || account.state === 'erased';
  return (
    <>
      <FreeAccess me={me} account={account} />
      <Acceptances accountId={account.id} />
      <Panel
        title={c.ending}
        padded
        aside={
          !isOver &&
          termination === null && (
            <Button size="small" kind="quiet-danger" onClick={() => leave(true)}>
              {c.terminate}
            </Button>
          )
        }
      >
        <div class="stack">
          {termination && (
            <Alert tone="warning">
              {c.noticeGiven(c.initiators[termination.initiator], writeDate(termination.effectiveOn))}
            </Alert>
          )}
          <RefundPreview accountId={account.id} />
          <RefundRequests me={me} account={account} />
        </div>
      </Panel>
      {leaving && <TerminateDialog account={account} onClose={() => leave(false)} />}
    </>
  );
}

function Acceptances({ accountId }: { accountId: string }) {
  const c = contractWords();
  const acceptances = useList<OfferAcceptanceDto>(`account/${accountId}/acceptances`, (cursor) =>
    call(routes.offerAcceptances, { params: { id: accountId }, query: { limit: 50, cursor } }),
  );
  return (
    <Panel title={c.versions}>
      <Ready of={acceptances} lines={2}>
        {(items) => (
          <Table
            caption={c.versions}
            rows={items}
            rowKey={(one) => one.version}
            columns={[
              {
                key: 'version',
                title: c.version,
                lead: true,
                cell: (one) => (
                  <span class="two-lines">
                    <span class="with-chip">
                      {one.version} {one.holds && <Chip tone="good">{c.holds}</Chip>}
                    </span>
                    <small class="muted">{one.title}</small>
                  </span>
                ),
              },
              { key: 'act', title: c.act, cell: (one) => c.acts[one.act] },
              { key: 'at', title: c.at, cell: (one) => <InstantText at={one.acceptedAt} /> },
            ]}
          />
        )}
      </Ready>
      <More of={acceptances} />
    </Panel>
  );
}
