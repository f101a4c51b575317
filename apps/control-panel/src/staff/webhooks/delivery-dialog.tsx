import { routes, type WebhookDeliveryWholeDto, type WebhookEndpointDto } from '@rocket/contracts';
import { Alert, Button, Dialog, InstantText } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { call } from '../../api';
import { refusalText } from '../../form/refusal-text';
import { Ready } from '../../shell/loading';
import { Facts } from '../../shell/page';
import { toasts } from '../../shell/toasts';
import { webhookWords } from '../../text/webhook-words';
import { words } from '../../text/words';
import { DeliveryState } from './delivery-state';
import { refreshWebhooks, useDelivery } from './reads';

/** What exactly was sent, every attempt with its answer, and the button that sends it again. */
export function DeliveryDialog({
  endpoint,
  eventId,
  onClose,
}: {
  endpoint: WebhookEndpointDto;
  eventId: string;
  onClose: () => void;
}) {
  const w = webhookWords();
  const delivery = useDelivery(endpoint, eventId);
  const title = delivery.value ? w.types[delivery.value.type] : w.event;
  return (
    <Dialog wide title={title} closeLabel={words.value.common.close} onClose={onClose}>
      <Ready of={delivery}>
        {(whole) => <Delivery endpoint={endpoint} delivery={whole} onClose={onClose} />}
      </Ready>
    </Dialog>
  );
}

const pretty = (body: string): string => JSON.stringify(JSON.parse(body), null, 2);

function Delivery({
  endpoint,
  delivery,
  onClose,
}: {
  endpoint: WebhookEndpointDto;
  delivery: WebhookDeliveryWholeDto;
  onClose: () => void;
}) {
  const w = webhookWords();
  const t = words.value;
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<unknown>(null);
  const replay = () => {
    const { product: code, id } = endpoint;
    setBusy(true);
    setFailed(null);
    call(routes.replayDelivery, { params: { code, id, eventId: delivery.eventId } })
      .then(() => {
        refreshWebhooks(code);
        toasts.say(w.replayed);
        onClose();
      })
      .catch(setFailed)
      .finally(() => setBusy(false));
  };
  return (
    <div class="stack sent">
      <Facts
        items={[
          [w.account, delivery.account.name],
          [t.common.date, <InstantText key="at" at={delivery.at} />],
          [t.common.state, <DeliveryState key="state" delivery={delivery} />],
          [
            'webhook-id',
            <code key="id" class="breaks">
              {delivery.eventId}
            </code>,
          ],
        ]}
      />
      <h3>{w.sent}</h3>
      <pre class="sent-body" tabIndex={0} aria-label={w.sent}>
        {pretty(delivery.body)}
      </pre>
      <h3>{w.attempts}</h3>
      {delivery.attempts.length === 0 ? (
        <p class="muted">{w.noAttempts}</p>
      ) : (
        <ol class="attempts">
          {delivery.attempts.map((one) => (
            <li key={one.at}>
              <span>
                <InstantText at={one.at} /> · {one.status ?? w.outcomes[one.outcome]}{' '}
                <span class="muted">· {w.took(one.tookMs)}</span>
              </span>
              {one.answer && <code class="breaks">{one.answer}</code>}
            </li>
          ))}
        </ol>
      )}
      {failed ? <Alert tone="danger">{refusalText(t, failed)}</Alert> : null}
      <div class="row row-end">
        <Button onClick={onClose}>{t.common.close}</Button>
        {endpoint.isOn && (
          <Button kind="primary" busy={busy} onClick={replay}>
            {w.replay}
          </Button>
        )}
      </div>
    </div>
  );
}
