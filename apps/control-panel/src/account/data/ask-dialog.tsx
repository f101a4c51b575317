import {
  askAboutPersonalData,
  routes,
  type AccountUserDto,
  type PersonalDataRequestDto,
  type PersonalDataRequestKind,
} from '@rocket/contracts';
import { Alert, Button, Dialog, SelectField, TextField } from '@rocket/ui';
import { call } from '../../api';
import { useForm } from '../../form/use-form';
import { refresh } from '../../load';
import { toasts } from '../../shell/toasts';
import { personalDataWords } from '../../text/personal-data-words';
import { words } from '../../text/words';
import { refreshAccount } from '../reads';

type AskedKind = Exclude<PersonalDataRequestKind, 'copy'>;
const ASKED = ['correction', 'block', 'unblock', 'erasure'] as const satisfies readonly AskedKind[];

/** A person asks about their own data, or staff write down the letter of one. */
export function AskDialog({
  accountId,
  kind,
  person,
  onClose,
}: {
  accountId: string;
  /** Left out: it is chosen. */
  kind?: AskedKind;
  /** Left out: the caller. */
  person?: AccountUserDto;
  onClose: () => void;
}) {
  const t = words.value;
  const d = personalDataWords();
  const form = useForm({
    initial: { kind: (kind ?? ASKED[0]) as string, words: '' },
    schema: askAboutPersonalData,
    read: (values) => ({ ...values, personId: person?.id }),
    send: (body): Promise<PersonalDataRequestDto> =>
      call(routes.askAboutPersonalData, { params: { id: accountId }, body }),
    done: (request) => {
      refreshAccount(accountId);
      refresh('personal-data/');
      toasts.say(d.asks[request.kind as AskedKind].done);
      onClose();
    },
  });
  const asked = d.asks[form.values.kind as AskedKind];
  return (
    <Dialog
      title={person ? d.writeTitle(person.name) : asked.title}
      closeLabel={t.common.close}
      onClose={onClose}
    >
      <form class="stack" noValidate onSubmit={form.submit}>
        <p class="muted">{person ? d.writeText : asked.text}</p>
        {form.alert && <Alert tone="danger">{form.alert}</Alert>}
        {!kind && (
          <SelectField
            label={d.kind}
            choices={ASKED.map((value) => ({ value, text: d.kinds[value] }))}
            {...form.field('kind')}
          />
        )}
        {form.values.kind !== 'unblock' && (
          <TextField label={d.words} hint={d.wordsHint} multiline {...form.field('words')} />
        )}
        <div class="row row-end">
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button kind={form.values.kind === 'erasure' ? 'danger' : 'primary'} type="submit" busy={form.busy}>
            {asked.yes}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
