import type { WidgetStateDto } from '@rocket/contracts';
import { Store } from '../store';
import { refusalOf, type Refusal, type WidgetApi } from '../widget-api';

export type OverviewState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'ready'; readonly state: WidgetStateDto; readonly stale: Refusal | null };

/** Balance and products, without a screen. */
export class Overview extends Store<OverviewState> {
  private underWay: Promise<boolean> | null = null;

  constructor(private readonly api: Pick<WidgetApi, 'state'>) {
    super({ kind: 'loading' });
  }

  /** @returns whether the server answered; never rejects */
  refresh(): Promise<boolean> {
    this.underWay ??= this.ask().finally(() => (this.underWay = null));
    return this.underWay;
  }

  private async ask(): Promise<boolean> {
    try {
      this.become({ kind: 'ready', state: await this.api.state(), stale: null });
      return true;
    } catch (error) {
      this.fall(refusalOf(error));
      return false;
    }
  }

  private fall(refusal: Refusal): void {
    const known = this.state;
    // Yesterday's balance of an account that is no longer ours would be a lie; of a slow network, a help.
    const isPassing = refusal.status === 0 || refusal.status === 429 || refusal.status >= 500;
    if (known.kind === 'ready' && isPassing) this.become({ ...known, stale: refusal });
    else this.become({ kind: 'refused', refusal });
  }
}
