import { changeSubscription, routes, type SubscriptionDto } from '@rocket/contracts';
import { Button, Dialog, SelectField, TextField } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { periodLength } from '../account/period-words';
import { currentPrices, refreshAccount, todayOf, useBalance, useProducts } from '../account/reads';
import { fullName } from '../account/full-name';
import { call } from '../api';
import { shortageOf, type Shortage } from '../form/refusal-text';
import { useForm } from '../form/use-form';
import { toasts } from '../shell/toasts';
import { projectsWords } from '../text/projects-words';
import { words } from '../text/words';
import { tariffChoices } from './projects/tariff-choices';
import { QuoteBill } from './quote/quote-bill';
import { useQuote } from './quote/use-quote';
import { RefusalAlert } from './refusal-alert';

/** Quantity and period (rule 14), with what each change does to the money. */
export function ChangeDialog({
  accountId,
  subscription,
  onClose,
}: {
  accountId: string;
  subscription: SubscriptionDto;
  onClose: () => void;
}) {
  const t = words.value;
  const p = t.products;
  const w = projectsWords();
  const product = useProducts().value?.find((one) => one.code === subscription.productCode);
  const asOf = useBalance(accountId).value?.asOf;
  const [shortage, setShortage] = useState<Shortage | null>(null);
  const form = useForm({
    initial: {
      quantity: String(subscription.quantity),
      period: subscription.period,
      tariff: subscription.tariff?.code ?? '',
    },
    schema: changeSubscription,
    read: ({ quantity, period, tariff }) => {
      const typed = Number(quantity.replace(/\s/g, '') || NaN);
      return {
        ...(typed === subscription.quantity ? {} : { quantity: typed }),
        ...(period === subscription.period ? {} : { period }),
        ...(tariff === (subscription.tariff?.code ?? '') ? {} : { tariff }),
      };
    },
    send: (body) => {
      setShortage(null);
      return call(routes.changeSubscription, { params: { id: subscription.id }, body });
    },
    done: () => {
      refreshAccount(accountId);
      toasts.say(p.changed);
      onClose();
    },
    refused: (error) => setShortage(shortageOf(error)),
  });
  const { period, tariff } = form.values;
  const isOtherTariff = tariff !== (subscription.tariff?.code ?? '');
  const periods = new Set([subscription.period]);
  if (product && asOf)
    for (const price of currentPrices(product, todayOf(asOf), tariff || undefined)) periods.add(price.period);
  const quantity = Number(form.values.quantity.replace(/\s/g, '') || NaN);
  const consequence =
    form.values.period !== subscription.period
      ? p.changePeriod
      : subscription.state === 'trial'
        ? p.changeTrial
        : isOtherTariff
          ? w.changeTariffText
          : quantity > subscription.quantity
            ? p.changeUp
            : quantity < subscription.quantity
              ? p.changeDown
              : null;
  const isCountable = consequence !== null && Number.isSafeInteger(quantity) && quantity > 0;
  const quote = useQuote(isCountable ? `${subscription.id}/${quantity}/${period}/${tariff}` : null, () =>
    call(routes.changeQuote, {
      params: { id: subscription.id },
      query: { quantity, period, ...(isOtherTariff ? { tariff } : {}) },
    }),
  );
  return (
    <Dialog title={p.changeTitle(fullName(subscription))} closeLabel={t.common.close} onClose={onClose}>
      <form class="stack" noValidate onSubmit={form.submit}>
        {product?.tariffs && asOf && (
          <SelectField
            label={w.tariff}
            choices={tariffChoices(t, product, todayOf(asOf))}
            {...form.field('tariff')}
          />
        )}
        <div class="pair">
          <TextField label={p.quantity} inputMode="numeric" {...form.field('quantity')} />
          <SelectField
            label={p.period}
            choices={[...periods].map((value) => ({ value, text: periodLength(t, value) }))}
            {...form.field('period')}
          />
        </div>
        {consequence && (
          <QuoteBill of={quote}>
            <p class="muted">{consequence}</p>
          </QuoteBill>
        )}
        <RefusalAlert text={form.alert} shortage={shortage} />
        <div class="row row-end">
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button kind="primary" type="submit" busy={form.busy} disabled={consequence === null}>
            {t.common.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
