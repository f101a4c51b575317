import { useEffect, useRef, useState } from 'preact/hooks';
import { RocketMark } from '../icons';
import { ToastStack } from '../inbox/toast-stack';
import type { Session } from '../session';
import type { Words } from '../text/words';
import { useStore } from '../use-store';
import { Panel } from './panel';

/** The button in the corner, what pops up above it, and the panel it opens. */
export function Launcher({ session, words }: { session: Session; words: Words }) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const inbox = useStore(session.inbox);
  const unseen = inbox.kind === 'ready' ? inbox.unseen : 0;
  useEffect(() => () => session.toasts.beQuiet(false), []);
  const show = (open: boolean) => {
    setOpen(open);
    session.toasts.beQuiet(open);
    if (open) session.refresh();
    else button.current?.focus();
  };
  return (
    <div class="corner">
      {isOpen && <Panel session={session} words={words} onClose={() => show(false)} />}
      <ToastStack session={session} words={words} onClosedByKey={() => button.current?.focus()} />
      <button
        ref={button}
        type="button"
        class="launcher"
        aria-expanded={isOpen}
        aria-haspopup="dialog"
        aria-label={isOpen ? words.collapse : unseen > 0 ? words.openUnseen(unseen) : words.open}
        onClick={() => show(!isOpen)}
      >
        <RocketMark size={30} />
        {unseen > 0 && (
          <span class="badge" aria-hidden="true">
            {unseen > 99 ? '99+' : unseen}
          </span>
        )}
      </button>
    </div>
  );
}
