import { useLocation } from 'preact-iso';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { webhookWords } from '../../text/webhook-words';

const TABS = ['keys', 'webhooks', 'console', 'docs'] as const;
export type DeveloperTab = (typeof TABS)[number];

const hrefOf = (code: string, tab: DeveloperTab): string => {
  if (tab === 'webhooks') return `/catalogue/${code}/webhooks`;
  return tab === 'keys' ? `/catalogue/${code}/developers` : `/catalogue/${code}/developers/${tab}`;
};

/** What there is for the developer of a product; each part has an address that can be sent. */
export function DeveloperTabs({ code, current }: { code: string; current: DeveloperTab }) {
  const w = webhookWords().developers;
  const { route } = useLocation();
  const row = useRef<HTMLElement>(null);
  // On a narrow screen the row is wider than the page: the chosen tab comes into sight.
  useLayoutEffect(() => {
    const nav = row.current;
    const chosen = nav?.querySelector<HTMLElement>('[aria-current]');
    if (nav && chosen) nav.scrollLeft = chosen.offsetLeft - nav.offsetLeft - nav.clientWidth / 3;
  }, [current]);
  return (
    <nav ref={row} class="tabs" aria-label={w.open}>
      {TABS.map((tab) => (
        <a
          key={tab}
          href={hrefOf(code, tab)}
          aria-current={tab === current ? 'page' : undefined}
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return;
            event.preventDefault();
            route(hrefOf(code, tab));
          }}
        >
          {w.tabs[tab]}
        </a>
      ))}
    </nav>
  );
}
