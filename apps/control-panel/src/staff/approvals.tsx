import { routes, type ApprovalDto } from '@rocket/contracts';
import { Button, Chip, EmptyState, InstantText, Money, Table, writeMoney, type Tone } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { refreshAccount } from '../account/reads';
import { call } from '../api';
import { Confirm } from '../form/confirm';
import { refresh, useList, useLoaded } from '../load';
import { More, Ready } from '../shell/loading';
import { Page, Panel } from '../shell/page';
import { toasts } from '../shell/toasts';
import { words } from '../text/words';
import { AccountName } from './account-name';
import { ActPreview } from './previews/act-preview';
import type { StaffScreen } from './staff-screens';

const TONES: Record<ApprovalDto['state'], Tone> = {
  pending: 'warning',
  approved: 'good',
  rejected: 'neutral',
};

type Decision = 'approve' | 'reject';

/** Requests that wait for a second person; one's own is for somebody else (403 `own_request`). */
export default function Approvals({ me }: StaffScreen) {
  const t = words.value;
  const s = t.staff.approvals;
  const approvals = useList<ApprovalDto>('approvals', (cursor) =>
    call(routes.approvals, { query: { limit: 50, cursor } }),
  );
  const [deciding, decide] = useState<{ of: ApprovalDto; decision: Decision } | null>(null);
  return (
    <Page title={t.nav.approvals}>
      <Panel>
        <Ready of={approvals}>
          {(items) =>
            items.length === 0 ? (
              <EmptyState title={s.empty} text={s.emptyText} />
            ) : (
              <>
                <Table
                  roomy
                  caption={t.nav.approvals}
                  rows={items}
                  rowKey={(one) => one.id}
                  columns={[
                    {
                      key: 'what',
                      title: s.what,
                      lead: true,
                      cell: (one) => (
                        <span class="two-lines">
                          <span>{s.kinds[one.kind]}</span>
                          <small class="muted">{one.reason}</small>
                        </span>
                      ),
                    },
                    {
                      key: 'account',
                      title: t.staff.accounts.account,
                      cell: (one) => <AccountName id={one.accountId} />,
                    },
                    {
                      key: 'by',
                      title: s.requestedBy,
                      cell: (one) => (
                        <span class="two-lines">
                          <span>{one.requestedBy}</span>
                          <small class="muted">
                            <InstantText at={one.requestedAt} />
                          </small>
                        </span>
                      ),
                    },
                    {
                      key: 'state',
                      title: t.common.state,
                      cell: (one) => <Chip tone={TONES[one.state]}>{s.state[one.state]}</Chip>,
                    },
                    {
                      key: 'amount',
                      title: t.common.amount,
                      align: 'end',
                      cell: (one) => <Money value={one.amount} />,
                    },
                    {
                      key: 'act',
                      title: t.common.actions,
                      quietTitle: true,
                      align: 'end',
                      cell: (one) => (
                        <Decide me={me} approval={one} decide={(decision) => decide({ of: one, decision })} />
                      ),
                    },
                  ]}
                />
                <More of={approvals} />
              </>
            )
          }
        </Ready>
      </Panel>
      {deciding && (
        <Confirm
          title={
            deciding.decision === 'approve'
              ? s.approveTitle(writeMoney(t.language, deciding.of.amount))
              : s.rejectTitle
          }
          yes={deciding.decision === 'approve' ? s.approve : s.reject}
          danger={deciding.decision === 'reject'}
          act={(idempotencyKey) =>
            call(routes.decideApproval, {
              params: { id: deciding.of.id },
              body: { decision: deciding.decision },
              idempotencyKey,
            })
          }
          done={() => {
            refresh('approvals');
            refreshAccount(deciding.of.accountId);
            toasts.say(s.decided[deciding.decision]);
            decide(null);
          }}
          onClose={() => decide(null)}
        >
          <p>{deciding.of.reason}</p>
          {deciding.decision === 'approve' && <Preview of={deciding.of} />}
          <p class="muted">{deciding.decision === 'approve' ? s.approveText : s.rejectText}</p>
        </Confirm>
      )}
    </Page>
  );
}

/** What approving does now: meanwhile the grant may have been spent, or the account left. */
function Preview({ of: { id, accountId } }: { of: ApprovalDto }) {
  return (
    <ActPreview
      deciding
      of={useLoaded(`account/${accountId}/preview/approval/${id}`, () =>
        call(routes.previewApproval, { params: { id } }),
      )}
    />
  );
}

function Decide({
  me,
  approval,
  decide,
}: StaffScreen & { approval: ApprovalDto; decide: (decision: Decision) => void }) {
  const s = words.value.staff.approvals;
  if (approval.state !== 'pending') return null;
  if (approval.requestedBy === me.name || approval.requestedBy === me.id)
    return <small class="muted">{s.own}</small>;
  return (
    <span class="row row-end">
      <Button size="small" kind="primary" onClick={() => decide('approve')}>
        {s.approve}
      </Button>
      <Button size="small" kind="quiet-danger" onClick={() => decide('reject')}>
        {s.reject}
      </Button>
    </span>
  );
}
