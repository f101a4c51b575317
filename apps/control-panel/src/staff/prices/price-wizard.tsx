import {
  planPriceChange,
  previewPriceChange,
  routes,
  type PlanPriceChangeDto,
  type PriceDto,
  type PricePlanDto,
  type ProductDto,
} from '@rocket/contracts';
import {
  currencySign,
  Alert,
  Button,
  EmptyState,
  SelectField,
  TextField,
  writeDate,
  writeUnitPrice,
} from '@rocket/ui';
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { perPeriod } from '../../account/period-words';
import { useProducts } from '../../account/reads';
import { call } from '../../api';
import { Confirm } from '../../form/confirm';
import { useForm, type Form, type Values } from '../../form/use-form';
import { refresh, useLoaded } from '../../load';
import { Ready } from '../../shell/loading';
import { Page, Panel } from '../../shell/page';
import { toasts } from '../../shell/toasts';
import { priceWizardWords } from '../../text/price-wizard-words';
import { words } from '../../text/words';
import { browserToday } from '../browser-today';
import { useSettled, useStanding } from '../previews/use-preview';
import { PricePreview } from './price-preview';
import { usePricePlans } from './price-plans';
import {
  changeOf,
  fieldsOf,
  isUnchanged,
  priceKey,
  pricesInForce,
  pricesToCome,
  stepField,
} from './price-wish';

/** A new price for those who are connected: what, when, whom it concerns and what they will read, then the plan. */
export default function PriceWizard({ params }: { params?: Readonly<Record<string, string>> }) {
  const p = priceWizardWords();
  const products = useProducts();
  return (
    <Page title={p.title}>
      <a class="back" href="/catalogue">
        ← {words.value.nav.catalogue}
      </a>
      <Ready of={products} lines={8}>
        {(all) => {
          const product = all.find(({ code }) => code === params?.['code']);
          if (!product) return <EmptyState title={p.noProduct} />;
          // A product without any price to come: the newest of each period is what newcomers pay.
          const prices = pricesInForce(product.prices, browserToday());
          return prices.length === 0 ? (
            <EmptyState title={p.noPrice} text={p.noPriceText} />
          ) : (
            <ChoosePeriod product={product} prices={prices} />
          );
        }}
      </Ready>
    </Page>
  );
}

function ChoosePeriod({ product, prices }: { product: ProductDto; prices: readonly PriceDto[] }) {
  const t = words.value;
  const p = priceWizardWords();
  const [key, choose] = useState(priceKey(prices[0]!));
  const current = prices.find((one) => priceKey(one) === key) ?? prices[0]!;
  const nameOf = ({ tariff, period }: PriceDto): string => {
    const named = product.tariffs?.find(({ code }) => code === tariff)?.name ?? tariff;
    return named ? `${named}, ${perPeriod(t, period)}` : perPeriod(t, period);
  };
  return (
    <Steps key={priceKey(current)} product={product} current={current}>
      <SelectField
        label={p.period}
        name="period"
        value={priceKey(current)}
        onChange={choose}
        choices={prices.map((one) => ({ value: priceKey(one), text: nameOf(one) }))}
      />
      <ToCome product={product} current={current} />
    </Steps>
  );
}

/** What is known of this price for later: announced or added already, or planned and not told yet. */
function ToCome({ product, current }: { product: ProductDto; current: PriceDto }) {
  const t = words.value;
  const p = priceWizardWords();
  const plans = usePricePlans();
  const say = ({ unitPrice, tiers }: Pick<PriceDto, 'unitPrice' | 'tiers'>): string =>
    (tiers ?? [{ unitPrice }]).map((one) => writeUnitPrice(t.language, one.unitPrice)).join(' / ');
  const known = pricesToCome(product.prices, current, browserToday());
  const planned = (plans.value ?? []).filter(
    ({ state, productCode, period }) =>
      state === 'planned' && productCode === product.code && period === current.period,
  );
  if (known.length + planned.length === 0) return null;
  return (
    <Alert tone="warning" title={p.toCome}>
      {known.map((one) => (
        <p key={one.id}>{p.comes(say(one), writeDate(one.validFrom))}</p>
      ))}
      {planned.map((one) => (
        <p key={one.id}>{p.isPlanned(say(one), writeDate(one.effectiveOn), writeDate(one.tellOn))}</p>
      ))}
      <p>{known.length > 0 ? p.toComeText : p.plannedText}</p>
    </Alert>
  );
}

/** Paths of steps lead to their fields: `tiers.1.unitPrice.amount` is `step1`. */
const fieldOf = (path: string): string => {
  const [, step] = /^tiers\.(\d+)\./.exec(path) ?? [];
  return step === undefined ? (path.split('.')[0] ?? '') : stepField(Number(step));
};

