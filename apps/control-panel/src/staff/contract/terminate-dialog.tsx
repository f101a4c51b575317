import { routes, terminateAccount, type AccountDto } from '@rocket/contracts';
import { Alert, Button, Dialog, SelectField, TextField, writeDate } from '@rocket/ui';
import { refreshAccount, useLeavingDays } from '../../account/reads';
import { call } from '../../api';
import { groundsOf } from '../../account/leaving/when-it-ends';
import { useForm } from '../../form/use-form';
import { refresh } from '../../load';
import { toasts } from '../../shell/toasts';
import { contractWords } from '../../text/contract-words';
import { words } from '../../text/words';
import { RefundPreview } from '../../account/refund-preview';

/** Staff write a termination down: whose, on which ground, why; what would go back is said first (rules 21, 22). */
export function TerminateDialog({ account, onClose }: { account: AccountDto; onClose: () => void }) {
  const t = words.value;
  const c = contractWords();
  const form = useForm({
    initial: { initiator: 'customer', ground: 'notice', effectiveOn: '', reason: '' },
    schema: terminateAccount,
    fieldOf: (path) => (path === 'because' || path === 'breach' ? 'ground' : path),
    read: ({ initiator, ground, effectiveOn, reason }) => ({
      ...{ initiator, breach: ground === 'breach', reason },
      ...(ground === 'changes' || ground === 'deletion' ? { because: ground } : {}),
      ...(ground === 'notice' && effectiveOn ? { effectiveOn } : {}),
    }),
    send: (body, idempotencyKey) =>
      call(routes.terminateAccount, { params: { id: account.id }, body, idempotencyKey }),
    done: ({ effectiveOn }) => {
      refreshAccount(account.id);
      refresh('accounts/');
      toasts.say(c.terminated(writeDate(effectiveOn)));
      onClose();
    },
  });
  const days = useLeavingDays(account.id).value;
  const ofCustomer = form.values.initiator === 'seller' || !days ? (['notice'] as const) : groundsOf(days);
  const grounds = [...ofCustomer, 'breach'] as const;
  const initiator = form.values.initiator === 'seller' ? 'seller' : 'customer';
  return (
    <Dialog wide title={c.terminateTitle(account.name)} closeLabel={t.common.close} onClose={onClose}>
      <form class="stack" noValidate onSubmit={form.submit}>
        <Alert tone="warning">{c.terminateText}</Alert>
        {form.alert && <Alert tone="danger">{form.alert}</Alert>}
        <div class="pair">
          <SelectField
            label={c.initiator}
            choices={(['customer', 'seller'] as const).map((value) => ({ value, text: c.initiators[value] }))}
            {...form.field('initiator')}
          />
          <SelectField
            label={c.leavingGround}
            choices={grounds.map((value) => ({ value, text: c.leavingGrounds[value] }))}
            {...form.field('ground')}
          />
        </div>
        {form.values.ground === 'notice' && (
          <TextField type="date" label={c.endDay} hint={c.endDayHint} {...form.field('effectiveOn')} />
        )}
        {form.values.ground !== 'breach' && (
          <RefundPreview key={initiator} accountId={account.id} initiator={initiator} />
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
          <Button kind="danger" type="submit" busy={form.busy}>
            {c.terminate}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
