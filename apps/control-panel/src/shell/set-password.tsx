import { ApiProblem, routes, setPassword } from '@rocket/contracts';
import { Alert, Button } from '@rocket/ui';
import { useLocation } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';
import { NewPassword } from '../account/security/new-password';
import { call } from '../api';
import { useForm } from '../form/use-form';
import { securityWords } from '../text/security-words';
import { words } from '../text/words';
import { Preferences } from './frame';
import { Brand } from './icons';

/** Kept for a repeat; the address loses the token at once, so that it stays in no history. */
let heldToken = '';

function takeToken(): string {
  const token = location.hash.slice(1);
  if (token) {
    heldToken = token;
    history.replaceState(null, '', location.pathname);
  }
  return heldToken;
}

/** `/enter/password#<token>`: a member of staff sets the password by which they will come in. */
export default function SetPassword() {
  const s = securityWords();
  const t = words.value;
  const [token] = useState(takeToken);
  const [email, setEmail] = useState<string | null>(null);
  const [isOver, setOver] = useState(token === '');
  useEffect(() => {
    document.title = `${s.setTitle} · ${t.brand}`;
  }, [s]);
  return (
    <main class="door">
      <div class="door-box">
        <header class="door-head">
          <Brand name={t.brand} />
          <span class="door-preferences">
            <Preferences />
          </span>
        </header>
        <h1>{email ? s.isSetTitle : s.setTitle}</h1>
        {email ? (
          <IsSet email={email} />
        ) : isOver ? (
          <Alert tone="warning">{s.linkOver}</Alert>
        ) : (
          <Choose
            token={token}
            done={(answer) => {
              heldToken = '';
              setEmail(answer.email);
            }}
            over={() => setOver(true)}
          />
        )}
      </div>
    </main>
  );
}

function Choose({
  token,
  done,
  over,
}: {
  token: string;
  done: (answer: { email: string }) => void;
  over: () => void;
}) {
  const s = securityWords();
  const form = useForm({
    initial: { password: '' },
    schema: setPassword,
    read: (values) => ({ ...values, token }),
    send: (body) => call(routes.setPassword, { body }),
    done,
    refused: (error) => {
      if (error instanceof ApiProblem && error.problem.code === 'link_spent') over();
    },
  });
  return (
    <form class="stack" noValidate onSubmit={form.submit}>
      <p class="muted">{s.setText}</p>
      {form.alert && <Alert tone="danger">{form.alert}</Alert>}
      <NewPassword field={form.field('password')} />
      <Button kind="primary" type="submit" busy={form.busy}>
        {s.setYes}
      </Button>
    </form>
  );
}

function IsSet({ email }: { email: string }) {
  const s = securityWords();
  const { route } = useLocation();
  return (
    <div class="stack">
      <p>{s.isSetText(email)}</p>
      <Button kind="primary" onClick={() => route('/', true)}>
        {words.value.signIn.enter}
      </Button>
    </div>
  );
}
