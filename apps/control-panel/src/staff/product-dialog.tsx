import { changeProduct, routes, type ProductDto } from '@rocket/contracts';
import { Alert, Button, Dialog, SelectField } from '@rocket/ui';
import { call } from '../api';
import { useForm } from '../form/use-form';
import { refresh } from '../load';
import { toasts } from '../shell/toasts';
import { words } from '../text/words';

const CHOSEN = 'chosen';

/** Whether customers may let the quantity of a product follow the users of their amoCRM, and what that does not touch. */
export function ProductDialog({ product, onClose }: { product: ProductDto; onClose: () => void }) {
  const t = words.value;
  const s = t.staff.catalogue;
  const form = useForm({
    initial: { quantityFollows: product.quantityFollows ?? CHOSEN },
    schema: changeProduct,
    read: ({ quantityFollows }) => ({ quantityFollows: quantityFollows === CHOSEN ? null : quantityFollows }),
    send: (body) => call(routes.changeProduct, { params: { code: product.code }, body }),
    done: () => {
      refresh('products');
      toasts.say(s.changed(product.name));
      onClose();
    },
  });
  return (
    <Dialog title={s.changeTitle(product.name)} closeLabel={t.common.close} onClose={onClose}>
      <form class="stack" noValidate onSubmit={form.submit}>
        {form.alert && <Alert tone="danger">{form.alert}</Alert>}
        <SelectField
          label={s.quantity}
          hint={s.quantityHint}
          choices={[
            { value: CHOSEN, text: s.follows.nothing },
            { value: 'seats', text: s.follows.seats },
          ]}
          {...form.field('quantityFollows')}
        />
        <div class="row row-end">
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button kind="primary" type="submit" busy={form.busy}>
            {t.common.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
