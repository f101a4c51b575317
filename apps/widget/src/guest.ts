import {
  apiOriginOf,
  cardPlaceOf,
  connectUrlOf,
  elementOf,
  folderOf,
  isInstalled,
  pageLanguage,
  personOf,
  seatsOf,
  workAreaOf,
  type AmoWidget,
} from './amocrm/amocrm-page';
import { carrierOf, createWidgetApi } from './amocrm/transport';
import { documentSigns, widgetPace } from './inbox/heartbeat';
import { tabMemory } from './inbox/toasts';
import { drawLauncher } from './launcher/launcher';
import { drawLazily } from './lazily';
import { browserTabs } from './live/tabs';
import { loadScreens } from './load-screens';
import { onceInSight } from './in-sight';
import { mountGuest, type Place } from './mount';
import { element } from './element';
import { Session } from './session';
import { sorry } from './sorry';
import { cornerWordsIn, type CornerWords } from './text/corner-words';
import type { WidgetApi } from './widget-api';

const canStream = (): boolean => typeof fetch === 'function' && typeof ReadableStream === 'function';

/**
 * Our whole presence in one page of amoCRM. There is one, however many times amoCRM calls or makes the widget:
 * everything it is asked to do twice is done once, and `leave` takes all of it away.
 */
export class Guest {
  private session: Session | null = null;
  /** The newest widget object amoCRM made of us: an older one's methods may be dead. */
  private widget: AmoWidget | null = null;
  private readonly undo = new Map<Place, () => void>();
  private hasReported = false;

  /** Stands in the corner of every page, once the widget is installed. */
  stay(widget: AmoWidget): void {
    if (!isInstalled(widget)) return;
    this.standInCard(widget);
    if (this.isStanding()) return;
    this.draw('launcher', document.body, widget, (body, session, words, onTrouble) =>
      drawLauncher(body, session, words, onTrouble),
    );
  }

  /** Balance and products in the settings window amoCRM opened, with the consent that Install waits for. */
  showSettings(widget: AmoWidget, given: unknown): void {
    const body = elementOf(given);
    if (!body) return;
    const field = body.querySelector<HTMLInputElement>('input[name="consent"]');
    const parent = body.querySelector<HTMLElement>('.widget_settings_block') ?? body;
    if (!isInstalled(widget)) return this.askConsent(widget, parent, field);
    this.drawScreen(parent, widget, 'account');
  }

  /** The page of our menu item. */
  showPage(widget: AmoWidget): void {
    const area = workAreaOf(widget);
    if (area) this.drawScreen(area, widget, 'account');
  }

  /** Our page in amoCRM's settings: what is sold, what it costs this account, and how to have it. */
  showStorefront(widget: AmoWidget): void {
    const area = workAreaOf(widget);
    if (area) this.drawScreen(area, widget, 'storefront');
  }

  /** Something was saved: what we know may be old. */
  refresh(): void {
    this.session?.refresh();
  }

  /** Something of ours broke: says so in our own element, with nothing else of ours left standing. */
  apologise(reason: unknown, where: string): void {
    this.report(reason, where);
    this.leave();
    const words = cornerWordsIn(pageLanguage());
    const draw = (body: HTMLElement) => {
      body.append(element('div', { class: 'corner' }, sorry(reason, words)));
      return () => {};
    };
    this.undo.set('launcher', mountGuest(document.body, 'launcher', words, draw));
  }

  leave(): void {
    for (const undo of this.undo.values()) undo();
    this.undo.clear();
  }

  /** Tells our server of a mistake of ours, the first one of a page only: the next ones mostly follow from it. */
  private report(reason: unknown, where: string): void {
    if (this.hasReported || !this.widget) return;
    this.hasReported = true;
    const message = String((reason as Error | null)?.stack ?? reason).slice(0, 500);
    this.apiOf(this.widget)
      .report({ where, message, version: __ROCKET_VERSION__ })
      .catch(() => undefined);
  }

  private isStanding(): boolean {
    return (
      document.body.querySelector(':scope > [data-rocket-widget="launcher"]') !== null &&
      this.undo.has('launcher')
    );
  }

  /**
   * In the card of a lead, under the caption amoCRM gives us in the column of widgets. amoCRM keeps its blocks folded, so
   * nothing is fetched before ours is in sight. The corner listens to the server for it.
   */
  private standInCard(widget: AmoWidget): void {
    const place = cardPlaceOf(widget);
    if (!place) return this.undo.get('card')?.();
    if (this.undo.has('card') && place.hasChildNodes()) return;
    this.undo.get('card')?.();
    const session = this.sessionOf(widget);
    const words = cornerWordsIn(pageLanguage());
    const onTrouble = (reason: unknown) => this.report(reason, 'card');
    const stage = { load: () => session.screens(), words, onTrouble };
    const erase = mountGuest(place, 'card', words, (body) =>
      onceInSight(body, () => drawLazily(body, stage, { kind: 'card', session })),
    );
    this.undo.set('card', () => {
      this.undo.delete('card');
      erase();
      place.remove();
    });
  }

  private askConsent(widget: AmoWidget, parent: HTMLElement, field: HTMLInputElement | null): void {
    if (!field) return;
    const words = cornerWordsIn(pageLanguage());
    const onTrouble = (reason: unknown) => this.report(reason, 'consent');
    const stage = { load: () => loadScreens(folderOf(widget)), words, onTrouble };
    this.undo.get('page')?.();
    this.undo.set(
      'page',
      mountGuest(parent, 'page', words, (body) => drawLazily(body, stage, { kind: 'consent', field })),
    );
  }

  private drawScreen(parent: HTMLElement, widget: AmoWidget, kind: 'account' | 'storefront'): void {
    this.draw('page', parent, widget, (body, session, words, onTrouble) =>
      drawLazily(body, { load: () => session.screens(), words, onTrouble }, { kind, session }),
    );
  }

  private draw(
    name: Place,
    parent: HTMLElement,
    widget: AmoWidget,
    content: (
      body: HTMLElement,
      session: Session,
      words: CornerWords,
      onTrouble: (reason: unknown) => void,
    ) => () => void,
  ): void {
    this.undo.get(name)?.();
    const session = this.sessionOf(widget);
    const words = cornerWordsIn(pageLanguage());
    const onTrouble = (reason: unknown) => this.report(reason, name);
    const erase = mountGuest(parent, name, words, (body) => content(body, session, words, onTrouble));
    const rest = session.watch();
    this.undo.set(name, () => {
      rest();
      erase();
      this.undo.delete(name);
    });
  }

  private apiOf(widget: AmoWidget): WidgetApi {
    this.widget = widget;
    const carry = carrierOf(() => this.widget ?? widget);
    return createWidgetApi(apiOriginOf(widget, __ROCKET_API__), carry);
  }

  private sessionOf(widget: AmoWidget): Session {
    this.widget = widget;
    const name = `rocket-widget:${apiOriginOf(widget, __ROCKET_API__)}:${personOf(widget)}`;
    return (this.session ??= new Session(this.apiOf(widget), {
      page: documentSigns,
      memory: tabMemory,
      pace: widgetPace,
      tabs: canStream() ? (heard) => browserTabs(name, heard) : null,
      loadScreens: () => loadScreens(folderOf(this.widget ?? widget)),
      connectUrl: connectUrlOf(widget),
      seats: seatsOf,
    }));
  }
}
