import type { ConnectionQuoteDto, ShelfDto, ShelfItemDto } from '@rocket/contracts';
import { Store } from '../store';
import { refusalOf, type Quoted, type Refusal, type WidgetApi } from '../widget-api';

/** The question before something costs money: the server's own figures, or its reason to refuse. */
export type Question =
  | { readonly kind: 'counting' }
  | { readonly kind: 'asked'; readonly quote: ConnectionQuoteDto; readonly refusal: Refusal | null }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

export interface Asking {
  readonly wish: Quoted;
  /** One question is one connection, however often "yes" is pressed or the answer is lost. */
  readonly key: string;
  readonly question: Question;
  readonly isBusy: boolean;
}

export type ShopState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | {
      readonly kind: 'ready';
      readonly shelf: ShelfDto;
      readonly asking: Asking | null;
      /** The product that has just been connected. */
      readonly connected: string | null;
    };

/** The storefront without a screen. */
export class Shop extends Store<ShopState> {
  private asked = 0;

  constructor(
    private readonly api: Pick<WidgetApi, 'shelf' | 'quote' | 'connect' | 'switchRenewal'>,
    private readonly seats: number | null,
    private readonly newKey: () => string = () => crypto.randomUUID(),
  ) {
    super({ kind: 'loading' });
  }

  /** Never rejects; what is shown stays while it is read again. */
  async refresh(): Promise<void> {
    try {
      const shelf = await this.api.shelf(this.seats);
      const known = this.state;
      this.become(
        known.kind === 'ready'
          ? { ...known, shelf }
          : { kind: 'ready', shelf, asking: null, connected: null },
      );
    } catch (error) {
      if (this.state.kind !== 'ready') this.become({ kind: 'refused', refusal: refusalOf(error) });
    }
  }

  /** Asks the server what connecting would charge; a later question makes an earlier one's answer nothing. */
  async ask(wish: Quoted): Promise<void> {
    const turn = ++this.asked;
    this.put({ wish, key: this.newKey(), question: { kind: 'counting' }, isBusy: false });
    let question: Question;
    try {
      question = { kind: 'asked', quote: await this.api.quote(wish), refusal: null };
    } catch (error) {
      question = { kind: 'refused', refusal: refusalOf(error) };
    }
    const { state } = this;
    if (turn === this.asked && state.kind === 'ready' && state.asking)
      this.put({ ...state.asking, question });
  }

  cancel(): void {
    this.asked++;
    this.put(null);
  }

  /** "Yes" to the question that stands. Nothing happens without one. */
  async agree(accountId: string): Promise<void> {
    const { state } = this;
    if (state.kind !== 'ready' || state.asking?.question.kind !== 'asked' || state.asking.isBusy) return;
    const { asking } = state;
    const { question } = asking;
    if (question.kind !== 'asked') return;
    this.put({ ...asking, isBusy: true });
    try {
      await this.api.connect(accountId, asking.wish, asking.key);
      const item = state.shelf.items.find(({ code }) => code === asking.wish.productCode);
      await this.refresh();
      if (this.state.kind === 'ready')
        this.become({ ...this.state, asking: null, connected: item?.name ?? asking.wish.productCode });
    } catch (error) {
      this.put({ ...asking, isBusy: false, question: { ...question, refusal: refusalOf(error) } });
    }
  }

  /** @returns why not, or null */
  async switchRenewal(item: ShelfItemDto, autoRenew: boolean): Promise<Refusal | null> {
    try {
      if (item.subscription) await this.api.switchRenewal(item.subscription.id, autoRenew);
      await this.refresh();
      return null;
    } catch (error) {
      return refusalOf(error);
    }
  }

  private put(asking: Asking | null): void {
    if (this.state.kind === 'ready') this.become({ ...this.state, asking, connected: null });
  }
}
