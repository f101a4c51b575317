import type { ComponentChildren } from 'preact';
import {
  apiOriginOf,
  connectUrlOf,
  elementOf,
  isInstalled,
  pageLanguage,
  workAreaOf,
  type AmoWidget,
} from './amocrm/amocrm-page';
import { carrierOf, createWidgetApi } from './amocrm/transport';
import { documentSigns, widgetPace } from './inbox/heartbeat';
import { tabMemory } from './inbox/toasts';
import { Launcher } from './launcher/launcher';
import { mountGuest } from './mount';
import { AccountPage } from './overview/account-view';
import { Consent } from './overview/consent';
import { Session } from './session';
import { Broken } from './shelter';
import { wordsIn, type Words } from './text/words';

/**
 * Our whole presence in one page of amoCRM. There is one, however many times amoCRM calls or makes the widget:
 * everything it is asked to do twice is done once, and `leave` takes all of it away.
 */
export class Guest {
  private session: Session | null = null;
  /** The newest widget object amoCRM made of us: an older one's methods may be dead. */
  private widget: AmoWidget | null = null;
  private readonly undo = new Map<'launcher' | 'page', () => void>();

  /** Stands in the corner of every page, once the widget is installed. */
  stay(widget: AmoWidget): void {
    if (!isInstalled(widget) || this.isStanding()) return;
    this.draw('launcher', document.body, widget, (session, words) => (
      <Launcher session={session} words={words} />
    ));
  }

  /** Balance and products in the settings window amoCRM opened, with the consent that Install waits for. */
  showSettings(widget: AmoWidget, given: unknown): void {
    const body = elementOf(given);
    if (!body) return;
    const field = body.querySelector<HTMLInputElement>('input[name="consent"]');
    const parent = body.querySelector<HTMLElement>('.widget_settings_block') ?? body;
    if (!isInstalled(widget)) return this.askConsent(parent, field);
    this.draw('page', parent, widget, (session, words) => <AccountPage session={session} words={words} />);
  }

  /** The page of our menu item, and our page in amoCRM's settings. */
  showPage(widget: AmoWidget): void {
    const area = workAreaOf(widget);
    if (area)
      this.draw('page', area, widget, (session, words) => <AccountPage session={session} words={words} />);
  }

  /** Something was saved: what we know may be old. */
  refresh(): void {
    this.session?.refresh();
  }

  /** Something of ours broke: says so in our own element, with nothing else of ours left standing. */
  apologise(reason: unknown): void {
    this.leave();
    const words = wordsIn(pageLanguage());
    const sorry = (
      <div class="corner">
        <Broken reason={reason} words={words} />
      </div>
    );
    this.undo.set('launcher', mountGuest(document.body, 'launcher', words, sorry));
  }

  leave(): void {
    for (const undo of this.undo.values()) undo();
    this.undo.clear();
  }

  private isStanding(): boolean {
    return (
      document.body.querySelector(':scope > [data-rocket-widget="launcher"]') !== null &&
      this.undo.has('launcher')
    );
  }

  private askConsent(parent: HTMLElement, field: HTMLInputElement | null): void {
    if (!field) return;
    const words = wordsIn(pageLanguage());
    this.undo.get('page')?.();
    this.undo.set('page', mountGuest(parent, 'page', words, <Consent field={field} words={words} />));
  }

  private draw(
    name: 'launcher' | 'page',
    parent: HTMLElement,
    widget: AmoWidget,
    content: (session: Session, words: Words) => ComponentChildren,
  ): void {
    this.undo.get(name)?.();
    const session = this.sessionOf(widget);
    const words = wordsIn(pageLanguage());
    const erase = mountGuest(parent, name, words, content(session, words));
    const rest = session.watch();
    this.undo.set(name, () => {
      rest();
      erase();
      this.undo.delete(name);
    });
  }

  private sessionOf(widget: AmoWidget): Session {
    this.widget = widget;
    const carry = carrierOf(() => this.widget ?? widget);
    const api = createWidgetApi(apiOriginOf(widget, __ROCKET_API__), carry);
    return (this.session ??= new Session(api, documentSigns, tabMemory, widgetPace, connectUrlOf(widget)));
  }
}
