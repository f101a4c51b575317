import { routes, setAccess, type AccountUserDto, type SetAccessDto } from '@rocket/contracts';
import { Alert, Button, Dialog, SelectField, Switch } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { call } from '../../api';
import { refusalText } from '../../form/refusal-text';
import { peopleWords } from '../../text/people-words';
import { words } from '../../text/words';

const LEVELS = [
  'owner',
  'administrator',
  'billing',
  'viewer',
] as const satisfies readonly AccountUserDto['level'][];

/** What a person may do here. The server decides who may give what; this shows only what it will take. */
export function AccessDialog({
  accountId,
  person,
  mayNameOwner,
  onClose,
  onSaved,
}: {
  accountId: string;
  person: AccountUserDto;
  mayNameOwner: boolean;
  onClose: () => void;
  onSaved: () => void;
}) {
  const t = words.value;
  const p = peopleWords();
  const [level, setLevel] = useState(person.level);
  const [access, openAccess] = useState(person.access);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<unknown>(null);
  const body: SetAccessDto = {
    ...(level === person.level ? {} : { level }),
    ...(access === person.access ? {} : { access }),
  };
  const save = (event: Event): void => {
    event.preventDefault();
    setBusy(true);
    setFailed(null);
    const params = { id: accountId, userId: person.id };
    call(routes.setAccess, { params, body })
      .then(onSaved, setFailed)
      .finally(() => setBusy(false));
  };
  return (
    <Dialog title={p.changeTitle(person.name)} closeLabel={t.common.close} onClose={onClose}>
      <form class="stack" noValidate onSubmit={save}>
        <SelectField
          name="level"
          label={p.level}
          hint={p.levels[level]}
          value={level}
          choices={LEVELS.filter((one) => one !== 'owner' || mayNameOwner || level === 'owner').map(
            (value) => ({
              value,
              text: t.levels[value],
            }),
          )}
          onChange={(value) => setLevel(LEVELS.find((one) => one === value) ?? level)}
        />
        <Switch on={access} label={p.access} onChange={openAccess} />
        {failed ? <Alert tone="danger">{refusalText(t, failed)}</Alert> : null}
        <div class="row row-end">
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button kind="primary" type="submit" busy={busy} disabled={!setAccess.safeParse(body).success}>
            {t.common.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
