import { bonusGrounds, grantBonus, previewGrant, routes } from '@rocket/contracts';
import {
  currencySign,
  Alert,
  Button,
  Dialog,
  readAmount,
  SelectField,
  TextField,
  writeMoney,
} from '@rocket/ui';
import { useState } from 'preact/hooks';
import { refreshAccount, useBalance } from '../account/reads';
import { call } from '../api';
import { readMoney } from '../form/read-money';
import { useForm, type Values } from '../form/use-form';
import { refresh } from '../load';
import { toasts } from '../shell/toasts';
import { previewWords } from '../text/preview-words';
import { words } from '../text/words';
import { MyLimits } from './previews/my-limits';
import { ActPreview } from './previews/act-preview';
import { usePreview } from './previews/use-preview';
import { isPending, PendingApproval } from './pending-approval';
import type { StaffScreen } from './staff-screens';

export function GrantDialog({
  me,
  accountId,
  onClose,
}: StaffScreen & { accountId: string; onClose: () => void }) {
  const t = words.value;
  const s = t.staff.bonus;
  const currency = useBalance(accountId).value?.bonus.currency ?? 'RUB';
  const [pending, setPending] = useState(false);
  const wishOf = ({ amount, ground, expiresOn, priority }: Values) => ({
    amount: readMoney(amount ?? '', currency),
    ground,
    ...(expiresOn ? { expiresOn } : {}),
    ...(priority?.trim() ? { priority: Number(priority) } : {}),
  });
  const form = useForm({
    initial: { amount: '', ground: 'support', reason: '', expiresOn: '', priority: '' },
    schema: grantBonus,
    read: (values) => ({ ...wishOf(values), reason: values.reason }),
    send: (body, idempotencyKey): Promise<unknown> =>
      call(routes.grantBonus, { params: { id: accountId }, body, idempotencyKey }),
    done: (answer) => {
      refreshAccount(accountId);
      refresh('approvals');
      if (isPending(answer)) return setPending(true);
      const amount = readAmount(form.values.amount) ?? '0.00';
      toasts.say(s.granted(writeMoney(t.language, { amount, currency })));
      onClose();
    },
  });
  const preview = usePreview(accountId, 'grant', previewGrant, wishOf(form.values), (body) =>
    call(routes.previewGrant, { params: { id: accountId }, body }),
  );
  return (
    <Dialog title={s.grantTitle} closeLabel={t.common.close} onClose={onClose}>
      {pending ? (
        <PendingApproval me={me} onClose={onClose} />
      ) : (
        <form class="stack" noValidate onSubmit={form.submit}>
          <MyLimits accountId={accountId} />
          {form.alert && <Alert tone="danger">{form.alert}</Alert>}
          <div class="pair">
            <TextField
              label={s.amount}
              inputMode="decimal"
              required
              suffix={currencySign(currency)}
              {...form.field('amount')}
            />
            <SelectField
              label={s.ground}
              choices={bonusGrounds.map((value) => ({ value, text: s.grounds[value] }))}
              {...form.field('ground')}
            />
          </div>
          <TextField
            label={t.common.reason}
            hint={t.common.reasonHint}
            multiline
            required
            {...form.field('reason')}
          />
          <div class="pair">
            <TextField label={s.expires} hint={s.expiresHint} type="date" {...form.field('expiresOn')} />
            <TextField
              label={s.priority}
              hint={s.priorityHint}
              placeholder="100"
              inputMode="numeric"
              {...form.field('priority')}
            />
          </div>
          <ActPreview of={preview} />
          <div class="row row-end">
            <Button onClick={onClose}>{t.common.cancel}</Button>
            <Button kind="primary" type="submit" busy={form.busy}>
              {preview.value?.needsSecondPerson ? previewWords().ask : s.grant}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
