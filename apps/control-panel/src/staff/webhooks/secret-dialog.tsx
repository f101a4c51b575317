import { rotateWebhookSecret, routes, type NewWebhookDto, type WebhookEndpointDto } from '@rocket/contracts';
import { Alert, Button, Dialog, SelectField } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { call } from '../../api';
import { useForm } from '../../form/use-form';
import { Copyable } from '../../shell/copy';
import { webhookWords } from '../../text/webhook-words';
import { words } from '../../text/words';
import { refreshWebhooks } from './reads';

/** The secret, once: it is kept sealed and cannot be shown again. */
export function ShowSecret({ secret, onClose }: { secret: string; onClose: () => void }) {
  const w = webhookWords();
  return (
    <Dialog title={w.secretTitle} closeLabel={words.value.common.close} onClose={onClose}>
      <div class="stack">
        <p>{w.secretText}</p>
        <Copyable text={secret} />
        <div class="row row-end">
          <Button kind="primary" onClick={onClose}>
            {w.secretDone}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

const OVERLAPS = [24, 72, 168, 0] as const;

/** Asks for how long both secrets sign, then shows the new one. */
export function RotateSecret({ endpoint, onClose }: { endpoint: WebhookEndpointDto; onClose: () => void }) {
  const w = webhookWords();
  const t = words.value;
  const { product: code, id } = endpoint;
  const [made, show] = useState<NewWebhookDto | null>(null);
  const form = useForm({
    initial: { overlapHours: String(OVERLAPS[0]) },
    schema: rotateWebhookSecret,
    read: (values) => values,
    send: (body, idempotencyKey) =>
      call(routes.rotateWebhookSecret, { params: { code, id }, body, idempotencyKey }),
    done: (answer) => {
      refreshWebhooks(code);
      show(answer);
    },
  });
  if (made) return <ShowSecret secret={made.secret} onClose={onClose} />;
  return (
    <Dialog title={w.rotate} closeLabel={t.common.close} onClose={onClose}>
      <form class="stack" noValidate onSubmit={form.submit}>
        <p class="muted">{w.rotateText}</p>
        {form.alert && <Alert tone="danger">{form.alert}</Alert>}
        <SelectField
          label={w.overlap}
          choices={OVERLAPS.map((hours) => ({ value: String(hours), text: w.overlaps[hours] }))}
          {...form.field('overlapHours')}
        />
        <div class="row row-end">
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button kind="primary" type="submit" busy={form.busy}>
            {w.rotate}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
