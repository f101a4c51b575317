import { useState } from 'preact/hooks';
import { LeaveIcon } from '../icons';
import { openPanel, type Opened } from '../open-panel';
import type { Session } from '../session';
import { sayRefusal, type Words } from '../text/words';
import { webAddress } from '../web-address';

/** Opens the panel, signed in. `page` is a path inside it. */
export function PanelLink({ session, words, page, label, look }: PanelLinkProps) {
  const [isBusy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Opened | null>(null);
  const open = async () => {
    setBusy(true);
    setOutcome(await openPanel(session.api, page ?? null));
    setBusy(false);
  };
  return (
    <>
      <button type="button" class={look} aria-busy={isBusy} disabled={isBusy} onClick={() => void open()}>
        {label ?? words.openPanel}
        <LeaveIcon />
      </button>
      <span role="status">{outcome && <Outcome outcome={outcome} words={words} />}</span>
    </>
  );
}

interface PanelLinkProps {
  readonly session: Session;
  readonly words: Words;
  readonly look: string;
  readonly label?: string;
  readonly page?: string;
}

function Outcome({ outcome, words }: { outcome: Opened; words: Words }) {
  if (outcome instanceof Error) return <span class="outcome">{sayRefusal(words, outcome)}</span>;
  if (outcome.kind === 'opened') return null;
  return (
    <a class="outcome" href={outcome.url} target="_blank" rel="noopener noreferrer">
      {words.openPanelByHand}
    </a>
  );
}

/** Where a notice leads: another site by an ordinary link, a page of the panel through its sign-in. */
export function NoticeLink({ link, session, words }: { link: string; session: Session; words: Words }) {
  const label = words.act[link] ?? words.act['']!;
  if (link.startsWith('/') && !link.startsWith('//'))
    return <PanelLink session={session} words={words} page={link} label={label} look="link" />;
  const address = webAddress(link);
  return (
    address && (
      <a class="link" href={address} target="_blank" rel="noopener noreferrer">
        {label}
        <LeaveIcon />
      </a>
    )
  );
}
