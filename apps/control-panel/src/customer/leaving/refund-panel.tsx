import { routes, type RefundRequestDto } from '@rocket/contracts';
import { Alert, Button, Chip, Money, writeMoney, type Tone } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { refreshAccount } from '../../account/reads';
import { RefundPreview, useRefundPreview } from '../../account/refund-preview';
import { call } from '../../api';
import { Confirm } from '../../form/confirm';
import { useList } from '../../load';
import { More, Ready } from '../../shell/loading';
import { Panel } from '../../shell/page';
import { toasts } from '../../shell/toasts';
import { leavingWords } from '../../text/leaving-words';
import { words } from '../../text/words';
import { SignedCopy } from './signed-copy';
import { isMoney } from './what-is-left';

const TONES: Record<RefundRequestDto['state'], Tone> = {
  calculated: 'info',
  awaiting_signed_correction: 'warning',
  approved: 'info',
  paid: 'good',
  rejected: 'danger',
};
const isOpen = ({ state }: RefundRequestDto): boolean => state !== 'paid' && state !== 'rejected';

/** Unused money after the end of the contract: asked for, papered, transferred (rule 22). */
export function RefundPanel({ accountId, isOwner }: { accountId: string; isOwner: boolean }) {
  const l = leavingWords();
  const requests = useList<RefundRequestDto>(`account/${accountId}/refunds`, (cursor) =>
    call(routes.refundRequests, { params: { id: accountId }, query: { cursor } }),
  );
  return (
    <Panel title={l.refund} padded>
      <Ready of={requests} lines={3}>
        {(items) => (
          <div class="stack">
            {items.map((one) => (
              <Request key={one.id} accountId={accountId} request={one} />
            ))}
            <More of={requests} />
            {!items.some(isOpen) && <Ask accountId={accountId} isOwner={isOwner} />}
          </div>
        )}
      </Ready>
    </Panel>
  );
}

function Request({ accountId, request }: { accountId: string; request: RefundRequestDto }) {
  const l = leavingWords();
  return (
    <div class="stack">
      <p class="with-chip">
        <strong>
          <Money value={request.amount} />
        </strong>
        <Chip tone={TONES[request.state]}>{l.states[request.state]}</Chip>
      </p>
      <p>{l.stateText[request.state]}</p>
      {request.rejection && <p class="muted">{request.rejection.reason}</p>}
      {request.state === 'awaiting_signed_correction' && request.documentId && (
        <SignedCopy accountId={accountId} documentId={request.documentId} />
      )}
    </div>
  );
}

function Ask({ accountId, isOwner }: { accountId: string; isOwner: boolean }) {
  const t = words.value;
  const l = leavingWords();
  const [asking, ask] = useState(false);
  const preview = useRefundPreview(accountId);
  return (
    <Ready of={preview} lines={3}>
      {(value) => {
        const sum = writeMoney(t.language, value.amount);
        return (
          <>
            <RefundPreview accountId={accountId} />
            {isMoney(value.amount) && !isOwner && <Alert tone="neutral">{l.ownerOnly}</Alert>}
            {isMoney(value.amount) && isOwner && (
              <div>
                <Button kind="primary" onClick={() => ask(true)}>
                  {l.ask}
                </Button>
              </div>
            )}
            {asking && (
              <Confirm
                title={l.askTitle(sum)}
                yes={l.ask}
                act={(idempotencyKey) =>
                  call(routes.requestRefund, { params: { id: accountId }, idempotencyKey })
                }
                done={() => {
                  refreshAccount(accountId);
                  toasts.say(l.asked);
                  ask(false);
                }}
                onClose={() => ask(false)}
              >
                <p>{l.askText(sum, value.needs.includes('signed_correction'))}</p>
              </Confirm>
            )}
          </>
        );
      }}
    </Ready>
  );
}
