import { changeProduct, routes, type ProductDto } from '@rocket/contracts';
import { Alert, Button, Dialog, SelectField, TextField } from '@rocket/ui';
import { call } from '../api';
import { useForm } from '../form/use-form';
import { refresh } from '../load';
import { toasts } from '../shell/toasts';
import { words } from '../text/words';
import { ProductPicture } from './product-picture';

const CHOSEN = 'chosen';

/** The fields of a nested path: `english.name` is `englishName`. */
const fieldOf = (path: string): string =>
  path.replace(/^english\.(.)/, (_, first: string) => `english${first.toUpperCase()}`);

/**
 * Whether customers may let the quantity of a product follow the users of their amoCRM, what it is called in English, and
 * what that does not touch.
 */
export function ProductDialog({ product, onClose }: { product: ProductDto; onClose: () => void }) {
  const t = words.value;
  const s = t.staff.catalogue;
  const form = useForm({
    initial: {
      quantityFollows: product.quantityFollows ?? CHOSEN,
      englishName: product.english?.name ?? '',
      englishSummary: product.english?.summary ?? '',
    },
    schema: changeProduct,
    read: ({ quantityFollows, englishName, englishSummary }) => ({
      quantityFollows: quantityFollows === CHOSEN ? null : quantityFollows,
      english:
        englishName.trim() || englishSummary.trim()
          ? { name: englishName, summary: englishSummary.trim() || null }
          : null,
    }),
    fieldOf,
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
        <ProductPicture product={product} />
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
        <TextField label={s.englishName} hint={s.englishHint} {...form.field('englishName')} />
        <TextField
          label={s.englishSummary}
          optional={t.common.optional}
          multiline
          {...form.field('englishSummary')}
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
