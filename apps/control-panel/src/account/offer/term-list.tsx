import type { OfferTermsDto } from '@rocket/contracts';
import { at, clauseOf, TERM_GROUPS, termText, type TermField } from '@rocket/offer-words';
import { Facts } from '../../shell/page';
import { termsWords } from '../../text/terms-words';
import { words } from '../../text/words';

/** The conditions of a version in words, each with the clause of the published text that says it, where one is named. */
export function TermList({ terms }: { terms: OfferTermsDto }) {
  const w = termsWords();
  return (
    <details class="stages">
      <summary>{w.conditions}</summary>
      {Object.entries(TERM_GROUPS).map(([group, fields]) => (
        <section key={group} class="terms">
          <h3>{w.groups[group]}</h3>
          <Facts items={fields.map((field) => [w.fields[field.path] ?? field.path, said(field, terms)])} />
        </section>
      ))}
    </details>
  );
}

function said(field: TermField, terms: OfferTermsDto) {
  const w = termsWords();
  const clause = clauseOf(terms.clauses, field.path);
  return (
    <>
      {termText(w, words.value.language, field, at(terms, field.path))}
      {clause && <small class="muted"> · {w.clauseNumber(clause)}</small>}
    </>
  );
}
