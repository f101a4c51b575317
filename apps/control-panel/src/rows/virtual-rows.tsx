import type { Column } from '@rocket/ui';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { refusalText } from '../form/refusal-text';
import type { LoadedList } from '../load';
import { historyWords } from '../text/history-words';
import { words } from '../text/words';
import { useWindow } from './use-window';

/** So many rows are all on the page, where the browser's own search finds them; of more, those near the part in sight: more slow it. */
const ALL_DRAWN = 150;
const USUAL_HEIGHT = 56;
const COMING = 4;
/** The next page is asked for this far before the end comes into sight. */
const AHEAD = '600px';

/**
 * A table of any length over a list that is read page by page: the next page comes by itself near the end, skeleton rows keep
 * its place meanwhile. It looks like `Table` and folds like it. Every row says its number of the whole, so that a screen reader
 * counts the same rows whoever draws them.
 * @param total how many rows there are in all, read or not
 * @param marked the row that somebody comes for: it is scrolled to when it is there
 */
export function VirtualRows<Row>({
  caption,
  columns,
  list,
  total,
  rowKey,
  marked,
}: {
  caption: string;
  columns: readonly Column<Row>[];
  list: LoadedList<Row>;
  total: number;
  rowKey: (row: Row) => string;
  marked?: string | undefined;
}) {
  const rows = list.value ?? [];
  const table = useRef<HTMLTableElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const now = Math.floor((table.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
    if (now !== top) setTop(now);
  });
  const drawn = useWindow({
    count: rows.length,
    keyOf: (index) => rowKey(rows[index]!),
    usualHeight: USUAL_HEIGHT,
    top,
  });
  const isWhole = rows.length <= ALL_DRAWN;
  const at = marked === undefined || isWhole ? -1 : rows.findIndex((row) => rowKey(row) === marked);
  useEffect(() => {
    if (at >= 0) drawn.scrollToIndex(at, { align: 'center' });
  }, [at]);
  const near = drawn.getVirtualItems();
  const indexes = isWhole ? rows.map((_, index) => index) : near.map(({ index }) => index);
  const above = isWhole ? 0 : (near[0]?.start ?? top) - top;
  const below = isWhole ? 0 : drawn.getTotalSize() - ((near.at(-1)?.end ?? top) - top);
  const { isComing, failed, again, end } = useNextPage(list);
  return (
    <>
      <div class="table-box">
        <table ref={table} class="table" role="table" aria-rowcount={total + 1} aria-busy={isComing}>
          <caption class="visually-hidden">{caption}</caption>
          <thead role="rowgroup">
            <tr role="row" aria-rowindex={1}>
              {columns.map((column) => (
                <th
                  key={column.key}
                  role="columnheader"
                  scope="col"
                  class={column.align === 'end' ? 'at-end' : ''}
                >
                  <span class={column.quietTitle ? 'visually-hidden' : ''}>{column.title}</span>
                </th>
              ))}
            </tr>
          </thead>
          {above > 0 && <Room height={above} />}
          <tbody role="rowgroup">
            {indexes.map((index) => (
              <tr
                key={rowKey(rows[index]!)}
                ref={drawn.measureElement}
                data-index={index}
                data-row={rowKey(rows[index]!)}
                role="row"
                aria-rowindex={index + 2}
              >
                {columns.map((column) => (
                  <td
                    key={column.key}
                    role="cell"
                    class={`${column.align === 'end' ? 'at-end' : ''}${column.lead ? ' is-lead' : ''}`}
                    data-title={column.quietTitle || column.lead ? undefined : column.title}
                  >
                    {column.cell(rows[index]!)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          {below > 0 && <Room height={below} />}
          {isComing && <Coming columns={columns.length} />}
        </table>
      </div>
      <div ref={end} />
      <Foot shown={rows.length} total={total} failed={failed} again={again} />
    </>
  );
}

/** What the rows that are not drawn would take. */
const Room = ({ height }: { height: number }) => (
  <tbody class="rows-room" aria-hidden="true">
    <tr>
      <td style={{ height: `${height}px` }} />
    </tr>
  </tbody>
);

const Coming = ({ columns }: { columns: number }) => (
  <tbody class="rows-coming" aria-hidden="true">
    {Array.from({ length: COMING }, (_, row) => (
      <tr key={row}>
        {Array.from({ length: columns }, (__, column) => (
          <td key={column}>
            <span class="skeleton-line" />
          </td>
        ))}
      </tr>
    ))}
  </tbody>
);

function Foot(props: { shown: number; total: number; failed: unknown; again: () => void }) {
  const { shown, total, failed, again } = props;
  const h = historyWords();
  return (
    <div class="rows-foot">
      <span class="muted" role="status">
        {h.shown(shown, total)}
      </span>
      {failed ? (
        <>
          <span class="wrong">{refusalText(words.value, failed)}</span>
          <button type="button" class="button button-secondary button-small" onClick={again}>
            {words.value.common.retry}
          </button>
        </>
      ) : null}
    </div>
  );
}

/** Asks for the next page when the end of the list comes near; after a failure only when it is told to. */
function useNextPage<Row>(list: LoadedList<Row>) {
  const end = useRef<HTMLDivElement>(null);
  const [isComing, setComing] = useState(false);
  const [failed, setFailed] = useState<unknown>(null);
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    if (!end.current || typeof IntersectionObserver === 'undefined') return undefined;
    const watch = new IntersectionObserver((seen) => setNear(seen.at(-1)?.isIntersecting ?? false), {
      rootMargin: AHEAD,
    });
    watch.observe(end.current);
    return () => watch.disconnect();
  }, []);
  const read = (): void => {
    setComing(true);
    setFailed(null);
    list
      .more()
      .catch(setFailed)
      .finally(() => setComing(false));
  };
  useEffect(() => {
    if (isNear && list.hasMore && !isComing && !failed) read();
  }, [isNear, list.hasMore, isComing, failed, list.value?.length]);
  return { isComing, failed, again: read, end };
}
