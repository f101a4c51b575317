import { useEffect, useRef, useState } from 'preact/hooks';
import { CloseIcon, ToneIcon } from '../icons';
import { NoticeLink } from '../overview/panel-link';
import type { Session } from '../session';
import type { Words } from '../text/words';
import { useStore } from '../use-store';
import type { InboxNotice } from './inbox';

/** How long a toast stays when nobody looks closer, in milliseconds. */
export const toastStays = 8_000;

/** New notices, popping up. The live region is there before they are, else screen readers would not say them. */
export function ToastStack({ session, words, onClosedByKey }: ToastStackProps) {
  const toasts = useStore(session.toasts);
  return (
    <div class="toasts" role="status" aria-label={words.newOnes}>
      {toasts.map((notice) => (
        <Toast
          key={notice.id}
          notice={notice}
          session={session}
          words={words}
          onClosedByKey={onClosedByKey}
        />
      ))}
    </div>
  );
}

interface ToastStackProps {
  readonly session: Session;
  readonly words: Words;
  /** The focus was in the toast that has just gone: it has to go somewhere. */
  readonly onClosedByKey: () => void;
}

function Toast({ notice, session, words, onClosedByKey }: ToastStackProps & { notice: InboxNotice }) {
  const [isHeld, setHeld] = useState(false);
  const self = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(() => session.toasts.hide(notice.id), toastStays);
    return () => clearTimeout(timer);
  }, [isHeld, notice.id]);
  const close = (byKey: boolean) => {
    session.toasts.close(notice.id);
    if (byKey) onClosedByKey();
  };
  const letGo = () => setHeld(self.current?.matches(':hover, :focus-within') ?? false);
  return (
    <div
      ref={self}
      class={`toast toast--${notice.tone}`}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={letGo}
      onFocusIn={() => setHeld(true)}
      onFocusOut={() => setHeld(false)}
      onKeyDown={(event) => event.key === 'Escape' && close(true)}
    >
      <span class="notice__tone" role="img" aria-label={words.tone[notice.tone]}>
        <ToneIcon tone={notice.tone} />
      </span>
      <div class="toast__body">
        <p class="toast__title">{notice.title}</p>
        <p class="toast__text">{notice.text}</p>
        {notice.link && <NoticeLink link={notice.link} session={session} words={words} />}
      </div>
      <button
        type="button"
        class="icon-button"
        title={words.close}
        aria-label={words.closeNotice(notice.title)}
        // A click made with the keyboard has no count.
        onClick={(event) => close(event.detail === 0)}
      >
        <CloseIcon />
      </button>
    </div>
  );
}
