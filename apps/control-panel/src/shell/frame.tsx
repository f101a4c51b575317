import type { MeDto } from '@rocket/contracts';
import { Skeleton } from '@rocket/ui';
import type { ComponentChildren } from 'preact';
import { useLocation } from 'preact-iso';
import { useEffect, useRef, useState } from 'preact/hooks';
import { BalanceLine } from '../account/balance-line';
import { speak, words } from '../text/words';
import { Brand, Icon } from './icons';
import { isCurrent, navigationOf } from './navigation';
import { onDemand } from './on-demand';
import { searching, searchOnSlash } from './searching';
import { signOut } from './sign-out';
import { switchTheme, theme } from './theme';

const QuickSearch = onDemand(() => import('../staff/search/quick-search').then((file) => file.QuickSearch));
const WaitingRequests = onDemand(() =>
  import('../staff/support/waiting-requests').then((file) => file.WaitingRequests),
);

/** The menu beside (on a phone: over) the screen. */
export function Frame({ me, children }: { me: MeDto; children: ComponentChildren }) {
  const t = words.value;
  const { path } = useLocation();
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  useEffect(() => setOpen(false), [path]);
  useEffect(() => (me.kind === 'staff' ? searchOnSlash() : undefined), [me.kind]);
  useEffect(() => {
    if (!open) return undefined;
    const close = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      opener.current?.focus();
    };
    addEventListener('keydown', close);
    return () => removeEventListener('keydown', close);
  }, [open]);
  return (
    <div class={`frame${open ? ' is-open' : ''}`}>
      <a class="skip" href="#main" onClick={focusMain}>
        {t.shell.skip}
      </a>
      <header class="topbar">
        <button
          ref={opener}
          type="button"
          class="icon-button"
          aria-expanded={open}
          aria-controls="menu"
          aria-label={open ? t.shell.closeMenu : t.shell.menu}
          onClick={() => setOpen(!open)}
        >
          <Icon name="menu" />
        </button>
        <Brand name={t.brand} />
        {me.kind === 'user' ? (
          <BalanceLine accountId={me.account.id} short />
        ) : (
          <button
            type="button"
            class="icon-button at-end"
            aria-label={t.shell.search}
            onClick={() => (searching.value = true)}
          >
            <Icon name="search" />
          </button>
        )}
      </header>
      <aside class="side" id="menu">
        <a class="side-brand" href="/">
          <Brand name={t.brand} />
        </a>
        {me.kind === 'staff' && (
          <button type="button" class="side-search" onClick={() => (searching.value = true)}>
            <Icon name="search" />
            {t.shell.search}
            <kbd aria-hidden="true">/</kbd>
          </button>
        )}
        {me.kind === 'user' && (
          <div class="side-account">
            <strong>{me.account.name}</strong>
            <span class="muted">{me.account.subdomain}.amocrm.ru</span>
            <BalanceLine accountId={me.account.id} />
          </div>
        )}
        <nav aria-label={t.shell.menu}>
          <ul>
            {navigationOf(me).map(({ section, href }) => (
              <li key={href}>
                <a href={href} aria-current={isCurrent(href, path) ? 'page' : undefined}>
                  <Icon name={section} />
                  {t.nav[section]}
                  {section === 'supportDesk' && <WaitingRequests />}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div class="side-foot">
          <div class="side-me">
            <strong>{me.name}</strong>
            <span class="muted">{me.kind === 'user' ? t.levels[me.level] : t.signIn.roles[me.role]}</span>
            <a href="/security" aria-current={path === '/security' ? 'page' : undefined}>
              {t.shell.security}
            </a>
          </div>
          <Preferences />
          <button type="button" class="icon-button" title={t.shell.signOut} onClick={() => void signOut()}>
            <Icon name="exit" />
            <span class="visually-hidden">{t.shell.signOut}</span>
          </button>
        </div>
      </aside>
      <div class="veil" onClick={() => setOpen(false)} />
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      {searching.value && me.kind === 'staff' && <QuickSearch onClose={() => (searching.value = false)} />}
    </div>
  );
}

function focusMain(event: MouseEvent): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

/** Theme and language; both are kept in this browser. */
export function Preferences() {
  const t = words.value;
  const next = theme.value === 'dark' ? 'light' : 'dark';
  return (
    <>
      <button type="button" class="icon-button" title={t.shell.theme[next]} onClick={switchTheme}>
        <Icon name={next === 'light' ? 'sun' : 'moon'} />
        <span class="visually-hidden">{t.shell.theme[next]}</span>
      </button>
      <button
        type="button"
        class="icon-button"
        title={t.shell.otherLanguage}
        lang={t.language === 'ru' ? 'en' : 'ru'}
        onClick={() => void speak(t.language === 'ru' ? 'en' : 'ru')}
      >
        <Icon name="language" />
        <span class="visually-hidden">{t.shell.otherLanguage}</span>
      </button>
    </>
  );
}

/** The frame before it is known who is signed in. */
export const FramePlaceholder = () => (
  <div class="frame">
    <aside class="side" aria-hidden="true" />
    <main>
      <div class="page">
        <div class="panel">
          <Skeleton lines={5} label={words.value.common.loading} />
        </div>
      </div>
    </main>
  </div>
);
