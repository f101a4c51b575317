import { resumeAccount, routes, suspendAccount, suspensionGrounds, type AccountDto } from '@rocket/contracts';
import { Alert, Button, Dialog, SelectField, TextField } from '@rocket/ui';
import { refreshAccount } from '../account/reads';
import { call } from '../api';
import { useForm } from '../form/use-form';
import { refresh } from '../load';
import { toasts } from '../shell/toasts';
import { words } from '../text/words';

/** Staff stop an account on a ground, or lift that stop (rule 17). */
export function StateDialog({
  account,
  act,
  onClose,
}: {
  account: AccountDto;
  act: 'suspend' | 'resume';
  onClose: () => void;
}) {
  const t = words.value;
  const s = t.staff.account;
  const isStop = act === 'suspend';
  const params = { id: account.id };
  const form = useForm({
    initial: { ground: suspensionGrounds[0] as string, reason: '' },
    schema: isStop ? suspendAccount : resumeAccount,
    read: ({ ground, reason }) => (isStop ? { ground, reason } : { reason }),
    send: (body): Promise<AccountDto> =>
      isStop
        ? call(routes.suspendAccount, { params, body: suspendAccount.parse(body) })
        : call(routes.resumeAccount, { params, body }),
    done: () => {
      refreshAccount(account.id);
      refresh('accounts/');
      toasts.say(isStop ? s.suspendDone : s.resumeDone);
      onClose();
    },
  });
  return (
    <Dialog
      title={isStop ? s.suspendTitle(account.name) : s.resumeTitle(account.name)}
      closeLabel={t.common.close}
      onClose={onClose}
    >
      <form class="stack" noValidate onSubmit={form.submit}>
        <p class="muted">{isStop ? s.suspendText : s.resumeText}</p>
        {form.alert && <Alert tone="danger">{form.alert}</Alert>}
        {isStop && (
          <SelectField
            label={s.ground}
            choices={suspensionGrounds.map((value) => ({ value, text: s.grounds[value] }))}
            {...form.field('ground')}
          />
        )}
        <TextField
          label={t.common.reason}
          hint={t.common.reasonHint}
          multiline
          required
          {...form.field('reason')}
        />
        <div class="row row-end">
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button kind={isStop ? 'danger' : 'primary'} type="submit" busy={form.busy}>
            {isStop ? s.suspend : s.resume}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
