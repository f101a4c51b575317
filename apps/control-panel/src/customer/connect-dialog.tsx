import { ApiProblem, connectProduct, routes, type ProductDto, type ProjectDto } from '@rocket/contracts';
import type { LocalDate } from '@rocket/kernel';
import { Button, Dialog, SelectField, Switch, TextField, writeDate, writeUnitPrice } from '@rocket/ui';
import { nameUnit } from '@rocket/ui/tariff-units';
import { useLocation } from 'preact-iso';
import { useEffect, useRef, useState } from 'preact/hooks';
import { packageHolds } from '../account/package-words';
import { periodLength } from '../account/period-words';
import { HolderFields, NO_HOLDER, holderField, holderOf, mayBeGift } from '../account/packages/holder-fields';
import { currentPrices, inDays, refreshAccount, useAccount, useSellerOf } from '../account/reads';
import { call, newKey } from '../api';
import { refusalText, shortageOf, type Shortage } from '../form/refusal-text';
import { useForm } from '../form/use-form';
import { toasts } from '../shell/toasts';
import { orderWords } from '../text/order-words';
import { quoteWords } from '../text/quote-words';
import { projectsWords } from '../text/projects-words';
import { words } from '../text/words';
import { priceWords } from '../account/price-words';
import { isFree, tariffChoices } from './projects/tariff-choices';
import { QuoteBill } from './quote/quote-bill';
import { useQuote } from './quote/use-quote';
import { RefusalAlert } from './refusal-alert';

