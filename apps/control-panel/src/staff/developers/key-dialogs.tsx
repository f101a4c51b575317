import { createKey, rotateKey, routes, type ProductKeyRowDto, type ProductKeyScope } from '@rocket/contracts';
import { addDays, localDate, startOfDay } from '@rocket/kernel';
import { Alert, Button, Dialog, InstantText, SelectField, TextField, useWriting } from '@rocket/ui';
import { call } from '../../api';
import { Confirm } from '../../form/confirm';
import { useForm } from '../../form/use-form';
import { Copyable } from '../../shell/copy';
import { toasts } from '../../shell/toasts';
import { developerWords } from '../../text/developer-words';
import { words } from '../../text/words';
import { browserNow } from '../browser-today';
import { nameOf, type MadeKey } from './key-name';
import { refreshKeys } from './reads';

/** What calls there are to open; no call of a product asks for `webhooks:manage`. */
const SCOPES: readonly ProductKeyScope[] = ['entitlements:read', 'usage:write'];
const OVERLAPS = [24, 1, 72, 168] as const;
const HOUR_MS = 3_600_000;

/** Where a key is changed: under the product it was made for, whichever product it is seen at. */
const placeOf = ({ products, keyId }: ProductKeyRowDto) => ({ code: products[0] ?? '', id: keyId });

export function CreateKey({
  code,
  done,
  onClose,
}: {
  code: string;
  done: (made: MadeKey) => void;
  onClose: () => void;
}) {
  const w = developerWords().keys;
  const t = words.value;
  const { timeZone } = useWriting();
  const form = useForm({
    initial: { name: '', scopes: SCOPES.join(','), expiresAt: '' },
    schema: createKey,
    read: ({ name, scopes, expiresAt }) => ({
      ...(name.trim() ? { name: name.trim() } : {}),
      scopes: scopes.split(',').filter(Boolean),
      ...(expiresAt
        ? { expiresAt: startOfDay(addDays(localDate(expiresAt), 1), timeZone).toISOString() }
        : {}),
    }),
    send: (body, idempotencyKey) => call(routes.createKey, { params: { code }, body, idempotencyKey }),
    done: (made) => {
      refreshKeys();
      done(made);
    },
  });
  const chosen = form.values.scopes.split(',');
  const toggle = (scope: ProductKeyScope) =>
    form.set('scopes', SCOPES.filter((one) => chosen.includes(one) !== (one === scope)).join(','));
  return (
    <Dialog title={w.addTitle} closeLabel={t.common.close} onClose={onClose}>
      <form class="stack" noValidate onSubmit={form.submit}>
        {form.alert && <Alert tone="danger">{form.alert}</Alert>}
        <TextField label={w.name} hint={w.nameHint} optional={t.common.optional} {...form.field('name')} />
        <fieldset class="several">
          <legend class="field-label">{w.scopes}</legend>
          {SCOPES.map((scope) => (
            <label key={scope} class="pick">
              <input type="checkbox" checked={chosen.includes(scope)} onChange={() => toggle(scope)} />
              {w.scopeNames[scope]}
            </label>
          ))}
          {form.errors['scopes'] && <p class="wrong">{form.errors['scopes']}</p>}
        </fieldset>
        <TextField
          label={w.expires}
          hint={w.expiresHint}
          optional={t.common.optional}
          type="date"
          {...form.field('expiresAt')}
        />
        <div class="row row-end">
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button kind="primary" type="submit" busy={form.busy}>
            {w.add}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

export function RotateKey({
  of,
  done,
  onClose,
}: {
  of: ProductKeyRowDto;
  done: (made: MadeKey) => void;
  onClose: () => void;
}) {
  const w = developerWords().keys;
  const t = words.value;
  const form = useForm({
    initial: { oldWorksUntil: String(OVERLAPS[0]) },
    schema: rotateKey,
    read: ({ oldWorksUntil: hours }) => ({
      oldWorksUntil: new Date(browserNow().getTime() + Number(hours) * HOUR_MS).toISOString(),
    }),
    send: (body, idempotencyKey) => call(routes.rotateKey, { params: placeOf(of), body, idempotencyKey }),
    done: (made) => {
      refreshKeys();
      done(made);
    },
  });
  return (
    <Dialog title={w.rotateTitle} closeLabel={t.common.close} onClose={onClose}>
      <form class="stack" noValidate onSubmit={form.submit}>
        <p class="muted">{w.rotateText}</p>
        {form.alert && <Alert tone="danger">{form.alert}</Alert>}
        <SelectField
          label={w.overlap}
          choices={OVERLAPS.map((hours) => ({ value: String(hours), text: w.overlaps[hours] }))}
          {...form.field('oldWorksUntil')}
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

export function RevokeKey({ of, onClose }: { of: ProductKeyRowDto; onClose: () => void }) {
  const w = developerWords().keys;
  return (
    <Confirm
      title={w.revokeTitle}
      yes={w.revoke}
      danger
      act={() => call(routes.revokeKey, { params: placeOf(of) })}
      done={() => {
        refreshKeys();
        toasts.say(w.revoked);
        onClose();
      }}
      onClose={onClose}
    >
      <p>
        <strong>{nameOf(of)}</strong>
      </p>
      <p>{w.revokeText}</p>
    </Confirm>
  );
}

/** The secret, once: only its hash is kept. */
export function ShowKey({
  made,
  tryOut,
  onClose,
}: {
  made: MadeKey;
  tryOut: (secret: string) => void;
  onClose: () => void;
}) {
  const w = developerWords().keys;
  return (
    <Dialog title={w.secretTitle} closeLabel={words.value.common.close} onClose={onClose}>
      <div class="stack">
        <p>{w.secretText}</p>
        <Copyable text={made.secret} />
        {made.oldWorksUntil && (
          <p class="muted">
            {w.oldUntil} <InstantText at={made.oldWorksUntil} />
          </p>
        )}
        <div class="row row-end">
          <Button onClick={() => tryOut(made.secret)}>{w.tryIt}</Button>
          <Button kind="primary" onClick={onClose}>
            {w.secretDone}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
