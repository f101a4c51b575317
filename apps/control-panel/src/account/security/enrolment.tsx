import { beginSecondFactor, confirmSecondFactor, routes, type SecondFactorOfferDto } from '@rocket/contracts';
import { Alert, Button, TextField } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { call } from '../../api';
import { useForm } from '../../form/use-form';
import { copy } from '../../shell/copy';
import { securityWords } from '../../text/security-words';

/**
 * Sets up sign-in by code in three steps: the password once more, the QR code proven by a code of the app, the recovery codes.
 * `replaces`: an app is connected and has to be shown too.
 */
export function Enrolment({
  replaces,
  done,
  leave,
}: {
  replaces: boolean;
  done: () => void;
  /** The way back, where there is one. */
  leave?: { readonly text: string; readonly run: () => void };
}) {
  const s = securityWords();
  const [offer, setOffer] = useState<SecondFactorOfferDto | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  return (
    <div class="stack">
      <p class="muted">{s.steps(codes ? 3 : offer ? 2 : 1)}</p>
      {codes ? (
        <RecoveryCodes codes={codes} done={done} />
      ) : offer ? (
        <Scan offer={offer} proven={setCodes} />
      ) : (
        <ShowAgain replaces={replaces} shown={setOffer} />
      )}
      {leave && !codes && (
        <Button kind="quiet" onClick={leave.run}>
          {leave.text}
        </Button>
      )}
    </div>
  );
}

function ShowAgain({ replaces, shown }: { replaces: boolean; shown: (offer: SecondFactorOfferDto) => void }) {
  const s = securityWords();
  const form = useForm({
    initial: { password: '', code: '' },
    schema: beginSecondFactor,
    read: ({ password, code }) => (replaces ? { password, code } : { password }),
    send: (body) => call(routes.beginSecondFactor, { body }),
    done: shown,
  });
  return (
    <form class="stack" noValidate onSubmit={form.submit}>
      <p>{s.passwordText}</p>
      {form.alert && <Alert tone="danger">{form.alert}</Alert>}
      <TextField
        label={s.password}
        type="password"
        autocomplete="current-password"
        required
        {...form.field('password')}
      />
      {replaces && (
        <TextField label={s.oldCode} autocomplete="one-time-code" required {...form.field('code')} />
      )}
      <Button kind="primary" type="submit" busy={form.busy}>
        {s.next}
      </Button>
    </form>
  );
}

const GROUP = /.{1,4}/g;

function Scan({
  offer,
  proven,
}: {
  offer: SecondFactorOfferDto;
  proven: (codes: readonly string[]) => void;
}) {
  const s = securityWords();
  const form = useForm({
    initial: { code: '' },
    schema: confirmSecondFactor,
    read: (values) => values,
    send: (body) => call(routes.confirmSecondFactor, { body }),
    done: ({ recoveryCodes }) => proven(recoveryCodes),
  });
  return (
    <form class="stack" noValidate onSubmit={form.submit}>
      <p>{s.qrText}</p>
      <img class="enrolment-qr" src={offer.qr} alt={s.qrAlt} width={220} height={220} />
      <div>
        <p class="muted">{s.bySecret}</p>
        <code class="enrolment-secret">{offer.secret.match(GROUP)?.join(' ')}</code>
      </div>
      {form.alert && <Alert tone="danger">{form.alert}</Alert>}
      <TextField
        label={s.code}
        hint={s.codeHint}
        inputMode="numeric"
        autocomplete="one-time-code"
        required
        {...form.field('code')}
      />
      <Button kind="primary" type="submit" busy={form.busy}>
        {s.confirm}
      </Button>
    </form>
  );
}

function RecoveryCodes({ codes, done }: { codes: readonly string[]; done: () => void }) {
  const s = securityWords();
  const text = `${codes.join('\n')}\n`;
  return (
    <div class="stack">
      <h2>{s.codesTitle}</h2>
      <p>{s.codesText}</p>
      <ul class="enrolment-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div class="row">
        <Button onClick={() => void copy(text)}>{s.copyCodes}</Button>
        <a
          class="button button-secondary"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
          download={s.codesFile}
        >
          {s.downloadCodes}
        </a>
      </div>
      <Button kind="primary" onClick={done}>
        {s.saved}
      </Button>
    </div>
  );
}
