import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: Row) => ComponentChildren;
  readonly align?: 'end';
  /** Shown first and without its title when the table folds into cards on a narrow screen. */
  readonly lead?: boolean;
  /** The title is for screen readers only: a column of buttons. */
  readonly quietTitle?: boolean;
}

/**
 * A real table on a wide screen, a list of cards on a narrow one. Folding takes away the table layout, and with it the
 * roles a browser would give, so the roles are written out.
 */
export function Table<Row>({
  caption,
  columns,
  rows,
  rowKey,
  roomy = false,
}: {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Many or wide columns: folds earlier. */
  roomy?: boolean;
}) {
  const box = useRef<HTMLDivElement>(null);
  const [isWider, setWider] = useState(false);
  useLayoutEffect(() => setWider(box.current!.scrollWidth > box.current!.clientWidth));
  return (
    <div
      ref={box}
      class={`table-box${roomy ? ' table-box-roomy' : ''}`}
      // What does not fit is scrolled to, by a keyboard too.
      {...(isWider ? { tabIndex: 0, role: 'group', 'aria-label': caption } : {})}
    >
      <table class="table" role="table">
        <caption class="visually-hidden">{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
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
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={rowKey(row)} role="row" data-row={rowKey(row)}>
              {columns.map((column) => (
                <td
                  key={column.key}
                  role="cell"
                  class={`${column.align === 'end' ? 'at-end' : ''}${column.lead ? ' is-lead' : ''}`}
                  data-title={column.quietTitle || column.lead ? undefined : column.title}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
