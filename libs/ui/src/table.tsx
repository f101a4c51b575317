import type { ComponentChildren } from 'preact';

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
  wide = false,
}: {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Many or wide columns: folds earlier. */
  roomy?: boolean;
  /** Wider than most screens: a keyboard can scroll it too. */
  wide?: boolean;
}) {
  return (
    <div
      class={`table-box${roomy ? ' table-box-roomy' : ''}`}
      {...(wide ? { tabIndex: 0, role: 'group', 'aria-label': caption } : {})}
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
