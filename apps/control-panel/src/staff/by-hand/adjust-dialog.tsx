import { adjustBalance, previewAdjustment, routes, type AccountDto, type MoneyDto } from '@rocket/contracts';
import { currencySign, Alert, Button, Dialog, SelectField, TextField, writeMoney } from '@rocket/ui';
import { refreshAccount, useBalance } from '../../account/reads';
import { call } from '../../api';
import { useForm } from '../../form/use-form';
import { refresh } from '../../load';
import { Ready } from '../../shell/loading';
import { toasts } from '../../shell/toasts';
import { byHandWords } from '../../text/by-hand-words';
import { words } from '../../text/words';
import { ActPreview } from '../previews/act-preview';
import { usePreview } from '../previews/use-preview';
import { signedAmount, type Side } from './adjustment';

interface Opened {
  readonly account: AccountDto;
  readonly onClose: () => void;
}

/** Corrects the balance with a reason, and says which entry will be posted before the click. */
export function AdjustDialog({ account, onClose }: Opened) {
  const balance = useBalance(account.id);
  return (
    <Dialog title={byHandWords().adjustTitle} closeLabel={words.value.common.close} onClose={onClose}>
      <Ready of={balance} lines={4}>
        {({ money }) => <AdjustForm account={account} money={money} onClose={onClose} />}
      </Ready>
    </Dialog>
  );
}

const sideOf = (text: string): Side => (text === 'take' ? 'take' : 'give');

function AdjustForm({ account, money, onClose }: Opened & { money: MoneyDto }) {
  const t = words.value;
  const b = byHandWords();
  const { currency } = money;
  const form = useForm({
    initial: { side: 'give', amount: '', reason: '' },
    schema: adjustBalance,
    read: ({ side, amount, reason }) => ({ amount: signedAmount(amount, sideOf(side), currency), reason }),
    send: (body, idempotencyKey) =>
      call(routes.adjustBalance, { params: { id: account.id }, body, idempotencyKey }),
    done: (entry) => {
      refreshAccount(account.id);
      refresh('accounts/');
      toasts.say(b.adjusted(writeMoney(t.language, entry.money, true)));
      onClose();
    },
  });
  const side = sideOf(form.values.side);
  const wish = { amount: signedAmount(form.values.amount, side, currency) };
  const preview = usePreview(account.id, 'adjustment', previewAdjustment, wish, (body) =>
    call(routes.previewAdjustment, { params: { id: account.id }, body }),
  );
  return (
    <form class="stack" noValidate onSubmit={form.submit}>
      <p class="muted">{b.adjustText}</p>
      {form.alert && <Alert tone="danger">{form.alert}</Alert>}
      <div class="pair">
        <SelectField
          label={b.side}
          choices={(['give', 'take'] as const).map((value) => ({ value, text: b.sides[value] }))}
          {...form.field('side')}
        />
        <TextField
          label={t.common.amount}
          inputMode="decimal"
          required
          suffix={currencySign(currency)}
          {...form.field('amount')}
        />
      </div>
      <TextField
        label={t.common.reason}
        hint={t.common.reasonHint}
        multiline
        required
        {...form.field('reason')}
      />
      <ActPreview of={preview} />
      <div class="row row-end">
        <Button onClick={onClose}>{t.common.cancel}</Button>
        <Button kind="primary" type="submit" busy={form.busy}>
          {b.adjust}
        </Button>
      </div>
    </form>
  );
}
