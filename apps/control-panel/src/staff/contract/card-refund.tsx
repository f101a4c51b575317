import { routes, type CardRefundDto, type RefundRequestDto } from '@rocket/contracts';
import { parseMinor } from '@rocket/kernel';
import { Button, Chip, writeMoney, type Tone } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { refreshAccount } from '../../account/reads';
import { call } from '../../api';
import { Confirm } from '../../form/confirm';
import { useLoaded } from '../../load';
import { toasts } from '../../shell/toasts';
import { officeWords } from '../../text/office-words';
import { words } from '../../text/words';
import { DecideRefund } from './decide-refund';

const TONES: Record<CardRefundDto['items'][number]['state'], Tone> = {
  under_way: 'info',
  succeeded: 'good',
  failed: 'danger',
};

const useCardRefund = (accountId: string, request: RefundRequestDto) =>
  useLoaded<CardRefundDto>(
    request.state === 'approved' || request.state === 'paid'
      ? `account/${accountId}/card-refund/${request.id}`
      : null,
    () => call(routes.cardRefund, { params: { id: request.id } }),
  );

/** What of a refund went, goes or would not go to cards. */
export function CardRefundState({
  accountId,
  request,
  mayDecide,
}: {
  accountId: string;
  request: RefundRequestDto;
  mayDecide: boolean;
}) {
  const t = words.value;
  const o = officeWords();
  const items = useCardRefund(accountId, request).value?.items ?? [];
  if (items.length === 0) return null;
  return (
    <span class="two-lines">
      {items.map((one) => (
        <small key={one.id} class="with-chip">
          {o.cardItems}: {writeMoney(t.language, one.amount)}
          <Chip tone={TONES[one.state]}>{o.cardStates[one.state]}</Chip>
          {one.decided ? (
            <span class="muted">
              {o.wasDecided(
                o.refundFates[one.decided.decision],
                `${one.decided.reason} (${one.decided.evidence})`,
              )}
            </span>
          ) : (
            one.reason && <span class="muted">{one.reason}</span>
          )}
          {mayDecide && one.mayDecide && (
            <DecideRefund accountId={accountId} requestId={request.id} item={one} />
          )}
        </small>
      ))}
    </span>
  );
}

/** Sends what cards can take of an approved refund back to them, after saying how much that is. */
export function RefundToCard({ accountId, request }: { accountId: string; request: RefundRequestDto }) {
  const t = words.value;
  const o = officeWords();
  const [asking, ask] = useState(false);
  const possible = useCardRefund(accountId, request).value?.possible;
  if (!possible || parseMinor(possible.amount) <= 0n) return null;
  const sum = writeMoney(t.language, possible);
  return (
    <>
      <Button size="small" kind="primary" onClick={() => ask(true)}>
        {o.toCard}
      </Button>
      {asking && (
        <Confirm
          title={o.toCardTitle(sum)}
          yes={o.toCard}
          busyText={o.toCardBusy}
          act={(idempotencyKey) => call(routes.refundToCard, { params: { id: request.id }, idempotencyKey })}
          done={() => {
            refreshAccount(accountId);
            toasts.say(o.toCardDone);
            ask(false);
          }}
          onClose={() => ask(false)}
        >
          <p>{o.toCardText(sum)}</p>
        </Confirm>
      )}
    </>
  );
}
