import type { ConnectionDto } from '@rocket/contracts';
import { Alert, Chip, type Tone, writeDate } from '@rocket/ui';
import type { ComponentChildren } from 'preact';
import { Copyable } from '../../shell/copy';
import { Facts, Panel } from '../../shell/page';
import { peopleWords } from '../../text/people-words';
import { TokenForm } from './token-form';

const TONES: Record<ConnectionDto['state'], Tone> = {
  connected: 'good',
  needs_reauth: 'warning',
  removed: 'danger',
  none: 'neutral',
};

/** Whether amoCRM still lets us in, and the one thing to press when it does not. */
export function ConnectionPanel({
  connection,
  reader,
  aside,
  tokenOf = null,
}: {
  connection: ConnectionDto;
  reader: 'customer' | 'staff';
  aside?: ComponentChildren;
  /** The account this reader may connect by a token made by hand. */
  tokenOf?: string | null;
}) {
  const p = peopleWords();
  const { state, host, seats, endsAt } = connection;
  return (
    <Panel title={p.connection} aside={aside} padded>
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
            ...(endsAt ? [[p.endsOn, writeDate(endsAt.slice(0, 10))] as const] : []),
          ]}
        />
        {reader === 'customer' ? <WhatToDo connection={connection} /> : <NeverConnected {...connection} />}
        {tokenOf !== null && <TokenForm accountId={tokenOf} />}
      </div>
    </Panel>
  );
}

function WhatToDo({ connection: { state, trouble, connectUrl } }: { connection: ConnectionDto }) {
  const p = peopleWords();
  return (
    <>
      {trouble && <Alert tone="warning">{p.troubles[trouble.kind]}</Alert>}
      {state !== 'connected' && (
        <Alert tone={state === 'needs_reauth' ? 'warning' : 'neutral'}>
          <p>{p.explain[state]}</p>
          <a class="button button-primary button-small" href={connectUrl}>
            {state === 'none' ? p.connect : p.connectAgain}
          </a>
        </Alert>
      )}
    </>
  );
}

/** A loss is told of above the tabs of the card; that nothing was ever connected is only said here. */
function NeverConnected({ state, connectUrl }: ConnectionDto) {
  const p = peopleWords();
  if (state !== 'none') return null;
  return (
    <Alert tone="neutral">
      <p>{p.neverConnected}</p>
      <Copyable text={connectUrl} />
    </Alert>
  );
}
