import { routes, type DecideTransferDto, type TransferDto } from '@rocket/contracts';
import { Button, Chip, Table, writeDate } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { refreshAccount } from '../../account/reads';
import { call, newKey } from '../../api';
import { Confirm } from '../../form/confirm';
import { refusalText } from '../../form/refusal-text';
import { useLoaded } from '../../load';
import { Panel } from '../../shell/page';
import { toasts } from '../../shell/toasts';
import { orderWords } from '../../text/order-words';
import { words } from '../../text/words';

const TONES = {
  offered: 'warning',
  accepted: 'good',
  declined: 'neutral',
  withdrawn: 'neutral',
  over: 'neutral',
} as const;

/** Subscriptions on their way to others and from others; nothing at all where there was none. */
export function TransfersPanel({ accountId, mayDecide }: { accountId: string; mayDecide: boolean }) {
  const w = orderWords();
  const t = words.value;
  const read = useLoaded(
    `account/${accountId}/transfers`,
    async () => (await call(routes.transfers, { params: { id: accountId }, query: { limit: 50 } })).items,
  );
  const [accepting, accept] = useState<TransferDto | null>(null);
  const send = (one: TransferDto, decision: DecideTransferDto['decision'], idempotencyKey = newKey()) =>
    call(routes.decideTransfer, {
      params: { id: accountId, transferId: one.id },
      body: { decision },
      idempotencyKey,
    });
  const decide = async (one: TransferDto, decision: 'decline' | 'withdraw') => {
    try {
      await send(one, decision);
      toasts.say(w.done[decision]);
    } catch (error) {
      toasts.say(refusalText(t, error), { tone: 'danger' });
    }
    refreshAccount(accountId);
  };
  const items = read.value ?? [];
  if (items.length === 0) return null;
  return (
    <Panel title={w.transfers}>
      <Table
        roomy
        caption={w.transfers}
        rows={items}
        rowKey={(one) => one.id}
        columns={[
          {
            key: 'product',
            title: w.product,
            lead: true,
            cell: (one) => (
              <span class="two-lines">
                <span class="with-chip">
                  {one.productName} <Chip tone={TONES[one.state]}>{w.states[one.state]}</Chip>
                </span>
                <small class="muted">{w.paid(writeDate(one.paidFrom), writeDate(one.paidUntil))}</small>
              </span>
            ),
          },
          {
            key: 'quantity',
            title: t.products.quantity,
            align: 'end',
            cell: (one) => one.quantity,
          },
          {
            key: 'who',
            title: w.who,
            cell: (one) => (
              <span class="two-lines">
                <span>{one.direction === 'given' ? w.to(one.to.name) : w.from(one.from.name)}</span>
                {one.comment && <small class="muted">{one.comment}</small>}
              </span>
            ),
          },
          {
            key: 'actions',
            title: t.common.actions,
            quietTitle: true,
            align: 'end',
            cell: (one) =>
              mayDecide &&
              one.state === 'offered' && (
                <span class="row row-end">
                  {one.direction === 'given' ? (
                    <Button size="small" onClick={() => void decide(one, 'withdraw')}>
                      {w.withdraw}
                    </Button>
                  ) : (
                    <>
                      <Button size="small" onClick={() => void decide(one, 'decline')}>
                        {w.decline}
                      </Button>
                      <Button size="small" kind="primary" onClick={() => accept(one)}>
                        {w.accept}
                      </Button>
                    </>
                  )}
                </span>
              ),
          },
        ]}
      />
      {accepting && (
        <Confirm
          title={w.acceptTitle(accepting.productName)}
          yes={w.accept}
          act={(key) => send(accepting, 'accept', key)}
          done={() => {
            refreshAccount(accountId);
            toasts.say(w.done.accept);
            accept(null);
          }}
          onClose={() => accept(null)}
        >
          <p>{w.acceptText(accepting.from.name, writeDate(accepting.paidUntil))}</p>
        </Confirm>
      )}
    </Panel>
  );
}
