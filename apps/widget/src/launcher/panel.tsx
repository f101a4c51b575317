import { useEffect, useRef, useState } from 'preact/hooks';
import { CloseIcon, RocketMark } from '../icons';
import { NoticeList } from '../inbox/notice-list';
import { AccountView, Products } from '../overview/account-view';
import { useOverview } from '../overview/use-overview';
import type { Session } from '../session';
import type { Words } from '../text/words';
import { useStore } from '../use-store';

const tabs = ['notices', 'products'] as const;
type Tab = (typeof tabs)[number];

export function Panel({ session, words, onClose }: { session: Session; words: Words; onClose: () => void }) {
  const self = useRef<HTMLDivElement>(null);
  const overview = useOverview(session);
  useEffect(() => self.current?.focus(), []);
  return (
    <div
      ref={self}
      class="panel__all"
      role="dialog"
      aria-label={words.name}
      tabIndex={-1}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <header class="panel__head">
        <RocketMark size={22} />
        <h2 class="panel__name">{words.name}</h2>
        <span class="panel__account">{overview.kind === 'ready' && overview.state.account.name}</span>
        <button
          type="button"
          class="icon-button"
          aria-label={words.collapse}
          title={words.close}
          onClick={onClose}
        >
          <CloseIcon />
        </button>
      </header>
      <div class="panel__scroll">
        <AccountView session={session} words={words}>
          <Tabs session={session} words={words} />
        </AccountView>
      </div>
    </div>
  );
}

/** Two lists, one at a time; arrows move between the tabs, as the ARIA practice says. */
function Tabs({ session, words }: { session: Session; words: Words }) {
  const [tab, setTab] = useState<Tab>('notices');
  const inbox = useStore(session.inbox);
  const unseen = inbox.kind === 'ready' ? inbox.unseen : 0;
  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    const other = tab === 'notices' ? 'products' : 'notices';
    setTab(other);
    event.currentTarget.querySelector<HTMLElement>(`#tab-${other}`)?.focus();
  };
  return (
    <>
      <div class="tabs" role="tablist" onKeyDown={onKeyDown}>
        {tabs.map((name) => (
          <button
            key={name}
            type="button"
            id={`tab-${name}`}
            class="tab"
            role="tab"
            aria-selected={tab === name}
            aria-controls="list"
            tabIndex={tab === name ? 0 : -1}
            onClick={() => setTab(name)}
          >
            {words[name]}
            {name === 'notices' && unseen > 0 && <span class="count">{unseen}</span>}
          </button>
        ))}
      </div>
      <div id="list" role="tabpanel" aria-labelledby={`tab-${tab}`}>
        {tab === 'notices' ? (
          <NoticeList session={session} words={words} />
        ) : (
          <Products session={session} words={words} />
        )}
      </div>
    </>
  );
}
