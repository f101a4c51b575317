import { longLivedToken, routes } from '@rocket/contracts';
import { Alert, Button, TextField } from '@rocket/ui';
import { call } from '../../api';
import { useForm } from '../../form/use-form';
import { toasts } from '../../shell/toasts';
import { peopleWords } from '../../text/people-words';
import { refreshAccount } from '../reads';

/**
 * Connects by a token an administrator made by hand in amoCRM. It is typed unseen and forgotten once sent: nobody reads it
 * here again.
 */
export function TokenForm({ accountId }: { accountId: string }) {
  const { token: p } = peopleWords();
  const form = useForm({
    initial: { token: '' },
    schema: longLivedToken,
    read: (values) => values,
    send: async (body) => {
      const params = { id: accountId };
      await call(routes.setLongLivedToken, { params, body });
      // Its people are read by themselves as well: whoever waits for them sees them at once.
      await call(routes.readUsers, { params }).catch(() => undefined);
    },
    done: () => {
      form.set('token', '');
      toasts.say(p.done);
      refreshAccount(accountId);
    },
  });
  const { error, ...field } = form.field('token');
  return (
    <details class="disclosure">
      <summary>{p.title}</summary>
      <form class="stack" noValidate autocomplete="off" onSubmit={form.submit}>
        <p class="muted">{p.when}</p>
        <p class="muted">{p.where}</p>
        {form.alert && <Alert tone="danger">{form.alert}</Alert>}
        <TextField
          label={p.label}
          hint={p.hint}
          type="password"
          autocomplete="off"
          required
          {...field}
          {...(error ? { error: p.wrong(error) } : {})}
        />
        <div class="row">
          <Button kind="primary" type="submit" busy={form.busy}>
            {p.send}
          </Button>
        </div>
      </form>
    </details>
  );
}
