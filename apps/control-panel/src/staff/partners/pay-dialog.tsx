import { payPartner, routes, type MoneyDto } from '@rocket/contracts';
import type { LocalDate } from '@rocket/kernel';
import { Alert, Button, currencySign, Dialog, TextField, writeMoney } from '@rocket/ui';
import { refreshPartner } from '../../account/partner/reads';
import { call } from '../../api';
import { readMoney, typedAmount } from '../../form/read-money';
import { useForm } from '../../form/use-form';
import { toasts } from '../../shell/toasts';
import { partnerWords } from '../../text/partner-words';
import { words } from '../../text/words';

/** Records a payment the bank has made; all that is due unless told. */
export function PayDialog({
  accountId,
  today,
  due,
  onClose,
}: {
  accountId: string;
  today: LocalDate;
  due: MoneyDto;
  onClose: () => void;
}) {
  const t = words.value;
  const w = partnerWords();
  const form = useForm({
    initial: { paidOn: today as string, amount: typedAmount(due.amount), reference: '' },
    schema: payPartner,
    read: ({ amount, ...said }) => ({ ...said, amount: readMoney(amount, due.currency) }),
    send: (body, idempotencyKey) =>
      call(routes.payPartner, { params: { id: accountId }, body, idempotencyKey }),
    done: ({ amount }) => {
      refreshPartner(accountId);
      toasts.say(w.paid(writeMoney(t.language, amount)));
      onClose();
    },
  });
  return (
    <Dialog title={w.pay} closeLabel={t.common.close} onClose={onClose}>
      <form class="stack" noValidate onSubmit={form.submit}>
        <p class="muted">{w.payText}</p>
        {form.alert && <Alert tone="danger">{form.alert}</Alert>}
        <div class="pair">
          <TextField
            label={w.amount}
            inputMode="decimal"
            suffix={currencySign(due.currency)}
            required
            {...form.field('amount')}
          />
          <TextField type="date" label={w.paidOn} max={today} required {...form.field('paidOn')} />
        </div>
        <TextField label={w.reference} autocomplete="off" required {...form.field('reference')} />
        <div class="row row-end">
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button kind="primary" type="submit" busy={form.busy}>
            {w.payYes}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
