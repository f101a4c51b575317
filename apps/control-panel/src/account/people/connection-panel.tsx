import type { ConnectionDto } from '@rocket/contracts';
import { Alert, Chip, type Tone, writeDate } from '@rocket/ui';
import { Facts, Panel } from '../../shell/page';
import { peopleWords } from '../../text/people-words';

const TONES: Record<ConnectionDto['state'], Tone> = {
  connected: 'good',
  needs_reauth: 'warning',
  removed: 'danger',
  none: 'neutral',
};

/** Whether amoCRM still lets us in, and the one thing to press when it does not. */
export function ConnectionPanel({ connection }: { connection: ConnectionDto }) {
  const p = peopleWords();
  const { state, host, trouble, seats, connectUrl } = connection;
  return (
    <Panel title={p.connection} padded>
      <div class="stack">
        <Facts
          items={[
            [
              p.state,
              <Chip key="state" tone={TONES[state]}>
                {p.states[state]}
              </Chip>,
            ],
            ...(host ? [[p.host, host] as const] : []),
            ...(seats
              ? [[p.seats, p.seatsOn(seats.count, writeDate(seats.readAt.slice(0, 10)))] as const]
              : []),
          ]}
        />
        {trouble && <Alert tone="warning">{p.troubles[trouble.kind]}</Alert>}
        {state !== 'connected' && (
          <Alert tone={state === 'needs_reauth' ? 'warning' : 'neutral'}>
            <p>{p.explain[state]}</p>
            <a class="button button-primary button-small" href={connectUrl}>
              {p.connect}
            </a>
          </Alert>
        )}
      </div>
    </Panel>
  );
}
