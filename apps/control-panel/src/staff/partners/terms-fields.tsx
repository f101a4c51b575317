import { SelectField, TextField } from '@rocket/ui';
import type { Form } from '../../form/use-form';
import { partnerWords } from '../../text/partner-words';

export interface TypedTerms {
  readonly base: string;
  readonly percent: string;
  readonly months: string;
}

/** What was typed as the schema of the terms reads it: no months means no limit. */
export const readTerms = ({ base, percent, months }: TypedTerms) => ({
  base,
  percent: percent.trim().replace(',', '.'),
  months: months.trim() === '' ? null : Number(months),
});

/** From what, how much of it and for how long a partner is rewarded. */
export function TermsFields({ field }: { field: Form<Record<keyof TypedTerms, string>>['field'] }) {
  const w = partnerWords();
  return (
    <>
      <div class="pair">
        <SelectField
          label={w.base}
          choices={Object.entries(w.bases).map(([value, text]) => ({ value, text }))}
          {...field('base')}
        />
        <TextField
          label={w.percentLabel}
          hint={w.percentHint}
          inputMode="decimal"
          suffix="%"
          required
          {...field('percent')}
        />
      </div>
      <TextField label={w.months} hint={w.monthsHint} inputMode="numeric" {...field('months')} />
    </>
  );
}
