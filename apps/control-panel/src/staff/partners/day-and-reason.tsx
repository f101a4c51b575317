import { Alert, Button, Dialog, TextField } from '@rocket/ui';
import type { Form } from '../../form/use-form';
import { words } from '../../text/words';

/** Asks for the day of an act and for its reason, and says what follows. */
export function DayAndReason({
  title,
  text,
  day,
  yes,
  form,
  onClose,
}: {
  title: string;
  text: string;
  day: { readonly label: string; readonly min?: string; readonly max?: string };
  yes: string;
  form: Form<{ on: string; reason: string }>;
  onClose: () => void;
}) {
  const t = words.value;
  return (
    <Dialog title={title} closeLabel={t.common.close} onClose={onClose}>
      <form class="stack" noValidate onSubmit={form.submit}>
        <p class="muted">{text}</p>
        {form.alert && <Alert tone="danger">{form.alert}</Alert>}
        <div class="short">
          <TextField type="date" required {...day} {...form.field('on')} />
        </div>
        <TextField
          label={t.common.reason}
          hint={t.common.reasonHint}
          multiline
          required
          {...form.field('reason')}
        />
        <div class="row row-end">
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button kind="danger" type="submit" busy={form.busy}>
            {yes}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
