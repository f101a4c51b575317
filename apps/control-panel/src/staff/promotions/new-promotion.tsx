import { createPromotion, promotionAudiences, routes, type ProductDto } from '@rocket/contracts';
import { addDays } from '@rocket/kernel';
import { Alert, Button, EmptyState, SelectField, TextField } from '@rocket/ui';
import { useLocation } from 'preact-iso';
import { useId } from 'preact/hooks';
import { useProducts } from '../../account/reads';
import { call } from '../../api';
import { useForm, type Form } from '../../form/use-form';
import { refresh, useLoaded } from '../../load';
import { Ready } from '../../shell/loading';
import { Page, Panel } from '../../shell/page';
import { toasts } from '../../shell/toasts';
import { promotionWords } from '../../text/promotion-words';
import { words } from '../../text/words';
import { browserToday } from '../browser-today';
import { useSettled } from '../previews/use-preview';
import { PromotionPreview } from './promotion-preview';
import { codesOf, toggled, wishOf, type TypedPromotion } from './promotion-wish';

const USUAL_WINDOW_DAYS = 30;

/** A promotion as it is made: its terms, and beside them what customers would get by them. */
export default function NewPromotion() {
  const t = words.value;
  const products = useProducts();
  return (
    <Page title={promotionWords().create}>
      <a class="back" href="/promotions">
        ← {t.nav.promotions}
      </a>
      <Ready of={products} lines={8}>
        {(all) => {
          const sold = all.filter(({ prices }) => prices.some(({ isPackage }) => !isPackage));
          return sold.length === 0 ? (
            <EmptyState title={t.staff.catalogue.empty} text={t.staff.catalogue.emptyText} />
          ) : (
            <Terms products={sold} />
          );
        }}
      </Ready>
    </Page>
  );
}

function Terms({ products }: { products: readonly ProductDto[] }) {
  const t = words.value;
  const p = promotionWords();
  const { route } = useLocation();
  const today = browserToday();
  const form = useForm<TypedPromotion, ReturnType<typeof createPromotion.parse>, { name: string }>({
    initial: {
      name: '',
      productCodes: '',
      opensOn: today,
      closesOn: addDays(today, USUAL_WINDOW_DAYS - 1),
      audience: 'everyone',
      days: '30',
      untilOn: '',
      mostUnits: '',
    },
    schema: createPromotion,
    read: wishOf,
    send: (body, idempotencyKey) => call(routes.createPromotion, { body, idempotencyKey }),
    done: ({ name }) => {
      refresh('promotions');
      toasts.say(p.saved(name));
      route('/promotions');
    },
  });
  return (
    <form class="columns" noValidate onSubmit={form.submit}>
      <Panel title={p.rule} padded>
        <div class="stack">
          {form.alert && <Alert tone="danger">{form.alert}</Alert>}
          <TextField label={p.name} hint={p.nameHint} required {...form.field('name')} />
          <Products of={products} form={form} />
          <div class="pair">
            <TextField label={p.opensOn} type="date" required {...form.field('opensOn')} />
            <TextField label={p.closesOn} type="date" required {...form.field('closesOn')} />
          </div>
          <SelectField
            label={p.audience}
            hint={p.audienceHints[form.values.audience]}
            choices={promotionAudiences.map((value) => ({ value, text: p.audiences[value] }))}
            {...form.field('audience')}
          />
          <div class="pair">
            <TextField label={p.days} hint={p.untilHint} inputMode="numeric" {...form.field('days')} />
            <TextField label={p.untilOn} type="date" {...form.field('untilOn')} />
          </div>
          <TextField
            label={p.mostUnits}
            hint={p.mostUnitsHint}
            optional={t.common.optional}
            inputMode="numeric"
            {...form.field('mostUnits')}
          />
          <p class="muted">{p.afterTrial}</p>
          <div class="row row-end">
            <a class="button button-secondary" href="/promotions">
              {t.common.cancel}
            </a>
            <Button kind="primary" type="submit" busy={form.busy}>
              {p.save}
            </Button>
          </div>
        </div>
      </Panel>
      <PromotionPreview of={usePromotionPreview(form.values)} />
    </form>
  );
}

/** Which products it is for; of several sellers each is named. */
function Products({ of: products, form }: { of: readonly ProductDto[]; form: Form<TypedPromotion> }) {
  const p = promotionWords();
  const id = useId();
  const error = form.errors['productCodes'];
  const chosen = codesOf(form.values.productCodes);
  const severalSellers = new Set(products.map(({ seller }) => seller)).size > 1;
  return (
    <fieldset class="several" aria-describedby={error && id}>
      <legend class="field-label">{p.products}</legend>
      {products.map(({ code, name, seller }) => (
        <label key={code} class="pick">
          <input
            type="checkbox"
            name="productCodes"
            checked={chosen.includes(code)}
            onChange={() => form.set('productCodes', toggled(form.values.productCodes, code))}
          />
          {name} {severalSellers && <small class="muted">{seller}</small>}
        </label>
      ))}
      {error && (
        <p class="wrong" id={id}>
          {error}
        </p>
      )}
    </fieldset>
  );
}

/** What it would give, asked when nobody types any more. A name is not needed to see it. */
function usePromotionPreview(values: TypedPromotion) {
  const named = { ...values, name: values.name.trim() || '…' };
  const parsed = createPromotion.safeParse(wishOf(named));
  const settled = useSettled(parsed.success ? JSON.stringify({ ...parsed.data, name: '…' }) : null);
  return useLoaded(settled && `promotions/preview/${settled}`, () =>
    call(routes.previewPromotion, { body: createPromotion.parse(JSON.parse(settled ?? 'null')) }),
  );
}
