import { Alert, Button, Dialog, TextField } from '@rocket/ui';
import type { ComponentChildren } from 'preact';
import type { z } from 'zod';
import { takeReturnBack } from '@rocket/contracts';
import { useForm } from '../../form/use-form';
import { words } from '../../text/words';

/** Asks for a reason before something is undone: who did it and why stays in the journal. */
export function ReasonDialog<Answer>({
  title,
  text,
  yes,
  send,
  done,
  onClose,
}: {
  title: string;
  text: ComponentChildren;
  yes: string;
  send: (body: z.output<typeof takeReturnBack>, key: string) => Promise<Answer>;
  done: (answer: Answer) => void;
  onClose: () => void;
}) {
  const t = words.value;
  const form = useForm({
    initial: { reason: '' },
    schema: takeReturnBack,
    read: ({ reason }) => ({ reason }),
    send,
    done: (answer) => {
      done(answer);
      onClose();
    },
  });
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
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button kind="danger" type="submit" busy={form.busy}>
            {yes}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
