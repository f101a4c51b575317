import { ApiProblem, routes, setPassword } from '@rocket/contracts';
import { Alert, Button } from '@rocket/ui';
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { NewPassword } from '../account/security/new-password';
import { call } from '../api';
import { useForm } from '../form/use-form';
import { securityWords } from '../text/security-words';
import { words } from '../text/words';
import { Door } from './door';
import { dropToken, takeToken } from './token-of-address';

/** `/enter/password#<token>`: a member of staff sets the password by which they will come in. */
export default function SetPassword() {
  const s = securityWords();
  const [token] = useState(takeToken);
  const [email, setEmail] = useState<string | null>(null);
  const [isOver, setOver] = useState(token === '');
  return (
    <Door title={s.setTitle}>
      <h1>{email ? s.isSetTitle : s.setTitle}</h1>
      {email ? (
        <IsSet email={email} />
      ) : isOver ? (
        <Alert tone="warning">{s.linkOver}</Alert>
      ) : (
        <Choose
          token={token}
          done={(answer) => {
            dropToken();
            setEmail(answer.email);
          }}
          over={() => setOver(true)}
        />
      )}
    </Door>
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