/** Period, quantity, and what happens to the money before it happens. */
export function ConnectDialog({
  accountId,
  product,
  project,
  today,
  trialUsed,
  priceHoldDays = null,
  onClose,
}: {
  accountId: string;
  product: ProductDto;
  /** Of a product with projects: the one it is connected for. */
  project?: Pick<ProjectDto, 'id' | 'name'>;
  today: LocalDate;
  /** Rule 10: once for each account and product. The server knows exactly; this is what the screen says beforehand. */
  trialUsed: boolean;
  /** The offer sells by invoices whose price holds for so many days; null: by the balance alone. */
  priceHoldDays?: number | null;
  onClose: () => void;
}) {
  const t = words.value;
  const q = quoteWords();
  const w = projectsWords();
  const o = orderWords();
  const tariffs = tariffChoices(t, product, today);
  const first = currentPrices(product, today, tariffs[0]?.value)[0];
  const seller = useSellerOf(useAccount(accountId).value);
  const [shortage, setShortage] = useState<Shortage | null>(null);
  const form = useForm({
    initial: {
      tariff: tariffs[0]?.value ?? '',
      period: first?.period ?? '',
      quantity: String(first?.minQuantity ?? 1),
      followSeats: NO as string,
      ...NO_HOLDER,
    },
    schema: connectProduct,
    fieldOf: (path) => holderField(path) ?? path,
    read: ({ tariff, period, quantity, followSeats, ...person }) => ({
      productCode: product.code,
      ...(project ? { project: project.id } : {}),
      ...(tariff ? { tariff } : {}),
      period,
      quantity: quantity.trim() === '' ? undefined : Number(quantity.replace(/\s/g, '')),
      ...(followSeats === YES ? { followSeats: true } : {}),
      ...holderOf(person),
    }),
    send: (body, idempotencyKey) => {
      setShortage(null);
      return call(routes.connectProduct, { params: { id: accountId }, body, idempotencyKey });
    },
    done: () => {
      refreshAccount(accountId);
      toasts.say((isPackage ? t.products.packageBought : t.products.connectedDone)(name));
      onClose();
    },
    refused: (error) => setShortage(shortageOf(error)),
  });
  const prices = currentPrices(product, today, form.values.tariff || undefined);
  const price = prices.find((one) => one.period === form.values.period) ?? prices[0];
  const isPackage = price?.isPackage === true;
  const quantity = Number(form.values.quantity.replace(/\s/g, ''));
  const follows = form.values.followSeats === YES;
  const isCountable = Number.isSafeInteger(quantity) && quantity > 0 && form.values.period !== '';
  const { tariff } = form.values;
  // Another tariff may be sold for other periods.
  const period = price?.period ?? '';
  useEffect(() => form.set('period', period), [period]);
  const wish = {
    ...(project ? { project: project.id } : {}),
    ...(tariff ? { tariff } : {}),
    ...(follows ? { period, followSeats: YES } : { period, quantity }),
  };
  const quote = useQuote(
    follows || isCountable ? [accountId, product.code, ...Object.values(wish)].join('/') : null,
    () =>
      call(routes.connectQuote, { params: { id: accountId }, query: { productCode: product.code, ...wish } }),
  );
  // How many users there are is known to the server.
  const seats = follows ? quote.value?.quantity : undefined;
  useEffect(() => {
    if (seats !== undefined && seats !== quantity) form.set('quantity', String(seats));
  }, [seats, quantity]);
  const [invoicing, setInvoicing] = useState(false);
  const invoiceKey = useRef('');
  invoiceKey.current ||= newKey();
  const { route } = useLocation();
  const maySendInvoice = priceHoldDays !== null && isCountable && !!price && !isFree(price) && !follows;
  // What the balance does not reach is asked for by the invoice first.
  const isShort = maySendInvoice && shortageOf(quote.error) !== null;
  const issue = async () => {
    setInvoicing(true);
    try {
      const order = [
        {
          productCode: product.code,
          quantity,
          period,
          ...(tariff ? { tariff } : {}),
          ...(project ? { project: project.id } : {}),
        },
      ];
      const { number } = await call(routes.issueInvoice, {
        params: { id: accountId },
        body: { order },
        idempotencyKey: invoiceKey.current,
      });
      refreshAccount(accountId);
      toasts.say(o.invoiceIssued(number));
      onClose();
      route('/top-up');
    } catch (error) {
      invoiceKey.current = newKey();
      if (error instanceof ApiProblem && error.problem.code === 'profile_required') route('/requisites');
      toasts.say(refusalText(t, error), { tone: 'danger' });
    } finally {
      setInvoicing(false);
    }
  };
  const hasTrial = product.trialDays > 0 && !trialUsed;
  const aboutMoney =
    price && isFree(price)
      ? w.freeText
      : hasTrial
        ? t.products.trialText(product.trialDays)
        : t.products.noTrialText;
  const name = project ? `${product.name} · ${project.name}` : product.name;
  return (
    <Dialog
      title={
        project
          ? w.connectFor(project.name)
          : (isPackage ? t.products.buyTitle : t.products.connectTitle)(product.name)
      }
      closeLabel={t.common.close}
      onClose={onClose}
    >
      <form class="stack" noValidate onSubmit={form.submit}>
        {product.summary && <p class="muted">{product.summary}</p>}
        {tariffs.length > 0 && <SelectField label={w.tariff} choices={tariffs} {...form.field('tariff')} />}
        <div class="pair">
          <SelectField
            label={t.products.period}
            choices={prices.map((one) => ({
              value: one.period,
              text: `${periodLength(t, one.period)} — ${priceWords(t, one)}`,
            }))}
            {...form.field('period')}
          />
          <TextField
            label={`${t.products.quantity}, ${nameUnit(t.language, product.tariffUnit)}`}
            inputMode="numeric"
            {...(price && price.minQuantity > 1 ? { hint: t.products.minQuantity(price.minQuantity) } : {})}
            {...form.field('quantity')}
          />
        </div>
        {price?.tiers && price.tiers.length > 0 && (
          <div class="tiers">
            <span class="muted">{price.tierMode === 'volume' ? t.prices.byVolume : t.products.inTiers}:</span>
            {price.tiers.map((tier) => (
              <span key={tier.upTo ?? 'rest'}>
                {tier.upTo === null ? t.products.tierRest : t.products.tierUpTo(tier.upTo)} —{' '}
                {writeUnitPrice(t.language, tier.unitPrice)}
                {tier.flatFee && t.prices.plusFlat(writeUnitPrice(t.language, tier.flatFee))}
              </span>
            ))}
          </div>
        )}
        {price?.isPackage && packageHolds(product, price) && <p>{packageHolds(product, price)}</p>}
        {isPackage && mayBeGift(seller.value?.terms) && <HolderFields form={form} />}
        {product.quantityFollows === 'seats' && !isPackage && (
          <div>
            <Switch on={follows} label={q.follow} onChange={(on) => form.set('followSeats', on ? YES : NO)} />
            <p class="muted fine">{q.followText}</p>
          </div>
        )}
        <QuoteBill of={quote}>
          <p class="muted">{isPackage ? t.products.packageText : aboutMoney}</p>
        </QuoteBill>
        {/* What the bill refuses already is not said twice. */}
        {!(shortage && shortageOf(quote.error)) && <RefusalAlert text={form.alert} shortage={shortage} />}
        <p class="fine muted">{t.products.offer(product.offer.title)}</p>
        {maySendInvoice && <p class="muted">{o.invoiceHint(writeDate(inDays(today, priceHoldDays)))}</p>}
        <div class="row row-end">
          <Button onClick={onClose}>{t.common.cancel}</Button>
          {maySendInvoice && (
            <Button {...(isShort ? { kind: 'primary' } : {})} busy={invoicing} onClick={() => void issue()}>
              {o.invoice}
            </Button>
          )}
          <Button {...(isShort ? {} : { kind: 'primary' })} type="submit" busy={form.busy}>
            {isPackage ? t.products.buyPackage : t.products.connect}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

const [YES, NO] = ['true', 'false'] as const;
