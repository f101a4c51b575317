import { routes, signIn } from '@rocket/contracts';
import { Alert, Button, TextField } from '@rocket/ui';
import { useEffect, useState } from 'preact/hooks';
import { call } from '../api';
import { useForm } from '../form/use-form';
import { enterAs } from '../session';
import { words } from '../text/words';
import { Preferences } from './frame';
import { Brand } from './icons';

type Login = (typeof routes.sandboxLogins)['answer'] extends infer A
  ? A extends { _zod: { output: { items: (infer I)[] } } }
    ? I
    : never
  : never;

export function SignIn() {
  const t = words.value;
  const logins = useSandboxLogins();
  const form = useForm({
    initial: { email: '', password: '' },
    schema: signIn,
    read: (values) => values,
    send: (body) => call(routes.signIn, { body }),
    done: enterAs,
  });
  useEffect(() => {
    document.title = `${t.signIn.title} · ${t.brand}`;
  }, [t]);
  return (
    <main class="door">
      <div class="door-box">
        <header class="door-head">
          <Brand name={t.brand} />
          <span class="door-preferences">
            <Preferences />
          </span>
        </header>
        <p class="muted">{t.signIn.lead}</p>
        <h1>{t.signIn.title}</h1>
        <form class="stack" noValidate onSubmit={form.submit}>
          {form.alert && <Alert tone="danger">{form.alert}</Alert>}
          <TextField label={t.signIn.email} type="email" autocomplete="username" {...form.field('email')} />
          <TextField
            label={t.signIn.password}
            type="password"
            autocomplete="current-password"
            {...form.field('password')}
          />
          <Button kind="primary" type="submit" busy={form.busy}>
            {t.signIn.enter}
          </Button>
        </form>
        {logins.length > 0 && (
          <div class="door-sandbox">
            <span class="muted">{t.signIn.sandbox}</span>
            <div class="row">
              {logins.map((login) => (
                <Button
                  key={login.email}
                  size="small"
                  onClick={() => {
                    form.set('email', login.email);
                    form.set('password', login.password);
                  }}
                >
                  {t.signIn.roles[login.role]}
                </Button>
              ))}
            </div>
          </div>
        )}
        <Alert tone="neutral" title={t.signIn.customerTitle}>
          <p>{t.signIn.customerText}</p>
        </Alert>
      </div>
    </main>
  );
}

/** Log-ins of the seeded staff. Outside the sandbox the door does not exist, and nothing is shown. */
function useSandboxLogins(): readonly Login[] {
  const [logins, setLogins] = useState<readonly Login[]>([]);
  useEffect(() => {
    call(routes.sandboxLogins).then(
      (answer) => setLogins(answer.items),
      () => undefined,
    );
  }, []);
  return logins;
}
