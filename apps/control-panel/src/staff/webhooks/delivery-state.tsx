import type { WebhookDeliveryDto, WebhookState } from '@rocket/contracts';
import { Chip, InstantText, type Tone } from '@rocket/ui';
import { webhookWords } from '../../text/webhook-words';

const TONES: Record<WebhookState, Tone> = { queued: 'info', delivered: 'good', dead: 'danger' };

/** What became of a delivery, and of one that did not arrive how often it was tried. */
export function DeliveryState({
  delivery: { state, tries, nextTryAt },
}: {
  delivery: Pick<WebhookDeliveryDto, 'state' | 'tries' | 'nextTryAt'>;
}) {
  const w = webhookWords();
  return (
    <span class="two-lines">
      <span>
        <Chip tone={TONES[state]}>{w.deliveryStates[state]}</Chip>
      </span>
      {state !== 'delivered' && tries > 0 && (
        <small class="muted">
          {w.tries(tries)}
          {nextTryAt && (
            <>
              , {w.nextTry} <InstantText at={nextTryAt} />
            </>
          )}
        </small>
      )}
    </span>
  );
}
