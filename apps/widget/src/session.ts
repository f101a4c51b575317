import { Heartbeat, type Pace, type PageSigns } from './inbox/heartbeat';
import { Inbox } from './inbox/inbox';
import { Toasts, type ToastMemory } from './inbox/toasts';
import { Overview } from './overview/overview';
import { Refusal, refusalOf, type WidgetApi } from './widget-api';

export type Opened =
  { readonly kind: 'opened' } | { readonly kind: 'blocked'; readonly url: string } | Refusal;

/**
 * What one open page of amoCRM knows of us, whatever is drawn of it and wherever. It outlives the drawing:
 * amoCRM takes a widget down and puts it up again at every move between areas.
 */
export class Session {
  readonly inbox: Inbox;
  readonly overview: Overview;
  readonly toasts: Toasts;
  private readonly heartbeat: Heartbeat;
  private undo: (() => void) | null = null;
  private viewers = 0;

  constructor(
    private readonly api: WidgetApi,
    page: PageSigns,
    memory: ToastMemory,
    pace: Pace,
    /** amoCRM's consent page, for an account that is not connected. */
    readonly connectUrl: string | null,
  ) {
    this.inbox = new Inbox(api);
    this.overview = new Overview(api);
    this.toasts = new Toasts(this.inbox, memory);
    this.heartbeat = new Heartbeat((woken) => this.beat(woken), page, pace);
  }

  /** Somebody is drawn: the heart beats while at least one is. @returns the undo, safe to call twice */
  watch(): () => void {
    if (this.viewers++ === 0) this.undo = this.heartbeat.start();
    else this.refresh();
    let isWatching = true;
    return () => {
      if (!isWatching) return;
      isWatching = false;
      if (--this.viewers > 0) return;
      this.undo?.();
      this.undo = null;
    };
  }

  /** Asks for everything now. */
  refresh(): void {
    this.heartbeat.wake();
  }

  /**
   * Opens the panel in a new tab. The tab is opened at once, while the click still counts as the person's own, and
   * sent on when the link has come: browsers block a window that opens by itself.
   */
  async openPanel(page: string | null = null): Promise<Opened> {
    const tab = window.open('', '_blank');
    try {
      const { url } = await this.api.panelLink();
      const target = new URL(url, window.location.href);
      if (page) target.searchParams.set('next', page);
      if (!/^https?:$/.test(target.protocol)) throw new Refusal('unexpected_answer', 200);
      if (!tab) return { kind: 'blocked', url: target.href };
      tab.opener = null;
      tab.location.replace(target.href);
      return { kind: 'opened' };
    } catch (error) {
      tab?.close();
      return refusalOf(error);
    }
  }

  /** Refuses an announced price and reads again what came of it. @returns why not, or null */
  async refusePrice(changeId: string): Promise<Refusal | null> {
    try {
      await this.api.refusePrice(changeId);
    } catch (error) {
      return refusalOf(error);
    }
    await Promise.all([this.inbox.refresh(), this.overview.refresh()]);
    return null;
  }

  /** Something new in the inbox usually means that money or a product has moved too. */
  private async beat(woken: boolean): Promise<boolean> {
    const [news, wasRead] = await Promise.all([
      this.inbox.refresh(),
      woken || this.overview.state.kind !== 'ready' ? this.overview.refresh() : true,
    ]);
    const isRead = news === 'changed' && !woken ? await this.overview.refresh() : wasRead;
    return news !== 'failed' && isRead;
  }
}
