import { changePassword, routes, type SecondFactorDto } from '@rocket/contracts';
import { Alert, Button, Dialog, TextField } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { call } from '../../api';
import { useForm } from '../../form/use-form';
import { refresh, useLoaded } from '../../load';
import { Panel } from '../../shell/page';
import { toasts } from '../../shell/toasts';
import { securityWords } from '../../text/security-words';
import { words } from '../../text/words';
import { NewPassword } from './new-password';

/** A member of staff changes their own password. */
export function PasswordPanel() {
  const s = securityWords();
  const [isOpen, open] = useState(false);
  const factor = useLoaded<SecondFactorDto>('second-factor', () => call(routes.secondFactor));
  return (
    <Panel title={s.password} padded>
      <div class="row">
        <Button onClick={() => open(true)}>{s.changePassword}</Button>
      </div>
      {isOpen && (
        <ChangeDialog
          withCode={factor.value?.isOn ?? false}
          done={() => {
            open(false);
            toasts.say(s.passwordChanged);
            refresh('my-sessions');
          }}
          onClose={() => open(false)}
        />
      )}
    </Panel>
  );
}

function ChangeDialog({
  withCode,
  done,
  onClose,
}: {
  withCode: boolean;
  done: () => void;
  onClose: () => void;
}) {
  const s = securityWords();
  const t = words.value;
  const form = useForm({
    initial: { password: '', code: '', newPassword: '' },
    schema: changePassword,
    read: ({ code, ...values }) => (withCode ? { ...values, code } : values),
    send: (body) => call(routes.changePassword, { body }),
    done,
  });
  return (
    <Dialog title={s.changePassword} closeLabel={t.common.close} onClose={onClose}>
      <form class="stack" noValidate onSubmit={form.submit}>
        <p class="muted">{s.changePasswordText}</p>
        {form.alert && <Alert tone="danger">{form.alert}</Alert>}
        <TextField
          label={s.oldPassword}
          type="password"
          autocomplete="current-password"
          required
          {...form.field('password')}
        />
        {withCode && (
          <TextField label={s.codeOrRecovery} autocomplete="one-time-code" required {...form.field('code')} />
        )}
        <NewPassword field={form.field('newPassword')} />
        <div class="row row-end">
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button kind="primary" type="submit" busy={form.busy}>
            {s.changePassword}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
