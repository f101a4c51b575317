import { replayWebhook, routes, type WebhookEndpointDto } from '@rocket/contracts';
import { localDate, startOfDay } from '@rocket/kernel';
import { Alert, Button, Dialog, TextField, useWriting } from '@rocket/ui';
import { call } from '../../api';
import { useForm } from '../../form/use-form';
import { toasts } from '../../shell/toasts';
import { webhookWords } from '../../text/webhook-words';
import { words } from '../../text/words';
import { refreshWebhooks } from './reads';

/** Before anything that is kept. */
const EVER = '2020-01-01';

/** Sends everything since a day that the address has not got. */
export function ReplayDialog({ endpoint, onClose }: { endpoint: WebhookEndpointDto; onClose: () => void }) {
  const w = webhookWords();
  const t = words.value;
  const { timeZone } = useWriting();
  const { product: code, id } = endpoint;
  const form = useForm({
    initial: { since: '' },
    schema: replayWebhook,
    read: ({ since }) => ({ since: startOfDay(localDate(since || EVER), timeZone).toISOString() }),
    send: (body, idempotencyKey) =>
      call(routes.replayWebhook, { params: { code, id }, body, idempotencyKey }),
    done: ({ queued }) => {
      refreshWebhooks(code);
      toasts.say(w.replayedAll(queued));
      onClose();
    },
  });
  return (
    <Dialog title={w.replayAllTitle} closeLabel={t.common.close} onClose={onClose}>
      <form class="stack" noValidate onSubmit={form.submit}>
        <p class="muted">{w.replayAllText}</p>
        {form.alert && <Alert tone="danger">{form.alert}</Alert>}
        <TextField
          label={w.since}
          hint={w.sinceHint}
          optional={t.common.optional}
          type="date"
          {...form.field('since')}
        />
        <div class="row row-end">
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button kind="primary" type="submit" busy={form.busy}>
            {w.replayAll}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
