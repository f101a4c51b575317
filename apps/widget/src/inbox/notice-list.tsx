import { useEffect, useRef } from 'preact/hooks';
import { PriceChoice } from './price-choice';
import { KindIcon, QuietIcon } from '../icons';
import { NoticeLink } from '../overview/panel-link';
import { useOverview } from '../overview/use-overview';
import { Refused, Stale } from '../refused';
import type { Session } from '../session';
import { writeInstant } from '../text/write';
import type { Words } from '../text/words';
import { useStore } from '../use-store';
import { Figures } from './figures';
import type { InboxNotice } from './inbox';

/** How long a notice must be in sight to count as seen, in milliseconds. */
const glance = 1_000;

export function NoticeList({ session, words }: { session: Session; words: Words }) {
  const state = useStore(session.inbox);
  const overview = useOverview(session);
  // Said once: the balance above says it for both.
  const isSaid = overview.kind === 'ready' && overview.stale !== null;
  if (state.kind === 'loading') return <p role="status">{words.loading}</p>;
  if (state.kind === 'failed') return <Refused refusal={state.refusal} session={session} words={words} />;
  if (state.notices.length === 0)
    return (
      <div class="nothing">
        <QuietIcon />
        <p>{words.noNotices}</p>
        <p class="hint">{words.noNoticesHint}</p>
      </div>
    );
  return (
    <>
      <Stale refusal={isSaid ? null : state.stale} words={words} />
      <ul class="notices">
        {state.notices.map((notice) => (
          <NoticeItem key={notice.id} notice={notice} session={session} words={words} />
        ))}
      </ul>
      {state.unseen > 0 && (
        <button type="button" class="link link--all" onClick={() => void session.inbox.markAllSeen()}>
          {words.markAllSeen}
        </button>
      )}
    </>
  );
}

function NoticeItem({ notice, session, words }: { notice: InboxNotice; session: Session; words: Words }) {
  const item = useRef<HTMLLIElement>(null);
  // The dot stays while the list is open, so that the person sees which ones were new.
  const wasNew = useRef(!notice.seen);
  useEffect(() => {
    if (notice.seen || !item.current) return;
    return onceSeen(item.current, () => void session.inbox.markSeen(notice.id));
  }, [notice.id, notice.seen]);
  return (
    <li ref={item} class={`notice notice--${notice.tone}${wasNew.current ? ' notice--new' : ''}`}>
      <span class="notice__tone" role="img" aria-label={words.tone[notice.tone]}>
        <KindIcon kind={notice.kind} tone={notice.tone} />
      </span>
      <div class="notice__body">
        <h3 class="notice__title">
          {notice.title}
          {wasNew.current && <span class="dot" role="img" aria-label={words.unseen} />}
        </h3>
        {notice.details && <Figures details={notice.details} words={words} />}
        {/* The figures say it all; only of a price there is more to say. */}
        {(!notice.details || notice.details.type === 'price') && <p class="notice__text">{notice.text}</p>}
        {notice.priceChange && <PriceChoice change={notice.priceChange} session={session} words={words} />}
        <p class="notice__foot">
          <time dateTime={notice.createdAt}>{writeInstant(words, notice.createdAt)}</time>
          {notice.link && <NoticeLink link={notice.link} session={session} words={words} />}
          {notice.asksToAcknowledge && !notice.understood && (
            <button
              type="button"
              class="link link--quiet"
              onClick={() => void session.inbox.acknowledge(notice.id)}
            >
              {words.understood}
            </button>
          )}
        </p>
      </div>
    </li>
  );
}

/** Calls back when at least half of the element has been in sight for a glance. */
function onceSeen(element: HTMLElement, seen: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = (isInSight: boolean) => {
    clearTimeout(timer);
    if (isInSight) timer = setTimeout(seen, glance);
  };
  if (typeof IntersectionObserver === 'undefined') {
    look(true);
    return () => clearTimeout(timer);
  }
  const observer = new IntersectionObserver((entries) => look(entries.at(-1)?.isIntersecting ?? false), {
    threshold: 0.5,
  });
  observer.observe(element);
  return () => {
    observer.disconnect();
    clearTimeout(timer);
  };
}
