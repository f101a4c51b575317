import { Alert, Button, Dialog, SelectField, TextField } from '@rocket/ui';
import type { ComponentChildren } from 'preact';
import type { Form } from '../form/use-form';
import { officeWords } from '../text/office-words';
import { words } from '../text/words';

/** What every decision of a person about lost money or papers is made of; `evidence` where the decision needs some. */
type DecisionValues = Readonly<Record<'decision' | 'reason' | 'evidence', string>>;

/**
 * A person says what became of something a machine could not find out: what was decided, what follows, what proves it and why.
 * `danger` marks a decision after which money or a paper may go a second time.
 */
export function DecisionDialog<V extends DecisionValues>({
  title,
  form,
  choices,
  follows,
  needsEvidence,
  danger,
  before,
  children,
  onClose,
}: {
  title: string;
  form: Form<V>;
  choices: readonly { value: string; text: string }[];
  follows: string;
  needsEvidence: boolean;
  danger: boolean;
  before?: ComponentChildren;
  /** Fields of the chosen decision alone. */
  children?: ComponentChildren;
  onClose: () => void;
}) {
  const t = words.value;
  const o = officeWords();
  return (
    <Dialog title={title} closeLabel={t.common.close} onClose={onClose}>
      <form class="stack" noValidate onSubmit={form.submit}>
        {before}
        <SelectField label={o.decision} choices={choices} {...form.field('decision')} />
        <p class="muted">{follows}</p>
        {form.alert && <Alert tone="danger">{form.alert}</Alert>}
        {children}
        {needsEvidence && (
          <TextField label={o.evidence} hint={o.evidenceHint} required {...form.field('evidence')} />
        )}
        <TextField
          label={t.common.reason}
          hint={t.common.reasonHint}
          multiline
          required
          {...form.field('reason')}
        />
        <div class="row row-end">
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button kind={danger ? 'danger' : 'primary'} type="submit" busy={form.busy}>
            {t.common.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
