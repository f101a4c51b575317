import { objectToDocument, routes } from '@rocket/contracts';
import { Alert, Button, Dialog, TextField } from '@rocket/ui';
import { refreshAccount } from '../../account/reads';
import { call } from '../../api';
import { useForm } from '../../form/use-form';
import { toasts } from '../../shell/toasts';
import { papersWords } from '../../text/papers-words';
import { words } from '../../text/words';

/** A reasoned refusal of a closing document: silence accepts it no more, the seller has to answer (clauses 7.5–7.6). */
export function ObjectDialog({
  accountId,
  documentId,
  title,
  onClose,
}: {
  accountId: string;
  documentId: string;
  title: string;
  onClose: () => void;
}) {
  const t = words.value;
  const p = papersWords();
  const form = useForm({
    initial: { reason: '' },
    schema: objectToDocument,
    read: ({ reason }) => ({ reason }),
    send: (body) => call(routes.objectToDocument, { params: { id: documentId }, body }),
    done: () => {
      refreshAccount(accountId);
      toasts.say(p.objected);
      onClose();
    },
  });
  return (
    <Dialog title={title} closeLabel={t.common.close} onClose={onClose}>
      <form class="stack" noValidate onSubmit={form.submit}>
        <p class="muted">{p.objectText}</p>
        {form.alert && <Alert tone="danger">{form.alert}</Alert>}
        <TextField
          label={p.objectReason}
          hint={p.objectReasonHint}
          multiline
          required
          {...form.field('reason')}
        />
        <div class="row row-end">
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button kind="danger" type="submit" busy={form.busy}>
            {p.objectYes}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
