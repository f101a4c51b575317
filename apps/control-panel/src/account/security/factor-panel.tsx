import { removeSecondFactor, routes, type SecondFactorDto } from '@rocket/contracts';
import { Alert, Button, Chip, Dialog, TextField, writeDate } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { call } from '../../api';
import { useForm } from '../../form/use-form';
import { refresh, useLoaded } from '../../load';
import { Ready } from '../../shell/loading';
import { Facts, Panel } from '../../shell/page';
import { toasts } from '../../shell/toasts';
import { securityWords } from '../../text/security-words';
import { words } from '../../text/words';
import { Enrolment } from './enrolment';

const KEY = 'second-factor';
const FEW_CODES = 3;

/** Whether a member of staff signs in with a code, and what they can do about it. */
export function FactorPanel() {
  const s = securityWords();
  const factor = useLoaded<SecondFactorDto>(KEY, () => call(routes.secondFactor));
  const [open, setOpen] = useState<'enrol' | 'remove' | null>(null);
  const close = (said?: string): void => {
    setOpen(null);
    if (said) toasts.say(said);
    // A new factor ends the other sessions.
    refresh(KEY);
    refresh('my-sessions');
  };
  return (
    <Panel title={s.factor} padded>
      <Ready of={factor} lines={2}>
        {(value) => (
          <>
            <State factor={value} open={setOpen} />
            {open === 'enrol' && (
              <Dialog
                title={value.isOn ? s.replace : s.turnOn}
                closeLabel={words.value.common.close}
                onClose={() => close()}
              >
                <Enrolment replaces={value.isOn} done={() => close(s.turnedOn)} />
              </Dialog>
            )}
            {open === 'remove' && <RemoveDialog onClose={() => close()} done={() => close(s.turnedOff)} />}
          </>
        )}
      </Ready>
    </Panel>
  );
}

function State({
  factor: { isOn, isRequired, since, recoveryCodesLeft },
  open,
}: {
  factor: SecondFactorDto;
  open: (what: 'enrol' | 'remove') => void;
}) {
  const s = securityWords();
  return (
    <div class="stack">
      <Facts
        items={[
          [
            s.factorState,
            <Chip key="state" tone={isOn ? 'good' : 'neutral'}>
              {isOn ? s.factorOn : s.factorOff}
            </Chip>,
          ],
          ...(since ? [[s.factorSince, writeDate(since.slice(0, 10))] as const] : []),
          ...(isOn ? [[s.codesLeft, String(recoveryCodesLeft)] as const] : []),
        ]}
      />
      {isOn && recoveryCodesLeft < FEW_CODES && <Alert tone="warning">{s.fewCodes}</Alert>}
      {!isOn && <p class="muted">{s.why}</p>}
      <div class="row">
        <Button kind={isOn ? 'secondary' : 'primary'} onClick={() => open('enrol')}>
          {isOn ? s.replace : s.turnOn}
        </Button>
        {isOn && !isRequired && (
          <Button kind="quiet-danger" onClick={() => open('remove')}>
            {s.turnOff}
          </Button>
        )}
      </div>
    </div>
  );
}

function RemoveDialog({ onClose, done }: { onClose: () => void; done: () => void }) {
  const s = securityWords();
  const t = words.value;
  const form = useForm({
    initial: { password: '', code: '' },
    schema: removeSecondFactor,
    read: (values) => values,
    send: (body) => call(routes.removeSecondFactor, { body }),
    done,
  });
  return (
    <Dialog title={s.turnOffTitle} closeLabel={t.common.close} onClose={onClose}>
      <form class="stack" noValidate onSubmit={form.submit}>
        <p class="muted">{s.turnOffText}</p>
        {form.alert && <Alert tone="danger">{form.alert}</Alert>}
        <TextField
          label={s.password}
          type="password"
          autocomplete="current-password"
          required
          {...form.field('password')}
        />
        <TextField label={s.codeOrRecovery} autocomplete="one-time-code" required {...form.field('code')} />
        <div class="row row-end">
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button kind="danger" type="submit" busy={form.busy}>
            {s.turnOff}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
