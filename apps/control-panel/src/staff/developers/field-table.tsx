import { Table } from '@rocket/ui';
import { developerDocsWords } from '../../text/developer-docs-words';
import type { Bounds, FieldRow } from './schema-fields';

/** What a field means in a part of the documentation: there, or wherever its word stands. */
export const meaningOf = (section: string, name: string): string | undefined => {
  const { fields } = developerDocsWords();
  return fields[`${section}.${name}`] ?? fields[name];
};

/** The fields of a body with what they may hold. */
export function FieldTable({
  section,
  caption,
  rows,
  answers = false,
}: {
  section: string;
  caption: string;
  rows: readonly FieldRow[];
  /** What comes is always there: only what is sent may be left out. */
  answers?: boolean;
}) {
  const w = developerDocsWords();
  return (
    <Table
      caption={caption}
      rows={rows}
      rowKey={({ path }) => path}
      columns={[
        {
          key: 'field',
          title: w.field,
          lead: true,
          cell: ({ path, required }) => (
            <span class="two-lines">
              <code class="doc-path">{path}</code>
              {!required && !answers && <small class="muted">{w.optional}</small>}
            </span>
          ),
        },
        { key: 'type', title: w.type, cell: (row) => <Type row={row} /> },
        { key: 'about', title: w.about, cell: ({ name }) => meaningOf(section, name) },
      ]}
    />
  );
}

function Type({ row }: { row: FieldRow }) {
  const w = developerDocsWords();
  const names = (kinds: FieldRow['kinds']) => kinds.map((kind) => w.kinds[kind]).join(w.or);
  const bounds = [
    boundsText(row.length, w.length),
    boundsText(row.value, ''),
    boundsText(row.items, w.items),
  ].filter(Boolean);
  const kind = row.of.length > 0 ? w.listOf(names(row.of)) : names(row.kinds);
  return (
    <span class="two-lines">
      <span>
        {kind}
        {row.nullable && ` ${w.nullable}`}
      </span>
      {bounds.length > 0 && <small class="muted">{bounds.join(', ')}</small>}
      {row.oneOf.length > 0 && <code class="doc-path">{row.oneOf.join(' | ')}</code>}
    </span>
  );
}

function boundsText(bounds: Bounds | null, of: string): string {
  const w = developerDocsWords();
  if (!bounds) return '';
  const { least, most } = bounds;
  return [least === null ? '' : `${w.from} ${least}`, most === null ? '' : `${w.to} ${most}`, of]
    .filter(Boolean)
    .join(' ');
}
