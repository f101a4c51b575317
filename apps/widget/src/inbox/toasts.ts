import { Store } from '../store';
import type { Inbox, InboxNotice } from './inbox';

/** Which notices have already popped up, so that opening the next page does not show them all again. */
export interface ToastMemory {
  recall(): readonly string[];
  keep(ids: readonly string[]): void;
}

const atOnce = 3;
const remembered = 100;

/** Which notices are on the screen as toasts, the oldest first. Hiding one is not seeing it: only the person's own act is. */
export class Toasts extends Store<readonly InboxNotice[]> {
  private readonly shown: Set<string>;
  private readonly waiting: InboxNotice[] = [];
  private first = true;
  private quiet = false;

  constructor(
    private readonly inbox: Inbox,
    private readonly memory: ToastMemory,
  ) {
    super([]);
    this.shown = new Set(memory.recall());
    inbox.subscribe(() => this.look());
    this.look();
  }

  /** The panel is open: what is new stands in its list, and nothing pops up over it. */
  beQuiet(quiet: boolean): void {
    this.quiet = quiet;
    if (!quiet) return;
    this.waiting.length = 0;
    this.become([]);
  }

  /** Its time is over. The notice stays unseen in the inbox. */
  hide(id: string): void {
    const left = this.state.filter((notice) => notice.id !== id);
    this.become([...left, ...this.waiting.splice(0, atOnce - left.length)]);
  }

  /** The person closed it: that is seeing it. */
  close(id: string): void {
    this.hide(id);
    void this.inbox.markSeen(id);
  }

  /** The person said that it is understood. */
  acknowledge(id: string): void {
    this.hide(id);
    void this.inbox.acknowledge(id);
  }

  private look(): void {
    const { state } = this.inbox;
    if (state.kind !== 'ready') return;
    // The inbox lists the newest first; toasts stand and wait in the order of arrival, the newest next to the launcher.
    const fresh = state.notices.filter((notice) => !notice.seen && !this.shown.has(notice.id)).reverse();
    const wanted = this.first ? fresh.slice(-atOnce) : fresh;
    this.first = false;
    if (fresh.length > 0) this.remember(fresh);
    // Seen elsewhere (another tab, the panel): its toast has nothing left to say.
    const seen = new Set(state.notices.filter((notice) => notice.seen).map((notice) => notice.id));
    const left = this.state.filter((notice) => !seen.has(notice.id));
    if (!this.quiet) this.waiting.push(...wanted);
    const now = [...left, ...this.waiting.splice(0, Math.max(0, atOnce - left.length))];
    if (now.length !== this.state.length || now.some((notice, i) => notice.id !== this.state[i]?.id))
      this.become(now);
  }

  private remember(fresh: readonly InboxNotice[]): void {
    for (const notice of fresh) this.shown.add(notice.id);
    this.memory.keep([...this.shown].slice(-remembered));
  }
}

const key = 'rocket-widget:shown';

/** The tab's own memory; a page that forbids storage only shows a toast once more. */
export const tabMemory: ToastMemory = {
  recall: () => {
    try {
      const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? '[]');
      return Array.isArray(kept) ? kept.filter((id): id is string => typeof id === 'string') : [];
    } catch {
      return [];
    }
  },
  keep: (ids) => {
    try {
      sessionStorage.setItem(key, JSON.stringify(ids));
    } catch {
      // Storage is full or forbidden.
    }
  },
};
