import { returnReceipt, routes, type ReceiptDto } from '@rocket/contracts';
import { Alert, Button, Dialog, TextField, writeMoney } from '@rocket/ui';
import { call } from '../../api';
import { useForm } from '../../form/use-form';
import { Facts } from '../../shell/page';
import { toasts } from '../../shell/toasts';
import { deskWords } from '../../text/desk-words';
import { words } from '../../text/words';
import { refreshDesk } from './refresh-desk';

/** Writes down that nobody's money went back to who paid it (accountant). */
export function ReturnDialog({
  receipt,
  onDone,
  onClose,
}: {
  receipt: ReceiptDto;
  onDone: (receipt: ReceiptDto) => void;
  onClose: () => void;
}) {
  const t = words.value;
  const s = deskWords();
  const d = deskWords();
  const form = useForm({
    initial: { returnedOn: '', reason: '' },
    schema: returnReceipt,
    read: ({ returnedOn, reason }) => ({ reason, ...(returnedOn ? { returnedOn } : {}) }),
    send: (body, idempotencyKey) =>
      call(routes.returnReceipt, { params: { id: receipt.id }, body, idempotencyKey }),
    done: (returned) => {
      onDone(returned);
      refreshDesk([]);
      toasts.say(d.returnedToast);
      onClose();
    },
  });
  return (
    <Dialog
      title={d.returnTitle(writeMoney(t.language, receipt.rest))}
      closeLabel={t.common.close}
      onClose={onClose}
    >
      <form class="stack" noValidate onSubmit={form.submit}>
        <Facts
          items={[
            [s.payer, receipt.payer.name],
            [s.purpose, receipt.purpose],
          ]}
        />
        <p class="muted">{d.returnText}</p>
        {form.alert && <Alert tone="danger">{form.alert}</Alert>}
        <TextField
          label={d.returnedOn}
          type="date"
          optional={t.common.optional}
          min={receipt.receivedOn}
          {...form.field('returnedOn')}
        />
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
            {d.return}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
