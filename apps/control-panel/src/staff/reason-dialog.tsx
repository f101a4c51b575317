import { Alert, Button, Dialog, TextField } from '@rocket/ui';
import type { ComponentChildren } from 'preact';
import type { z } from 'zod';
import { useForm } from '../form/use-form';
import { words } from '../text/words';

/** Asks for a reason before an act that somebody else will read about, and says what follows. */
export function ReasonDialog<Answer>({
  title,
  text,
  yes,
  undoes = false,
  schema,
  send,
  done,
  onClose,
}: {
  title: string;
  text: ComponentChildren;
  yes: string;
  /** The act is itself a cancelling: leaving it is called otherwise, else «Отмена» stands beside «Отменить». */
  undoes?: boolean;
  schema: z.ZodType<{ reason: string }>;
  send: (body: { reason: string }, key: string) => Promise<Answer>;
  done: (answer: Answer) => void;
  onClose: () => void;
}) {
  const t = words.value;
  const form = useForm({ initial: { reason: '' }, schema, read: (values) => values, send, done });
  return (
    <Dialog title={title} closeLabel={t.common.close} onClose={onClose}>
      <form class="stack" noValidate onSubmit={form.submit}>
        <p class="muted">{text}</p>
        {form.alert && <Alert tone="danger">{form.alert}</Alert>}
        <TextField
          label={t.common.reason}
          hint={t.common.reasonHint}
          multiline
          required
          {...form.field('reason')}
        />
        <div class="row row-end">
          <Button onClick={onClose}>{undoes ? t.common.close : t.common.cancel}</Button>
          <Button kind="danger" type="submit" busy={form.busy}>
            {yes}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
