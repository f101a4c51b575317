import {
  routes,
  supportChannels,
  takeDownSupportRequest,
  type AccountDto,
  type AccountUserDto,
} from '@rocket/contracts';
import { Alert, Button, Dialog, EmptyState, SelectField, TextField } from '@rocket/ui';
import { usePeople } from '../../account/people/reads';
import { refreshAccount, useSubscriptions } from '../../account/reads';
import { refreshSupport } from '../../account/support/reads';
import { call } from '../../api';
import { useForm } from '../../form/use-form';
import { Ready } from '../../shell/loading';
import { toasts } from '../../shell/toasts';
import { supportWords } from '../../text/support-words';
import { words } from '../../text/words';

interface Opened {
  readonly account: AccountDto;
  readonly onClose: () => void;
}

/** What a person of the account asked by telephone, e-mail or messenger, in their name (rule 33). */
export function TakeDownDialog({ account, onClose }: Opened) {
  const w = supportWords();
  const people = usePeople(account.id);
  return (
    <Dialog title={w.takeDown} closeLabel={words.value.common.close} onClose={onClose}>
      <Ready of={people} lines={4}>
        {(all) => {
          const reached = all.filter(({ access, inAmocrm }) => access && inAmocrm);
          return reached.length === 0 ? (
            <EmptyState title={w.nobody} text={w.nobodyText} />
          ) : (
            <TakeDownForm account={account} people={reached} onClose={onClose} />
          );
        }}
      </Ready>
    </Dialog>
  );
}

function TakeDownForm({ account, people, onClose }: Opened & { people: readonly AccountUserDto[] }) {
  const t = words.value;
  const w = supportWords();
  const products = new Map(
    (useSubscriptions(account.id).value ?? []).map((one) => [one.productCode, one.productName]),
  );
  const form = useForm({
    initial: { personId: '', channel: 'phone' as string, subject: '', text: '', productCode: '' },
    schema: takeDownSupportRequest,
    read: ({ productCode, ...said }) => ({ ...said, ...(productCode ? { productCode } : {}) }),
    send: (body, idempotencyKey) =>
      call(routes.takeDownSupportRequest, { params: { id: account.id }, body, idempotencyKey }),
    done: ({ number }) => {
      refreshSupport(account.id);
      refreshAccount(account.id);
      toasts.say(w.taken(number));
      onClose();
    },
  });
  return (
    <form class="stack" noValidate onSubmit={form.submit}>
      <p class="muted">{w.takeDownText}</p>
      {form.alert && <Alert tone="danger">{form.alert}</Alert>}
      <div class="pair">
        <SelectField
          label={w.who}
          choices={[
            { value: '', text: w.whoFirst },
            ...people.map(({ id, name, email }) => ({ value: id, text: email ? `${name}, ${email}` : name })),
          ]}
          {...form.field('personId')}
        />
        <SelectField
          label={w.how}
          choices={supportChannels.map((value) => ({ value, text: w.channels[value] }))}
          {...form.field('channel')}
        />
      </div>
      <TextField label={w.subject} hint={w.subjectHint} required {...form.field('subject')} />
      {products.size > 0 && (
        <SelectField
          label={w.product}
          choices={[
            { value: '', text: w.noProduct },
            ...[...products].map(([value, text]) => ({ value, text })),
          ]}
          {...form.field('productCode')}
        />
      )}
      <TextField label={w.told} hint={w.toldHint} multiline required {...form.field('text')} />
      <div class="row row-end">
        <Button onClick={onClose}>{t.common.cancel}</Button>
        <Button kind="primary" type="submit" busy={form.busy}>
          {w.takeDown}
        </Button>
      </div>
    </form>
  );
}
