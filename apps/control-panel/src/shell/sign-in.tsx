import { ApiProblem, routes, signIn } from '@rocket/contracts';
import { Alert, Button, TextField, type TextFieldProps } from '@rocket/ui';
import { useLocation } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';
import { call } from '../api';
import { useForm } from '../form/use-form';
import { enterAs } from '../session';
import { words } from '../text/words';
import { Door } from './door';
import { onDemand } from './on-demand';

type Login = (typeof routes.sandboxLogins)['answer'] extends infer A
  ? A extends { _zod: { output: { items: (infer I)[] } } }
    ? I
    : never
  : never;

const SandboxSellers = onDemand(() => import('./sandbox-sellers').then((file) => file.SandboxSellers));
const AmocrmTrouble = onDemand(() => import('./amocrm-trouble').then((file) => file.AmocrmTrouble));

export function SignIn() {
  const t = words.value;
  const logins = useSandboxLogins();
  const { query } = useLocation();
  const trouble = query['amocrm'];
  return (
    <Door title={t.signIn.title}>
      {trouble && <AmocrmTrouble why={trouble} />}
      <p class="muted">{t.signIn.lead}</p>
      <h1>{t.signIn.title}</h1>
      <StaffForm logins={logins} />
      <Alert tone="neutral" title={t.signIn.customerTitle}>
        <p>{t.signIn.customerText}</p>
        <a class="button button-secondary" href={`/api/v1${routes.amocrmSignIn.path}`} target="_top">
          {t.signIn.byAmocrm}
        </a>
        {logins.length > 0 && <SandboxSellers />}
      </Alert>
    </Door>
  );
}

const wantsCode = (error: unknown): boolean =>
  error instanceof ApiProblem && error.problem.code === 'code_required';

/** E-mail and password; then, for whoever has set it up, the code, with what was typed kept. */
function StaffForm({ logins }: { logins: readonly Login[] }) {
  const t = words.value;
  const [step, setStep] = useState<'password' | 'code'>('password');
  const [isAsked, setAsked] = useState(false);
  const form = useForm({
    initial: { email: '', password: '', code: '' },
    schema: signIn,
    read: ({ code, ...values }) => (step === 'code' ? { ...values, code } : values),
    send: (body) => call(routes.signIn, { body }),
    done: enterAs,
    refused: (error) => {
      setAsked(wantsCode(error));
      if (wantsCode(error)) setStep('code');
    },
  });
  const back = (): void => {
    form.set('code', '');
    setStep('password');
  };
  return (
    <>
      <form class="stack" noValidate onSubmit={form.submit}>
        {form.alert && !isAsked && <Alert tone="danger">{form.alert}</Alert>}
        {/* Kept in the form, so that a password manager sees one form and Back loses nothing. */}
        <div hidden={step === 'code'}>
          <div class="stack">
            <TextField label={t.signIn.email} type="email" autocomplete="username" {...form.field('email')} />
            <TextField
              label={t.signIn.password}
              type="password"
              autocomplete="current-password"
              {...form.field('password')}
            />
          </div>
        </div>
        {step === 'code' && <Code field={form.field('code')} />}
        <Button kind="primary" type="submit" busy={form.busy}>
          {t.signIn.enter}
        </Button>
        {step === 'code' && (
          <Button kind="quiet" onClick={back}>
            {t.signIn.back}
          </Button>
        )}
      </form>
      {logins.length > 0 && step === 'password' && (
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
    </>
  );
}

function Code({ field }: { field: Omit<TextFieldProps, 'label'> }) {
  const t = words.value;
  useEffect(() => document.querySelector<HTMLElement>('input[name="code"]')?.focus(), []);
  return <TextField label={t.signIn.code} hint={t.signIn.codeHint} autocomplete="one-time-code" {...field} />;
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
