import { routes, type PanelSessionDto } from '@rocket/contracts';
import { Button } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { call } from '../../api';
import { refusalText } from '../../form/refusal-text';
import { refresh, useLoaded } from '../../load';
import { Ready } from '../../shell/loading';
import { Panel } from '../../shell/page';
import { toasts } from '../../shell/toasts';
import { securityWords } from '../../text/security-words';
import { words } from '../../text/words';
import { SessionTable } from './session-table';

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
          <SessionTable
            items={items}
            busy={busy}
            end={(one) => end(one, call(routes.endMySession, { params: { id: one } }), s.ended)}
          />
        )}
      </Ready>
    </Panel>
  );
}
