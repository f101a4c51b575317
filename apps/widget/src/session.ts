import { Heartbeat, type Pace, type PageSigns } from './inbox/heartbeat';
import { Inbox } from './inbox/inbox';
import { Toasts, type ToastMemory } from './inbox/toasts';
import { Live } from './live/live';
import type { Tabs, TabWord } from './live/tabs';
import type { Screens } from './screens';
import { refusalOf, type Refusal, type WidgetApi } from './widget-api';

/** What of the page and of the browser a session stands on. */
export interface Surroundings {
  readonly page: PageSigns;
  readonly memory: ToastMemory;
  readonly pace: Pace;
  /** Null where the browser cannot read a stream: then there are polls only. */
  readonly tabs: ((heard: (word: TabWord) => void) => Tabs) | null;
  readonly loadScreens: () => Promise<Screens>;
  /** amoCRM's consent page, for an account that is not connected. */
  readonly connectUrl: string | null;
  readonly seats: () => number | null;
}

/**
 * What one open page of amoCRM knows of us, whatever is drawn of it and wherever. It outlives the drawing:
 * amoCRM takes a widget down and puts it up again at every move between areas.
 */
export class Session {
  readonly inbox: Inbox;
  readonly toasts: Toasts;
  private readonly heartbeat: Heartbeat;
  private readonly refreshed = new Set<() => void>();
  private live: Live | null = null;
  private tabs: Tabs | null = null;
  private undo: (() => void) | null = null;
  private viewers = 0;

  constructor(
    readonly api: WidgetApi,
    private readonly around: Surroundings,
  ) {
    this.inbox = new Inbox(api, () => this.share());
    this.toasts = new Toasts(this.inbox, around.memory);
    this.heartbeat = new Heartbeat((woken) => this.beat(woken), around.page, around.pace);
  }

  get connectUrl(): string | null {
    return this.around.connectUrl;
  }

  get seats(): number | null {
    return this.around.seats();
  }

  /** The part that is fetched when somebody opens something. Rejects when it cannot be; asked again, it is tried again. */
  screens(): Promise<Screens> {
    return this.around.loadScreens();
  }

  /** Somebody is drawn: the server is heard while at least one is. @returns the undo, safe to call twice */
  watch(): () => void {
    if (this.viewers++ === 0) this.undo = this.begin();
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

  private begin(): () => void {
    const tabs = this.around.tabs?.((word) => this.hear(word)) ?? null;
    this.tabs = tabs;
    this.live = tabs && new Live(this.api, this.around.page, tabs, (newest) => this.isTold(newest));
    const undo = [this.live?.start(), this.heartbeat.start(), () => tabs?.close()];
    return () => {
      for (const each of undo) each?.();
      this.live = this.tabs = null;
    };
  }

  /** Asks for everything now. */
  refresh(): void {
    this.heartbeat.wake();
    for (const listener of [...this.refreshed]) listener();
  }

  /** Calls back whenever everything is asked for anew. @returns the way to stop */
  onRefresh(listener: () => void): () => void {
    this.refreshed.add(listener);
    return () => void this.refreshed.delete(listener);
  }

  /** Refuses an announced price and reads again what came of it. @returns why not, or null */
  async refusePrice(changeId: string): Promise<Refusal | null> {
    try {
      await this.api.refusePrice(changeId);
    } catch (error) {
      return refusalOf(error);
    }
    await this.read();
    for (const listener of [...this.refreshed]) listener();
    return null;
  }

  private async beat(woken: boolean): Promise<boolean> {
    return !woken && this.live?.isServed ? true : this.read();
  }

  /** Reads the list, and gives what is new to the other tabs. @returns whether the server answered */
  private async read(): Promise<boolean> {
    const news = await this.inbox.refresh();
    if (news === 'changed' && this.live?.isLeading && this.inbox.list)
      this.tabs?.say({ list: this.inbox.list });
    return news !== 'failed';
  }

  private isTold(newest: string | null): void {
    if (newest === null || newest !== this.inbox.newest) void this.read();
  }

  private hear(word: TabWord): void {
    if (word !== 'look') this.inbox.adopt(word.list);
    else if (this.live?.isLeading) void this.read();
  }

  private share(): void {
    if (this.live?.isLeading) void this.read();
    else this.tabs?.say('look');
  }
}
