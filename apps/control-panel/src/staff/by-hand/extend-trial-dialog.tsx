import {
  extendTrial,
  previewTrialExtension,
  routes,
  type AccountDto,
  type SubscriptionDto,
} from '@rocket/contracts';
import { Alert, Button, Dialog, EmptyState, SelectField, TextField, writeDate } from '@rocket/ui';
import { refreshAccount, useSellerOf, useSubscriptions } from '../../account/reads';
import { call } from '../../api';
import { useForm, type Values } from '../../form/use-form';
import { Ready } from '../../shell/loading';
import { toasts } from '../../shell/toasts';
import { byHandWords } from '../../text/by-hand-words';
import { words } from '../../text/words';
import { ActPreview } from '../previews/act-preview';
import { usePreview } from '../previews/use-preview';

interface Opened {
  readonly account: AccountDto;
  readonly onClose: () => void;
}

/** Prolongs a trial that is running, within the limit of the offer (rule 8), and says to which day before the click. */
export function ExtendTrialDialog({ account, onClose }: Opened) {
  const b = byHandWords();
  const subscriptions = useSubscriptions(account.id);
  return (
    <Dialog title={b.extendTitle} closeLabel={words.value.common.close} onClose={onClose}>
      <Ready of={subscriptions} lines={4}>
        {(items) => {
          const onTrial = items.filter(({ state }) => state === 'trial');
          return onTrial.length === 0 ? (
            <EmptyState title={b.noTrial} text={b.noTrialText} />
          ) : (
            <ExtendForm account={account} onTrial={onTrial} onClose={onClose} />
          );
        }}
      </Ready>
    </Dialog>
  );
}

const wishOf = ({ productCode, days }: Values) => ({
  productCode,
  days: days?.trim() ? Number(days) : undefined,
});

function ExtendForm({ account, onTrial, onClose }: Opened & { onTrial: readonly SubscriptionDto[] }) {
  const t = words.value;
  const b = byHandWords();
  const limit = useSellerOf(account).value?.terms.trialExtensionLimitDays;
  const form = useForm({
    initial: { productCode: onTrial[0]?.productCode ?? '', days: '7', reason: '' },
    schema: extendTrial,
    read: (values) => ({ ...wishOf(values), reason: values.reason }),
    send: (body, idempotencyKey) =>
      call(routes.extendTrial, { params: { id: account.id }, body, idempotencyKey }),
    done: (prolonged) => {
      refreshAccount(account.id);
      toasts.say(b.extended(prolonged.productName, writeDate(prolonged.trialEndsOn ?? '')));
      onClose();
    },
  });
  const preview = usePreview(account.id, 'trial', previewTrialExtension, wishOf(form.values), (body) =>
    call(routes.previewTrialExtension, { params: { id: account.id }, body }),
  );
  return (
    <form class="stack" noValidate onSubmit={form.submit}>
      {form.alert && <Alert tone="danger">{form.alert}</Alert>}
      <SelectField
        label={b.product}
        choices={onTrial.map((one) => ({ value: one.productCode, text: one.productName }))}
        {...form.field('productCode')}
      />
      <TextField
        label={b.days}
        {...(limit === undefined ? {} : { hint: b.limit(limit) })}
        inputMode="numeric"
        required
        {...form.field('days')}
      />
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
          {b.extend}
        </Button>
      </div>
    </form>
  );
}
