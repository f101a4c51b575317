import {
  changeWebhook,
  createWebhook,
  routes,
  webhookTypes,
  type NewWebhookDto,
  type WebhookEndpointDto,
} from '@rocket/contracts';
import { Alert, Button, Dialog, TextField } from '@rocket/ui';
import { call } from '../../api';
import { useForm, type Form, type Values } from '../../form/use-form';
import { toasts } from '../../shell/toasts';
import { webhookWords } from '../../text/webhook-words';
import { words } from '../../text/words';
import { refreshWebhooks } from './reads';

const chosenIn = (text: string): string[] => text.split(',').filter(Boolean);

interface EndpointValues extends Values {
  readonly url: string;
  readonly description: string;
  /** Chosen types by commas. */
  readonly events: string;
}

/** A new address of a product: `done` is handed the secret, which is shown once. */
export function AddWebhook({
  code,
  done,
  onClose,
}: {
  code: string;
  done: (made: NewWebhookDto) => void;
  onClose: () => void;
}) {
  const w = webhookWords();
  const form = useForm({
    initial: { url: '', description: '', events: webhookTypes.join(',') },
    schema: createWebhook,
    read: ({ url, description, events }) => ({
      url,
      events: chosenIn(events),
      ...(description.trim() ? { description } : {}),
    }),
    send: (body, idempotencyKey) => call(routes.createWebhook, { params: { code }, body, idempotencyKey }),
    done: (made) => {
      refreshWebhooks(code);
      done(made);
    },
  });
  return <EndpointForm title={w.addTitle} yes={w.add} form={form} onClose={onClose} />;
}

export function ChangeWebhook({ endpoint, onClose }: { endpoint: WebhookEndpointDto; onClose: () => void }) {
  const w = webhookWords();
  const { product: code, id } = endpoint;
  const form = useForm({
    initial: {
      url: endpoint.url,
      description: endpoint.description ?? '',
      events: endpoint.events.join(','),
    },
    schema: changeWebhook,
    read: ({ url, description, events }) => ({
      url,
      events: chosenIn(events),
      description: description.trim() || null,
    }),
    send: (body) => call(routes.changeWebhook, { params: { code, id }, body }),
    done: () => {
      refreshWebhooks(code);
      toasts.say(w.saved);
      onClose();
    },
  });
  return <EndpointForm title={w.changeTitle} yes={words.value.common.save} form={form} onClose={onClose} />;
}

function EndpointForm({
  title,
  yes,
  form,
  onClose,
}: {
  title: string;
  yes: string;
  form: Form<EndpointValues>;
  onClose: () => void;
}) {
  const w = webhookWords();
  const t = words.value;
  const chosen = chosenIn(form.values.events);
  const toggle = (type: string) =>
    form.set('events', webhookTypes.filter((one) => chosen.includes(one) !== (one === type)).join(','));
  return (
    <Dialog title={title} closeLabel={t.common.close} onClose={onClose}>
      <form class="stack" noValidate onSubmit={form.submit}>
        {form.alert && <Alert tone="danger">{form.alert}</Alert>}
        <TextField label={w.url} hint={w.urlHint} placeholder="https://" required {...form.field('url')} />
        <TextField label={w.description} optional={t.common.optional} {...form.field('description')} />
        <fieldset class="several">
          <legend class="field-label">{w.events}</legend>
          {webhookTypes.map((type) => (
            <label key={type} class="pick">
              <input type="checkbox" checked={chosen.includes(type)} onChange={() => toggle(type)} />
              {w.types[type]}
            </label>
          ))}
          {form.errors['events'] && <p class="wrong">{form.errors['events']}</p>}
        </fieldset>
        <div class="row row-end">
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button kind="primary" type="submit" busy={form.busy}>
            {yes}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
