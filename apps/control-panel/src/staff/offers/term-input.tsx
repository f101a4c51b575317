import type { TermField } from '@rocket/offer-words';
import { Field, SelectField, TextField } from '@rocket/ui';
import { termsWords } from '../../text/terms-words';

interface Control {
  readonly name: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string;
}

/** One condition of an offer in the form that suits its kind. */
export function TermInput({ field, control }: { field: TermField; control: Control }) {
  const w = termsWords();
  const label = w.fields[field.path] ?? field.path;
  switch (field.kind) {
    case 'yes_no':
      return (
        <SelectField
          label={label}
          choices={[
            { value: 'true', text: w.yes },
            { value: 'false', text: w.no },
          ]}
          {...control}
        />
      );
    case 'choice':
      return (
        <SelectField
          label={label}
          choices={(field.options ?? []).map((value) => ({ value, text: w.options[value] ?? value }))}
          {...control}
        />
      );
    case 'usual_choice':
    case 'maybe_choice':
      return (
        <SelectField
          label={label}
          choices={[
            { value: '', text: field.kind === 'usual_choice' ? w.usualOption : w.nothing },
            ...(field.options ?? []).map((value) => ({ value, text: w.options[value] ?? value })),
          ]}
          {...control}
        />
      );
    case 'choices':
      return <Several label={label} options={field.options ?? []} control={control} />;
    case 'length':
    case 'maybe_length':
      return (
        <LengthInput
          label={label}
          {...(field.kind === 'maybe_length' ? { hint: w.emptyHint } : {})}
          control={control}
        />
      );
    case 'usual_lead':
      return <LengthInput label={label} hint={w.usualHint} mayBeHours control={control} />;
    case 'maybe_lead':
      return <LengthInput label={label} hint={w.emptyHint} mayBeHours control={control} />;
    case 'maybe_text':
      return <TextField label={label} hint={w.emptyHint} {...control} />;
    case 'periods':
      return <TextField label={label} hint={w.periodsHint} {...control} />;
    case 'percents':
      return <TextField label={label} hint={w.percentsHint} {...control} />;
    case 'bonus':
      return <TextField label={label} hint={w.bonusHint} multiline {...control} />;
    case 'money':
      return <TextField label={label} inputMode="decimal" {...control} />;
    case 'count':
      return <TextField label={label} inputMode="numeric" {...control} />;
    case 'usual_count':
      return <TextField label={label} inputMode="numeric" hint={w.usualCountHint} {...control} />;
    case 'maybe_count':
      return <TextField label={label} inputMode="numeric" hint={w.emptyHint} {...control} />;
  }
}

function Several({
  label,
  options,
  control,
}: {
  label: string;
  options: readonly string[];
  control: Control;
}) {
  const w = termsWords();
  const chosen = control.value.split(',').filter(Boolean);
  const toggle = (option: string) =>
    control.onChange(options.filter((one) => chosen.includes(one) !== (one === option)).join(','));
  return (
    <fieldset class="several">
      <legend class="field-label">{label}</legend>
      {options.map((option) => (
        <label key={option} class="pick">
          <input type="checkbox" checked={chosen.includes(option)} onChange={() => toggle(option)} />
          {w.options[option] ?? option}
        </label>
      ))}
      {control.error && <p class="wrong">{control.error}</p>}
    </fieldset>
  );
}

const UNITS = ['calendar_days', 'working_days', 'banking_days'] as const;

function LengthInput({
  label,
  hint,
  mayBeHours = false,
  control,
}: {
  label: string;
  hint?: string;
  mayBeHours?: boolean;
  control: Control;
}) {
  const w = termsWords();
  const [count = '', unit = 'calendar_days'] = control.value.split(' ');
  return (
    <Field
      label={label}
      {...(hint === undefined ? {} : { hint })}
      {...(control.error ? { error: control.error } : {})}
    >
      {(ids) => (
        <span class="length">
          <input
            {...ids}
            class="input"
            name={control.name}
            inputMode="numeric"
            value={count}
            onInput={(event) => {
              const typed = event.currentTarget.value.trim();
              control.onChange(typed ? `${typed} ${unit}` : '');
            }}
          />
          <select
            class="input select"
            aria-label={`${label}: ${w.unit}`}
            value={unit}
            onChange={(event) => control.onChange(count ? `${count} ${event.currentTarget.value}` : '')}
          >
            {[...UNITS, ...(mayBeHours ? (['hours'] as const) : [])].map((value) => (
              <option key={value} value={value}>
                {w.units[value]}
              </option>
            ))}
          </select>
        </span>
      )}
    </Field>
  );
}
