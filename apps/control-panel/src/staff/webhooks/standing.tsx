import type { WebhookEndpointDto } from '@rocket/contracts';
import { Chip, InstantText, type Tone } from '@rocket/ui';
import { webhookWords } from '../../text/webhook-words';

type State = keyof ReturnType<typeof webhookWords>['states'];
const TONES: Record<State, Tone> = {
  works: 'good',
  untried: 'neutral',
  failing: 'warning',
  off: 'neutral',
  gone: 'danger',
};

function stateOf({ isOn, offBecause, failingSince, lastDeliveredAt }: WebhookEndpointDto): State {
  if (!isOn) return offBecause === 'gone' ? 'gone' : 'off';
  if (failingSince !== null) return 'failing';
  return lastDeliveredAt === null ? 'untried' : 'works';
}

/** Whether an address takes what it is sent, in a word, and since when it does not. */
export function Standing({ endpoint }: { endpoint: WebhookEndpointDto }) {
  const w = webhookWords();
  const state = stateOf(endpoint);
  return (
    <span class="two-lines">
      <span>
        <Chip tone={endpoint.needsAttention ? 'danger' : TONES[state]}>{w.states[state]}</Chip>
      </span>
      {state === 'failing' && (
        <small class="muted">
          {w.failingSince} <InstantText at={endpoint.failingSince!} />
        </small>
      )}
      {endpoint.isOn && endpoint.waitUntil && (
        <small class="muted">
          {w.rests} <InstantText at={endpoint.waitUntil} />
        </small>
      )}
    </span>
  );
}
