import type { WebhookDeliveryDto, WebhookEndpointDto, WebhookState } from '@rocket/contracts';
import { Button, EmptyState, InstantText, Table } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { More, Ready } from '../../shell/loading';
import { webhookWords } from '../../text/webhook-words';
import { words } from '../../text/words';
import { DeliveryDialog } from './delivery-dialog';
import { DeliveryState } from './delivery-state';
import { useDeliveries } from './reads';

/** What an address was sent, the newest first, with what it answered last. */
export function DeliveryLog({
  endpoint,
  state,
}: {
  endpoint: WebhookEndpointDto;
  state: WebhookState | undefined;
}) {
  const w = webhookWords();
  const deliveries = useDeliveries(endpoint, state);
  const [shown, show] = useState<WebhookDeliveryDto | null>(null);
  return (
    <>
      <Ready of={deliveries} lines={6}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState title={state ? w.logNoneSo : w.logEmpty} text={state ? w.logLead : w.logEmptyText} />
          ) : (
            <>
              <Deliveries rows={rows} show={show} />
              <More of={deliveries} />
            </>
          )
        }
      </Ready>
      {shown && <DeliveryDialog endpoint={endpoint} eventId={shown.eventId} onClose={() => show(null)} />}
    </>
  );
}

function Deliveries({
  rows,
  show,
}: {
  rows: readonly WebhookDeliveryDto[];
  show: (delivery: WebhookDeliveryDto) => void;
}) {
  const w = webhookWords();
  return (
    <Table
      caption={w.log}
      rows={rows}
      rowKey={({ eventId }) => eventId}
      roomy
      columns={[
        {
          key: 'event',
          title: w.event,
          lead: true,
          cell: ({ type, at }) => (
            <span class="two-lines">
              <span>{w.types[type]}</span>
              <small class="muted">
                <InstantText at={at} />
              </small>
            </span>
          ),
        },
        {
          key: 'account',
          title: w.account,
          cell: ({ account }) => <a href={`/accounts/${account.id}`}>{account.name}</a>,
        },
        { key: 'state', title: words.value.common.state, cell: (one) => <DeliveryState delivery={one} /> },
        {
          key: 'answer',
          title: w.answer,
          cell: ({ last }) =>
            last && (
              <span class="two-lines">
                <span>{last.status === null ? w.outcomes[last.outcome] : `${last.status}`}</span>
                {last.answer && <small class="muted breaks">{last.answer.slice(0, 120)}</small>}
              </span>
            ),
        },
        {
          key: 'more',
          title: words.value.common.actions,
          quietTitle: true,
          align: 'end',
          cell: (one) => (
            <Button
              size="small"
              label={w.detailsOf(w.types[one.type], one.account.name)}
              onClick={() => show(one)}
            >
              {w.details}
            </Button>
          ),
        },
      ]}
    />
  );
}
