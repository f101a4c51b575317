import { routes, type PanelSessionDto } from '@rocket/contracts';
import { Button, Chip, InstantText, Table } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { call } from '../../api';
import { refusalText } from '../../form/refusal-text';
import { refresh, useLoaded } from '../../load';
import { Ready } from '../../shell/loading';
import { Panel } from '../../shell/page';
import { toasts } from '../../shell/toasts';
import { securityWords } from '../../text/security-words';
import { words } from '../../text/words';

const KEY = 'my-sessions';

/** Where the reader is signed in; any of the others ends by a click. */
export function SessionsPanel() {
  const s = securityWords();
  const sessions = useLoaded<{ items: PanelSessionDto[] }>(KEY, () => call(routes.mySessions));
  const [busy, setBusy] = useState<string | null>(null);
  const end = (what: string, ending: Promise<unknown>, said: string): void => {
    setBusy(what);
    ending
      .then(
        () => toasts.say(said),
        (error: unknown) => toasts.say(refusalText(words.peek(), error), { tone: 'danger' }),
      )
      .finally(() => {
        setBusy(null);
        refresh(KEY);
      });
  };
  const others = sessions.value?.items.some(({ isCurrent }) => !isCurrent);
  return (
    <Panel
      title={s.sessions}
      aside={
        others && (
          <Button
            size="small"
            busy={busy === 'others'}
            onClick={() => end('others', call(routes.endOtherSessions), s.endedOthers)}
          >
            {s.endOthers}
          </Button>
        )
      }
    >
      <p class="panel-body muted">{s.sessionsText}</p>
      <Ready of={sessions}>
        {({ items }) => (
          <Sessions
            items={items}
            busy={busy}
            end={(one) => end(one, call(routes.endMySession, { params: { id: one } }), s.ended)}
          />
        )}
      </Ready>
    </Panel>
  );
}

function Sessions({
  items,
  busy,
  end,
}: {
  items: readonly PanelSessionDto[];
  busy: string | null;
  end: (id: string) => void;
}) {
  const s = securityWords();
  return (
    <Table
      caption={s.caption}
      rows={items}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'device',
          title: s.columns.device,
          lead: true,
          cell: ({ device, isCurrent }) => (
            <span class="row">
              {device ?? s.unknownDevice}
              {isCurrent && <Chip tone="good">{s.current}</Chip>}
            </span>
          ),
        },
        { key: 'address', title: s.columns.address, cell: ({ address }) => address ?? s.never },
        { key: 'started', title: s.columns.started, cell: ({ startedAt }) => <InstantText at={startedAt} /> },
        { key: 'seen', title: s.columns.seen, cell: ({ lastSeenAt }) => <InstantText at={lastSeenAt} /> },
        {
          key: 'end',
          title: s.end,
          quietTitle: true,
          align: 'end',
          cell: ({ id, isCurrent, device }) =>
            !isCurrent && (
              <Button
                size="small"
                kind="quiet-danger"
                busy={busy === id}
                label={s.endLabel(device ?? s.unknownDevice)}
                onClick={() => end(id)}
              >
                {s.end}
              </Button>
            ),
        },
      ]}
    />
  );
}