function Steps({
  product,
  current,
  children,
}: {
  product: ProductDto;
  current: PriceDto;
  children: preact.ComponentChildren;
}) {
  const p = priceWizardWords();
  const { route } = useLocation();
  const form: Form<Values> = useForm({
    initial: { ...fieldsOf(current), tellOn: '', effectiveOn: '' } as Values,
    schema: planPriceChange,
    read: (values) => ({
      ...changeOf(current, values),
      tellOn: values['tellOn'] || known?.tellOn,
      effectiveOn: values['effectiveOn'] || known?.earliest,
    }),
    fieldOf,
    // What goes out today cannot be taken back: it is asked about once more.
    send: async (body, key): Promise<void> => (isToday ? confirm(body) : done(await plan(body, key))),
    done: () => undefined,
  });
  const [confirming, confirm] = useState<PlanPriceChangeDto | null>(null);
  const plan = (body: PlanPriceChangeDto, idempotencyKey: string) =>
    call(routes.planPriceChange, { params: { code: product.code }, body, idempotencyKey });
  const done = (planned: PricePlanDto) => {
    refresh('price-plans');
    refresh('products');
    toasts.say(planned.state === 'announced' ? p.announced(planned.accountsTold ?? 0) : p.planned);
    route('/catalogue');
  };
  const preview = useChangePreview(product.code, current, form.values);
  const known = useStanding(preview);
  const isSame = known !== undefined && isUnchanged(form.values, known);
  const isToday = !form.values['tellOn'] || form.values['tellOn'] === browserToday();
  return (
    <form class="columns" noValidate onSubmit={form.submit}>
      <Panel title={product.name} padded>
        <div class="stack">
          {form.alert && <Alert tone="danger">{form.alert}</Alert>}
          {children}
          <NewPrice current={current} form={form} isSame={isSame} />
          <TextField label={p.tellOn} hint={p.tellOnHint} type="date" {...form.field('tellOn')} />
          <TextField
            label={p.effectiveOn}
            hint={known ? p.effectiveHint(known.earliest) : p.effectiveLater}
            type="date"
            {...form.field('effectiveOn')}
            {...(known?.inTime === false ? { error: p.earliest(writeDate(known.earliest)) } : {})}
          />
          <div class="row row-end">
            <a class="button button-secondary" href="/catalogue">
              {words.value.common.cancel}
            </a>
            <Button
              kind="primary"
              type="submit"
              busy={form.busy}
              disabled={!known || known.inTime === false || isSame}
            >
              {isToday ? p.announce : p.plan}
            </Button>
          </div>
          <p class="muted">{isToday ? p.announceText : p.planText}</p>
        </div>
      </Panel>
      {confirming && known && (
        <Confirm
          title={p.confirmTitle(known.accounts)}
          yes={p.announce}
          act={(key) => plan(confirming, key)}
          done={done}
          onClose={() => confirm(null)}
        >
          <p>{p.announceText}</p>
        </Confirm>
      )}
      <PricePreview
        of={preview}
        period={current.period}
        more={(cursor) => ask(product.code, current, form.values, cursor)}
      />
    </form>
  );
}

function NewPrice({ current, form, isSame }: { current: PriceDto; form: Form<Values>; isSame: boolean }) {
  const t = words.value;
  const p = priceWizardWords();
  const { currency } = current.unitPrice;
  const suffix = currencySign(currency);
  const per = perPeriod(t, current.period);
  const now = (price: PriceDto['unitPrice']): string => p.now(`${writeUnitPrice(t.language, price)} ${per}`);
  const wrong = isSame ? { error: p.unchanged } : {};
  if (!current.tiers?.length)
    return (
      <TextField
        label={current.packSize ? p.newPackPrice(current.packSize) : p.newPrice}
        hint={now(current.unitPrice)}
        inputMode="decimal"
        required
        suffix={suffix}
        {...form.field('unitPrice')}
        {...wrong}
      />
    );
  return (
    <>
      {current.tiers.map(({ upTo, unitPrice }, index) => (
        <TextField
          key={index}
          label={upTo === null ? p.lastStep : p.step(upTo)}
          hint={now(unitPrice)}
          inputMode="decimal"
          required
          suffix={suffix}
          {...form.field(stepField(index))}
          {...(index === 0 ? wrong : {})}
        />
      ))}
    </>
  );
}

const bodyOf = (current: PriceDto, values: Values) => ({
  ...changeOf(current, values),
  ...(values['effectiveOn'] ? { effectiveOn: values['effectiveOn'] } : {}),
  ...(values['tellOn'] ? { tellOn: values['tellOn'] } : {}),
});

const AT_ONCE = 10;
const ask = (code: string, current: PriceDto, values: Values, cursor?: string) =>
  call(routes.previewPriceChange, {
    params: { code },
    body: previewPriceChange.parse(bodyOf(current, values)),
    query: { limit: AT_ONCE, cursor },
  });

function useChangePreview(code: string, current: PriceDto, values: Values) {
  const parsed = previewPriceChange.safeParse(bodyOf(current, values));
  const settled = useSettled(parsed.success ? JSON.stringify(parsed.data) : null);
  return useLoaded(settled && `products/${code}/price-preview/${settled}`, () => ask(code, current, values));
}
