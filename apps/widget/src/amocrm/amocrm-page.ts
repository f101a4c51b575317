/** The part of amoCRM's widget object that we read. amoCRM adds these methods to our prototype after `define`. */
export interface AmoWidget {
  callbacks?: Record<string, unknown>;
  params?: { path?: string; widget_code?: string };
  get_settings?(): AmoSettings;
  get_install_status?(): string;
  system?(): { area?: string; domain?: string; subdomain?: string; amouser_id?: number | string };
  render_template?(what: { caption: { class_name: string }; body: string; render: string }): unknown;
  get_version?(): string;
  $authorizedAjax?(options: AjaxOptions): PromiseLike<unknown>;
}

export interface AmoSettings {
  path?: string;
  widget_code?: string;
  oauth_client_uuid?: string;
  api_origin?: string;
}

/** jQuery's options, as far as we use them. */
export interface AjaxOptions {
  readonly url: string;
  readonly method: string;
  readonly type: string;
  readonly dataType: 'text';
  readonly headers: Readonly<Record<string, string>>;
  readonly timeout: number;
  readonly global: false;
  readonly data?: string;
  readonly contentType?: string;
  readonly processData?: boolean;
}

interface AmoApp {
  lang_id?: string;
  constant?(name: string): unknown;
}

/** What we read of amoCRM's list of users. */
interface Manager {
  readonly active?: boolean | string;
  readonly free_user?: string;
}

/** What an expression over somebody else's objects gives, or null when those objects are not as we were told. */
function attempt<T>(read: () => T): T | null {
  try {
    return read() ?? null;
  } catch {
    return null;
  }
}

/** Documentation says `APP` since 2023-05-11; older pages have the same object under its old name. */
function amoApp(): AmoApp {
  const page = window as unknown as { APP?: AmoApp; AMOCRM?: AmoApp };
  return page.APP ?? page.AMOCRM ?? {};
}

export type Language = 'ru' | 'en';

/** The language of amoCRM's own interface; Russian unless it is plainly another one. */
export function pageLanguage(): Language {
  const said = attempt(() => amoApp().lang_id) ?? document.documentElement.lang;
  return !said || /^(ru|be|kk|uk)/i.test(said) ? 'ru' : 'en';
}

export type Theme = 'light' | 'dark';

/** The theme the user chose in amoCRM; the system's preference when amoCRM does not say. */
export function pageTheme(): Theme {
  const chosen = attempt(() => (amoApp().constant?.('user') as { theme?: string }).theme);
  if (chosen && /dark/i.test(chosen)) return 'dark';
  if (chosen && /light/i.test(chosen)) return 'light';
  return attempt(() => window.matchMedia('(prefers-color-scheme: dark)').matches) ? 'dark' : 'light';
}

export const settingsOf = (widget: AmoWidget): AmoSettings => ({
  ...attempt(() => widget.params),
  ...attempt(() => widget.get_settings?.()),
});

/** False while the widget only stands in the list of integrations and nobody has pressed Install. */
export const isInstalled = (widget: AmoWidget): boolean =>
  attempt(() => widget.get_install_status?.()) !== 'install';

/**
 * Where to send the calls. The origin fixed at build time wins, so that a setting typed into an account cannot
 * lead its users' tokens elsewhere; then the setting; then the origin that script.js was served from.
 */
export function apiOriginOf(widget: AmoWidget, builtIn: string): string {
  const settings = settingsOf(widget);
  const said = builtIn || settings.api_origin || settings.path || window.location.href;
  return attempt(() => new URL(said, window.location.href).origin) ?? window.location.origin;
}

/** amoCRM's consent page for our integration (facts: authorise URL, no redirect_uri in it). */
export function connectUrlOf(widget: AmoWidget): string | null {
  const client = settingsOf(widget).oauth_client_uuid;
  if (!client) return null;
  const domain = attempt(() => widget.system?.().domain) ?? window.location.hostname;
  const platform = domain.endsWith('kommo.com') ? 'www.kommo.com' : 'www.amocrm.ru';
  return `https://${platform}/oauth?client_id=${encodeURIComponent(client)}&mode=post_message`;
}

/** The element amoCRM gave us: the first of a jQuery collection, or the element itself. */
export function elementOf(given: unknown): HTMLElement | null {
  const first = given instanceof HTMLElement ? given : attempt(() => (given as ArrayLike<unknown>)[0]);
  return first instanceof HTMLElement ? first : null;
}

/** Where a page of ours goes: the left-menu item, and by custom the page in the settings as well. */
export function workAreaOf(widget: AmoWidget): HTMLElement | null {
  const code = settingsOf(widget).widget_code;
  return (
    (code ? document.getElementById(`work-area-${code}`) : null) ??
    document.getElementById('list_page_holder')
  );
}

const peg = 'data-rocket-card';

/**
 * Our place in the right-hand column of a lead's card, which amoCRM makes when asked; null anywhere else, and in a page that
 * has no such column (yet).
 */
export function cardPlaceOf(widget: AmoWidget): HTMLElement | null {
  if (attempt(() => widget.system?.().area) !== 'lcard') return null;
  const find = () => document.querySelector<HTMLElement>(`[${peg}]`);
  if (!find()) {
    const what = { caption: { class_name: 'rocket-caption' }, body: '', render: `<div ${peg}></div>` };
    attempt(() => widget.render_template?.(what));
  }
  return find();
}

/**
 * How many people work in the account, as amoCRM's page lists them: active and not free. Only a proposal of a quantity, for
 * everything in the page can be forged; null when the page does not say.
 */
export function seatsOf(): number | null {
  const managers = attempt(() => amoApp().constant?.('managers') as Readonly<Record<string, Manager>>);
  const seats = Object.values(managers ?? {}).filter(
    ({ active, free_user: free }) => active !== false && active !== 'N' && free !== 'Y',
  ).length;
  return seats || null;
}

/** Whose tabs belong together: one person in one account. */
export function personOf(widget: AmoWidget): string {
  const { subdomain, amouser_id: user } = attempt(() => widget.system?.()) ?? {};
  return `${subdomain ?? window.location.host}:${user ?? ''}`;
}

/** The folder that script.js lies in, without a slash at its end; '' when amoCRM does not say. */
export const folderOf = (widget: AmoWidget): string => (settingsOf(widget).path ?? '').replace(/\/+$/, '');
