import { Refusal, refusalOf, type WidgetApi } from './widget-api';

export type Opened =
  | { readonly kind: 'opened' }
  | { readonly kind: 'blocked'; readonly url: string }
  | Refusal;

/**
 * Opens the panel in a new tab. The tab is opened at once, while the click still counts as the person's own, and
 * sent on when the link has come: browsers block a window that opens by itself.
 */
export async function openPanel(api: Pick<WidgetApi, 'panelLink'>, page: string | null): Promise<Opened> {
  const tab = window.open('', '_blank');
  try {
    const { url } = await api.panelLink();
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
