import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface FieldFrame {
  readonly label: string;
  readonly hint?: string;
  readonly error?: string;
}

interface Ids {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean | undefined;
}

/** Label above, hint below, the refusal in place of the hint and tied to the input for screen readers. */
export function Field({
  label,
  hint,
  error,
  optional,
  children,
}: FieldFrame & { optional?: string; children: (ids: Ids) => ComponentChildren }) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div class={`field${error ? ' is-wrong' : ''}`}>
      <label class="field-label" for={id}>
        {label}
        {optional && <span class="field-optional"> {optional}</span>}
      </label>
      {children({
        id,
        'aria-describedby': note ? `${id}-note` : undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {note && (
        <p class="field-note" id={`${id}-note`}>
          {note}
        </p>
      )}
    </div>
  );
}

export interface TextFieldProps extends FieldFrame {
  readonly name: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly optional?: string;
  readonly type?: 'text' | 'email' | 'password' | 'date' | 'number' | 'search';
  readonly inputMode?: 'numeric' | 'decimal' | 'text';
  readonly autocomplete?: string;
  readonly placeholder?: string;
  readonly suffix?: string;
  readonly min?: string;
  readonly max?: string;
  readonly multiline?: boolean;
  readonly required?: boolean;
}

export function TextField({ label, hint, error, optional, multiline, suffix, ...rest }: TextFieldProps) {
  const { onChange, required, type = 'text', ...input } = rest;
  const shared = {
    ...input,
    class: 'input',
    'aria-required': required || undefined,
    onInput: (event: Event) => onChange((event.currentTarget as HTMLInputElement).value),
  };
  return (
    <Field
      label={label}
      {...(hint ? { hint } : {})}
      {...(error ? { error } : {})}
      {...(optional ? { optional } : {})}
    >
      {(ids) =>
        multiline ? (
          <textarea rows={3} {...ids} {...shared} />
        ) : (
          <span class="input-box">
            {/* Preact's types want one literal for each kind of input. */}
            <input {...ids} {...shared} type={type as 'text'} />
            {suffix && (
              <span class="input-suffix" aria-hidden="true">
                {suffix}
              </span>
            )}
          </span>
        )
      }
    </Field>
  );
}

export interface Choice {
  readonly value: string;
  readonly text: string;
}

export function SelectField({
  label,
  hint,
  error,
  name,
  value,
  choices,
  onChange,
}: FieldFrame & {
  name: string;
  value: string;
  choices: readonly Choice[];
  onChange: (value: string) => void;
}) {
  return (
    <Field label={label} {...(hint ? { hint } : {})} {...(error ? { error } : {})}>
      {(ids) => (
        <select
          {...ids}
          class="input select"
          name={name}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
