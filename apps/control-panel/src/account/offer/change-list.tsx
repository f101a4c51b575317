import type { OfferTermsDto } from '@rocket/contracts';
import { termChanges } from '@rocket/offer-words';
import { Table } from '@rocket/ui';
import { termsWords } from '../../text/terms-words';
import { words } from '../../text/words';

/** What one version of an offer changes against another, in words. */
export function ChangeList({ before, after }: { before: OfferTermsDto; after: OfferTermsDto }) {
  const w = termsWords();
  const changes = termChanges(w, words.value.language, before, after);
  if (changes.length === 0) return <p class="muted">{w.noChanges}</p>;
  return (
    <Table
      caption={w.changes}
      rows={changes}
      rowKey={({ label }) => label}
      columns={[
        {
          key: 'label',
          title: w.condition,
          lead: true,
          cell: ({ label, clause }) => (
            <>
              {label}
              {clause && <small class="muted"> {w.clauseNumber(clause)}</small>}
            </>
          ),
        },
        { key: 'was', title: w.was, cell: ({ was }) => <span class="muted">{was}</span> },
        { key: 'becomes', title: w.becomes, cell: ({ becomes }) => <strong>{becomes}</strong> },
      ]}
    />
  );
}
