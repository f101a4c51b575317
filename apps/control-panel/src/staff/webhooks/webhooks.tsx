import './webhooks.css';
import { webhookTypes, type NewWebhookDto, type WebhookEndpointDto } from '@rocket/contracts';
import { Button, EmptyState, InstantText, Table } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { useProducts } from '../../account/reads';
import { Ready } from '../../shell/loading';
import { Page, Panel } from '../../shell/page';
import { webhookWords } from '../../text/webhook-words';
import { words } from '../../text/words';
import { DeveloperTabs } from '../developers/developer-tabs';
import { useWebhooks } from './reads';
import { ShowSecret } from './secret-dialog';
import { Standing } from './standing';
import { AddWebhook } from './webhook-dialog';

/** Where a product is told what becomes of its subscriptions, and whether it listens. */
export default function Webhooks({ params }: { params?: Readonly<Record<string, string>> }) {
  const w = webhookWords();
  const code = params?.['code'] ?? '';
  const product = useProducts().value?.find((one) => one.code === code);
  const endpoints = useWebhooks(code);
  const [adding, add] = useState(false);
  const [made, show] = useState<NewWebhookDto | null>(null);
  return (
    <Page
      title={w.titleOf(product?.name ?? code)}
      lead={w.lead}
      actions={
        <Button kind="primary" onClick={() => add(true)}>
          {w.add}
        </Button>
      }
    >
      <a class="back" href="/catalogue">
        ← {words.value.nav.catalogue}
      </a>
      <DeveloperTabs code={code} current="webhooks" />
      <Panel>
        <Ready of={endpoints}>
          {({ items }) =>
            items.length === 0 ? <EmptyState title={w.none} text={w.noneText} /> : <Endpoints rows={items} />
          }
        </Ready>
      </Panel>
      {adding && (
        <AddWebhook
          code={code}
          done={(answer) => {
            add(false);
            show(answer);
          }}
          onClose={() => add(false)}
        />
      )}
      {made && <ShowSecret secret={made.secret} onClose={() => show(null)} />}
    </Page>
  );
}

function Endpoints({ rows }: { rows: readonly WebhookEndpointDto[] }) {
  const w = webhookWords();
  return (
    <Table
      caption={w.addresses}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'url',
          title: w.url,
          lead: true,
          cell: ({ id, product, url, description, events }) => (
            <span class="two-lines">
              <a class="breaks" href={`/catalogue/${product}/webhooks/${id}`}>
                {url}
              </a>
              <small class="muted">
                {[
                  description,
                  events.length === webhookTypes.length ? w.allEvents : w.eventsOf(events.length),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </span>
          ),
        },
        { key: 'state', title: words.value.common.state, cell: (one) => <Standing endpoint={one} /> },
        {
          key: 'last',
          title: w.lastDelivered,
          cell: ({ lastDeliveredAt: at }) =>
            at ? <InstantText at={at} /> : <span class="muted">{w.never}</span>,
        },
        { key: 'waiting', title: w.waiting, align: 'end', cell: ({ waiting }) => waiting },
        {
          key: 'undelivered',
          title: w.undelivered,
          align: 'end',
          cell: ({ undelivered }) => (undelivered > 0 ? <strong>{undelivered}</strong> : undelivered),
        },
      ]}
    />
  );
}
