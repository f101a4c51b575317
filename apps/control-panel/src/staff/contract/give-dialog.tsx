import { grantAccess, routes } from '@rocket/contracts';
import { Alert, Button, Dialog, SelectField, TextField } from '@rocket/ui';
import { refreshAccount, useProducts } from '../../account/reads';
import { call } from '../../api';
import { useForm } from '../../form/use-form';
import { Ready } from '../../shell/loading';
import { toasts } from '../../shell/toasts';
import { contractWords } from '../../text/contract-words';
import { words } from '../../text/words';

interface Opened {
  readonly accountId: string;
  readonly seller: string;
  readonly onClose: () => void;
}

/** Gives a product free of charge for a period, with a reason (rule 8). */
export function GiveDialog({ accountId, seller, onClose }: Opened) {
  const products = useProducts();
  return (
    <Dialog title={contractWords().giveTitle} closeLabel={words.value.common.close} onClose={onClose}>
      <Ready of={products} lines={5}>
        {(all) => (
          <GiveForm
            accountId={accountId}
            onClose={onClose}
            products={all
              .filter((one) => one.seller === seller)
              .map(({ code, name }) => ({ value: code, text: name }))}
          />
        )}
      </Ready>
    </Dialog>
  );
}

const numberOf = (text: string): number | undefined => (text.trim() === '' ? undefined : Number(text));

function GiveForm({
  accountId,
  products,
  onClose,
}: Pick<Opened, 'accountId' | 'onClose'> & { products: { value: string; text: string }[] }) {
  const t = words.value;
  const c = contractWords();
  const form = useForm({
    initial: { productCode: products[0]?.value ?? '', quantity: '1', days: '14', untilOn: '', reason: '' },
    schema: grantAccess,
    read: ({ productCode, quantity, days, untilOn, reason }) => ({
      productCode,
      quantity: numberOf(quantity),
      reason,
      ...(days.trim() === '' ? {} : { days: numberOf(days) }),
      ...(untilOn === '' ? {} : { untilOn }),
    }),
    send: (body, idempotencyKey) =>
      call(routes.grantAccess, { params: { id: accountId }, body, idempotencyKey }),
    done: ({ productName }) => {
      refreshAccount(accountId);
      toasts.say(c.given(productName));
      onClose();
    },
  });
  return (
    <form class="stack" noValidate onSubmit={form.submit}>
      <p class="muted">{c.giveText}</p>
      {form.alert && <Alert tone="danger">{form.alert}</Alert>}
      <SelectField label={c.product} choices={products} {...form.field('productCode')} />
      <TextField label={c.quantity} inputMode="numeric" required {...form.field('quantity')} />
      <div class="pair">
        <TextField label={c.days} inputMode="numeric" {...form.field('days')} />
        <TextField label={c.until} hint={c.untilHint} type="date" {...form.field('untilOn')} />
      </div>
      <TextField
        label={t.common.reason}
        hint={t.common.reasonHint}
        multiline
        required
        {...form.field('reason')}
      />
      <div class="row row-end">
        <Button onClick={onClose}>{t.common.cancel}</Button>
        <Button kind="primary" type="submit" busy={form.busy}>
          {c.give}
        </Button>
      </div>
    </form>
  );
}
