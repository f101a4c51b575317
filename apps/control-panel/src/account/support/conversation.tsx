import type { SupportMessageDto, SupportRequestDto } from '@rocket/contracts';
import { Alert, InstantText } from '@rocket/ui';
import type { ComponentChildren } from 'preact';
import { More, Ready } from '../../shell/loading';
import { Panel } from '../../shell/page';
import { supportWords } from '../../text/support-words';
import { useSupportMessages } from './reads';
import { Due } from './request-list';

/** What was said in a request, the oldest first, and below it where to write on. */
export function Conversation({
  of,
  forStaff,
  children,
}: {
  of: SupportRequestDto;
  forStaff: boolean;
  children?: ComponentChildren;
}) {
  const w = supportWords();
  const messages = useSupportMessages(of.account.id, of.id);
  return (
    <Panel title={w.talk}>
      <div class="panel-body stack">
        <Ready of={messages}>
          {(items) => (
            <>
              <WrittenDown of={of} />
              <More of={messages} />
              <ol class="talk" aria-label={w.talk}>
                {items.toReversed().map((one) => (
                  <Word key={one.no} of={one} />
                ))}
              </ol>
            </>
          )}
        </Ready>
        {of.state === 'open' && (of.dueAt ?? of.calendarMissing) !== null && (
          <p class={of.late ? 'talk-due wrong' : 'talk-due muted'}>
            {forStaff ? w.answerBy : w.weAnswerBy} <Due of={of} />
          </p>
        )}
        {of.state === 'closed' && !forStaff && <Alert tone="info">{w.closedText}</Alert>}
        {children}
      </div>
    </Panel>
  );
}

/** Of what was said elsewhere than in the panel: how, and who put it in words. */
function WrittenDown({ of: { channel, writtenDownBy } }: { of: SupportRequestDto }) {
  if (channel === 'panel' || writtenDownBy === null) return null;
  return <p class="muted">{supportWords().writtenDown(channel, writtenDownBy)}</p>;
}

function Word({ of }: { of: SupportMessageDto }) {
  const w = supportWords();
  const isErased = of.text === '' && of.by === 'customer';
  return (
    <li class={`talk-word talk-${of.by}`}>
      <p class="talk-who">
        <strong>{of.author}</strong>
        {of.by === 'support' && <span class="muted">{w.support}</span>}
        <span class="muted">
          <InstantText at={of.at} />
        </span>
      </p>
      {of.text && <p class="talk-text">{of.text}</p>}
      {isErased && <p class="muted">{w.erasedText}</p>}
      {of.closes && <p class="muted">{w.closedHere}</p>}
    </li>
  );
}
