import type { WidgetNoticesDto } from '@rocket/contracts';

/** What tabs of one person tell each other: a list that one has just read, or that the one who reads should look again. */
export type TabWord = { readonly list: WidgetNoticesDto } | 'look';

/** The other tabs of the same person in the same account. */
export interface Tabs {
  /**
   * Gets in line to be the one tab that speaks to the server; `begin` is called when its turn has come.
   * @returns the way to leave the line, or to let the next one lead
   */
  lead(begin: () => void): () => void;
  say(word: TabWord): void;
  close(): void;
}

/**
 * One leads by a Web Lock and tells the rest by a BroadcastChannel. A page that lacks either leads itself: one connection
 * for each tab is worse than one for all and better than none.
 */
export function browserTabs(name: string, heard: (word: TabWord) => void): Tabs {
  const channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel(name) : null;
  const locks = channel && (navigator.locks as LockManager | undefined);
  if (channel) channel.onmessage = (event: MessageEvent<TabWord>) => heard(event.data);
  return {
    lead(begin) {
      if (!locks) {
        begin();
        return () => {};
      }
      const leaving = new AbortController();
      let hasLeft = false;
      let release = () => {};
      locks
        .request(name, { signal: leaving.signal }, () => {
          if (hasLeft) return;
          begin();
          return new Promise<void>((done) => (release = done));
        })
        // Locks may be forbidden here; leaving the line is not an error.
        .catch(() => hasLeft || begin());
      return () => {
        hasLeft = true;
        leaving.abort();
        release();
      };
    },
    say: (word) => channel?.postMessage(word),
    close: () => channel?.close(),
  };
}
