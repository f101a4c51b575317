import type { WidgetNoticeDto, WidgetNoticesDto } from '@rocket/contracts';
import { Store } from '../store';
import { refusalOf, type Refusal, type WidgetApi } from '../widget-api';

export type InboxNotice = WidgetNoticeDto & { readonly seen: boolean; readonly understood: boolean };

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
  private readonly understood = new Set<string>();
  private underWay: Promise<'changed' | 'unchanged' | 'failed'> | null = null;

  constructor(
    private readonly api: Pick<WidgetApi, 'notices' | 'note'>,
    /** The server has written something down: other tabs show an older list now. */
    private readonly noted: () => void = () => {},
  ) {
    super({ kind: 'loading' });
  }

  /** What the server last listed, for other tabs. */
  get list(): WidgetNoticesDto | null {
    return this.truth;
  }

  /** The newest notice that is known here. */
  get newest(): string | null {
    return this.truth?.items[0]?.id ?? null;
  }

  /** Another tab has just read this. */
  adopt(list: WidgetNoticesDto): void {
    this.truth = list;
    this.show(null);
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
    const notice = this.find(id);
    if (!notice || notice.seenAt !== null || this.claimed.has(id)) return;
    await this.claim(this.claimed, id, 'seen');
  }

  /** The person says that it is understood; that is seeing it too. Never rejects. */
  async acknowledge(id: string): Promise<void> {
    const notice = this.find(id);
    if (!notice || notice.acknowledgedAt !== null || this.understood.has(id)) return;
    await this.claim(this.understood, id, 'acknowledged');
  }

  private async claim(claimed: Set<string>, id: string, act: 'seen' | 'acknowledged'): Promise<void> {
    claimed.add(id);
    this.show(null);
    try {
      await this.api.note(id, act);
      this.noted();
    } catch (error) {
      claimed.delete(id);
      this.show(refusalOf(error));
    }
  }

  private find(id: string): WidgetNoticeDto | undefined {
    return this.truth?.items.find((item) => item.id === id);
  }

  async markAllSeen(): Promise<void> {
    const unseen = this.truth?.items.filter((item) => item.seenAt === null) ?? [];
    await Promise.all(unseen.map((item) => this.markSeen(item.id)));
  }

  private show(stale: Refusal | null): void {
    if (!this.truth) return;
    const isSaid = (item: WidgetNoticeDto) => this.understood.has(item.id);
    const isSeen = (item: WidgetNoticeDto) =>
      item.seenAt !== null || this.claimed.has(item.id) || isSaid(item);
    const notices = this.truth.items.map((item) => ({
      ...item,
      seen: isSeen(item),
      understood: item.acknowledgedAt !== null || isSaid(item),
    }));
    const seenHere = this.truth.items.filter((item) => item.seenAt === null && isSeen(item));
    const unseen = Math.max(0, this.truth.unseen - seenHere.length);
    this.become({ kind: 'ready', notices, unseen, stale });
  }
}
