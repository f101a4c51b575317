import { useLocation } from 'preact-iso';
import { useEffect } from 'preact/hooks';
import type { LoadedList } from '../load';

/** How far back a row is looked for. */
const MOST_ROWS = 1_000;
/** The name of a row in the page; lists put it on what they draw. */
const find = (id: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`);

/**
 * An address may lead to one row of a list (`?mark=<id>`): the list is read on until it is there, then the row is scrolled to, marked
 * and given the focus. A row that is not there leaves the list as it is.
 */
export function useMarked<Row>(list: LoadedList<Row>, keyOf: (row: Row) => string): void {
  const id = useLocation().query['mark'];
  const rows = list.value;
  const isThere = Boolean(id && rows?.some((row) => keyOf(row) === id));
  const goOn = Boolean(id && rows && !isThere && list.hasMore && rows.length < MOST_ROWS);
  useEffect(() => {
    // A page that does not come leaves its button to be pressed.
    if (goOn) void list.more().catch(() => undefined);
  }, [goOn, rows?.length]);
  useEffect(() => {
    if (!id || !isThere) return undefined;
    // The rows may be drawn a moment later: by code that comes when the list does.
    const mark = (): boolean => {
      const row = find(id);
      if (!row) return false;
      row.dataset['marked'] = '';
      row.tabIndex = -1;
      row.focus({ preventScroll: true });
      row.scrollIntoView({ block: 'center' });
      return true;
    };
    if (mark()) return undefined;
    const watch = new MutationObserver(() => mark() && watch.disconnect());
    watch.observe(document.body, { childList: true, subtree: true });
    return () => watch.disconnect();
  }, [id, isThere]);
}
