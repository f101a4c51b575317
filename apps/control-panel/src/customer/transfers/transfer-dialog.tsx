import { offerTransfer, routes, type SubscriptionDto } from '@rocket/contracts';
import { Alert, Button, Dialog, TextField, writeDate } from '@rocket/ui';
import { fullName } from '../../account/full-name';
import { refreshAccount } from '../../account/reads';
import { call } from '../../api';
import { useForm } from '../../form/use-form';
import { toasts } from '../../shell/toasts';
import { orderWords } from '../../text/order-words';
import { words } from '../../text/words';

/** Offers what is paid for to another account of the seller, where the offer allows it. */
export function TransferDialog({
  accountId,
  subscription,
  onClose,
}: {
  accountId: string;
  subscription: SubscriptionDto;
  onClose: () => void;
}) {
  const t = words.value;
  const w = orderWords();
  const form = useForm({
    initial: { toAmocrmAccountId: '', comment: '' },
    schema: offerTransfer,
    read: ({ toAmocrmAccountId, comment }) => ({
      toAmocrmAccountId: Number(toAmocrmAccountId.replace(/\s/g, '') || NaN),
      ...(comment.trim() ? { comment } : {}),
    }),
    send: (body, idempotencyKey) =>
      call(routes.offerTransfer, { params: { id: subscription.id }, body, idempotencyKey }),
    done: ({ to }) => {
      refreshAccount(accountId);
      toasts.say(w.offered(to.name));
      onClose();
    },
  });
  return (
    <Dialog title={w.transferTitle(fullName(subscription))} closeLabel={t.common.close} onClose={onClose}>
      <form class="stack" noValidate onSubmit={form.submit}>
        {subscription.paidUntil && <p>{w.transferText(writeDate(subscription.paidUntil))}</p>}
        <TextField
          label={w.receiver}
          hint={w.receiverHint}
          required
          inputMode="numeric"
          {...form.field('toAmocrmAccountId')}
        />
        <TextField label={w.comment} optional={t.common.optional} {...form.field('comment')} />
        {form.alert && <Alert tone="danger">{form.alert}</Alert>}
        <div class="row row-end">
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button kind="primary" type="submit" busy={form.busy}>
            {w.offer}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
