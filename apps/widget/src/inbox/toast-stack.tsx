import { useEffect, useRef, useState } from 'preact/hooks';
import { CloseIcon, KindIcon } from '../icons';
import { NoticeLink } from '../overview/panel-link';
import type { Session } from '../session';
import type { Words } from '../text/words';
import { useStore } from '../use-store';
import { Figures } from './figures';
import type { InboxNotice } from './inbox';

/** How long a toast stays when nobody looks closer, in milliseconds. One that asks to be understood stays until it is. */
export const toastStays = 8_000;

/** New notices, popping up inside the live region of the corner. */
export function ToastStack(props: ToastStackProps) {
  const toasts = useStore(props.session.toasts);
  return (
    <>
      {toasts.map((notice) => (
        <Toast key={notice.id} notice={notice} {...props} />
      ))}
    </>
  );
}

interface ToastStackProps {
  readonly session: Session;
  readonly words: Words;
  /** The focus was in the toast that has just gone: it has to go somewhere. */
  readonly onClosedByKey: () => void;
  /** There is something to decide: the panel has the choice. */
  readonly onDecide: () => void;
}

function Toast({
  notice,
  session,
  words,
  onClosedByKey,
  onDecide,
}: ToastStackProps & { notice: InboxNotice }) {
  const [isHeld, setHeld] = useState(false);
  const self = useRef<HTMLDivElement>(null);
  const { id, title, text, tone, kind, details, link } = notice;
  const isAsking = notice.asksToAcknowledge && !notice.understood;
  useEffect(() => {
    if (isHeld || isAsking) return;
    const timer = setTimeout(() => session.toasts.hide(id), toastStays);
    return () => clearTimeout(timer);
  }, [isHeld, isAsking, id]);
  const leave = (byKey: boolean, act: 'close' | 'acknowledge' = 'close') => {
    session.toasts[act](id);
    if (byKey) onClosedByKey();
  };
  const letGo = () => setHeld(self.current?.matches(':hover, :focus-within') ?? false);
  return (
    <div
      ref={self}
      class={`toast toast--${tone}`}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={letGo}
      onFocusIn={() => setHeld(true)}
      onFocusOut={() => setHeld(false)}
      onKeyDown={(event) => event.key === 'Escape' && leave(true)}
    >
      <span class="notice__tone" role="img" aria-label={words.tone[tone]}>
        <KindIcon kind={kind} tone={tone} />
      </span>
      <div class="toast__body">
        <p class="toast__title">{title}</p>
        {details ? <Figures details={details} words={words} /> : <p class="toast__text">{text}</p>}
        <p class="acts">
          {notice.priceChange && !notice.priceChange.refused ? (
            <button type="button" class="link" onClick={onDecide}>
              {words.decide}
            </button>
          ) : (
            link && <NoticeLink link={link} session={session} words={words} />
          )}
          {isAsking && (
            <button
              type="button"
              class="link link--quiet"
              onClick={(event) => leave(event.detail === 0, 'acknowledge')}
            >
              {words.understood}
            </button>
          )}
        </p>
      </div>
      <button
        type="button"
        class="icon-button"
        title={words.close}
        aria-label={words.closeNotice(title)}
        // A click made with the keyboard has no count.
        onClick={(event) => leave(event.detail === 0)}
      >
        <CloseIcon />
      </button>
    </div>
  );
}
