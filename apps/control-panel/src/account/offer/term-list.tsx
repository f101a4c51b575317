import type { OfferTermsDto } from '@rocket/contracts';
import { at, clauseOf, TERM_GROUPS, termText, type TermField } from '@rocket/offer-words';
import { Table } from '@rocket/ui';
import { termsWords } from '../../text/terms-words';
import { words } from '../../text/words';

/** The conditions of a version in words, each with the clause of the published text that says it, where one is named. */
export function TermList({ terms }: { terms: OfferTermsDto }) {
  const w = termsWords();
  return (
    <details class="stages">
      <summary>{w.conditions}</summary>
      {Object.entries(TERM_GROUPS).map(([group, fields]) => (
        <Group key={group} name={w.groups[group] ?? group} fields={fields} terms={terms} />
      ))}
    </details>
  );
}

function Group({
  name,
  fields,
  terms,
}: {
  name: string;
  fields: readonly TermField[];
  terms: OfferTermsDto;
}) {
  const w = termsWords();
  const { language } = words.value;
  return (
    <>
      <h3 class="subhead">{name}</h3>
      <Table
        caption={name}
        rows={fields}
        rowKey={({ path }) => path}
        columns={[
          {
            key: 'label',
            title: w.condition,
            lead: true,
            cell: ({ path }) => w.fields[path] ?? path,
          },
          {
            key: 'value',
            title: w.says,
            cell: (field) => termText(w, language, field, at(terms, field.path)),
          },
          {
            key: 'clause',
            title: w.clause,
            cell: ({ path }) => <span class="muted">{clauseOf(terms.clauses, path) ?? '—'}</span>,
          },
        ]}
      />
    </>
  );
}
