import type { WidgetNoticeDto, WidgetNoticesDto } from '@rocket/contracts';
import { Store } from '../store';
import { refusalOf, type Refusal, type WidgetApi } from '../widget-api';

export type InboxNotice = WidgetNoticeDto & { readonly seen: boolean };

export type InboxState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly refusal: Refusal }
  | {
      readonly kind: 'ready';
      readonly notices: readonly InboxNotice[];
      /** Unseen ones by the server's count, which may be more than are listed. */
      readonly unseen: number;
      /** Why the list shown may be old: the last refresh was refused. */
      readonly stale: Refusal | null;
    };

/** The inbox without a screen: what it holds and what can be done to it. Knows nothing of Preact. */
export class Inbox extends Store<InboxState> {
  private truth: WidgetNoticesDto | null = null;
  /** Said to be seen here, and not yet heard back from the server in a list. */
  private readonly claimed = new Set<string>();
  private underWay: Promise<'changed' | 'unchanged' | 'failed'> | null = null;

  constructor(private readonly api: Pick<WidgetApi, 'notices' | 'markSeen'>) {
    super({ kind: 'loading' });
  }

  /** Asks the server; calls that come while one is under way share its answer. Never rejects. */
  refresh(): Promise<'changed' | 'unchanged' | 'failed'> {
    this.underWay ??= this.ask().finally(() => (this.underWay = null));
    return this.underWay;
  }

  private async ask(): Promise<'changed' | 'unchanged' | 'failed'> {
    try {
      const answer = await this.api.notices();
      if (answer !== 'unchanged') this.truth = answer;
      this.show(null);
      return answer === 'unchanged' ? 'unchanged' : 'changed';
    } catch (error) {
      const refusal = refusalOf(error);
      if (this.truth) this.show(refusal);
      else this.become({ kind: 'failed', refusal });
      return 'failed';
    }
  }

  /** Shown as seen at once; if the server disagrees, it is unseen again. Never rejects. */
  async markSeen(id: string): Promise<void> {
    const notice = this.truth?.items.find((item) => item.id === id);
    if (!notice || notice.seenAt !== null || this.claimed.has(id)) return;
    this.claimed.add(id);
    this.show(null);
    try {
      await this.api.markSeen(id);
    } catch (error) {
      this.claimed.delete(id);
      this.show(refusalOf(error));
    }
  }

  async markAllSeen(): Promise<void> {
    const unseen = this.truth?.items.filter((item) => item.seenAt === null) ?? [];
    await Promise.all(unseen.map((item) => this.markSeen(item.id)));
  }

  private show(stale: Refusal | null): void {
    if (!this.truth) return;
    const notices = this.truth.items.map((item) => ({
      ...item,
      seen: item.seenAt !== null || this.claimed.has(item.id),
    }));
    const claimedHere = this.truth.items.filter((item) => item.seenAt === null && this.claimed.has(item.id));
    this.become({
      kind: 'ready',
      notices,
      unseen: Math.max(0, this.truth.unseen - claimedHere.length),
      stale,
    });
  }
}
