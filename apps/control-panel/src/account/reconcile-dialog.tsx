import { reconcile, routes } from '@rocket/contracts';
import type { LocalDate } from '@rocket/kernel';
import { Alert, Button, Dialog, TextField } from '@rocket/ui';
import { call } from '../api';
import { useForm } from '../form/use-form';
import { toasts } from '../shell/toasts';
import { papersWords } from '../text/papers-words';
import { words } from '../text/words';
import { usualPeriods } from './usual-periods';
import { refreshAccount } from './reads';

/** Asks for an act of reconciliation of a period (rule 20); it is drawn up at once. */
export function ReconcileDialog({
  accountId,
  today,
  onClose,
}: {
  accountId: string;
  today: LocalDate;
  onClose: () => void;
}) {
  const t = words.value;
  const p = papersWords();
  const usual = usualPeriods(today);
  const form = useForm({
    initial: { from: usual.lastQuarter.from as string, to: usual.lastQuarter.to as string },
    schema: reconcile,
    read: ({ from, to }) => ({ from, to }),
    send: (body, idempotencyKey) =>
      call(routes.reconcile, { params: { id: accountId }, body, idempotencyKey }),
    done: ({ number }) => {
      refreshAccount(accountId);
      toasts.say(p.reconciled(number));
      onClose();
    },
  });
  const take = ({ from, to }: { from: LocalDate; to: LocalDate }) => {
    form.set('from', from);
    form.set('to', to);
  };
  return (
    <Dialog title={p.reconcileTitle} closeLabel={t.common.close} onClose={onClose}>
      <form class="stack" noValidate onSubmit={form.submit}>
        <p class="muted">{p.reconcileText}</p>
        {form.alert && <Alert tone="danger">{form.alert}</Alert>}
        <div class="row">
          {(['lastQuarter', 'thisYear', 'lastYear'] as const).map((name) => (
            <Button key={name} size="small" onClick={() => take(usual[name])}>
              {p[name]}
            </Button>
          ))}
        </div>
        <div class="group">
          <TextField type="date" label={p.reconcileFrom} max={today} required {...form.field('from')} />
          <TextField type="date" label={p.reconcileTo} max={today} required {...form.field('to')} />
        </div>
        <div class="row row-end">
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button kind="primary" type="submit" busy={form.busy}>
            {p.reconcileYes}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
