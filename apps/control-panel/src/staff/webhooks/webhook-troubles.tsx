import './webhooks.css';
import { routes } from '@rocket/contracts';
import { Alert } from '@rocket/ui';
import { call } from '../../api';
import { useLoaded } from '../../load';
import { webhookWords } from '../../text/webhook-words';

/** Addresses of all products that a person should look at; nothing while all of them listen. */
export function WebhookTroubles() {
  const w = webhookWords();
  const troubles = useLoaded('webhook-troubles', () =>
    call(routes.webhookTroubles, { query: { limit: 50 } as never }),
  ).value;
  if (!troubles || troubles.items.length === 0) return null;
  return (
    <Alert tone="warning" title={w.troubles(troubles.items.length)}>
      {w.troublesText}
      <ul>
        {troubles.items.map(({ id, product, url }) => (
          <li key={id}>
            <a class="breaks" href={`/catalogue/${product}/webhooks/${id}`}>
              {product}: {url}
            </a>
          </li>
        ))}
      </ul>
    </Alert>
  );
}
