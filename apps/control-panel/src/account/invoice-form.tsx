import { ApiProblem, issueInvoice, routes, type InvoiceDto, type MoneyDto } from '@rocket/contracts';
import { Alert, Button, Dialog, readAmount, TextField, writeMoney } from '@rocket/ui';
import { parseMinor } from '@rocket/kernel';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { call } from '../api';
import { readMoney, typedAmount } from '../form/read-money';
import { useForm } from '../form/use-form';
import { words } from '../text/words';
import { daysOf } from '../customer/advise-top-up';
import { refreshAccount } from './reads';
import { RequisitesForm } from './requisites-form';

/**
 * Issues an invoice for a top-up (rule 1). Without requisites the server answers 409 `profile_required`: the form asks
 * for them in a dialog and then issues the same invoice.
 */
export function InvoiceForm({
  accountId,
  minimum,
  next30Days,
  amount,
  onIssued,
  under,
}: {
  accountId: string;
  minimum: MoneyDto;
  next30Days: MoneyDto | undefined;
  /** A sum to begin with: the advised one, or what was missing elsewhere. */
  amount: string | undefined;
  onIssued: (invoice: InvoiceDto) => void;
  /** What the screen says about the typed sum. */
  under?: (amount: string | null) => ComponentChildren;
}) {
  const t = words.value;
  const [asksRequisites, askRequisites] = useState(false);
  const form = useForm({
    initial: { amount: typedAmount(atLeastMinimum(amount, minimum)) },
    schema: atLeast(minimum, t.check.tooSmall(writeMoney(t.language, minimum))),
    read: (values) => ({ amount: readMoney(values.amount, minimum.currency) }),
    send: (body, idempotencyKey) =>
      call(routes.issueInvoice, { params: { id: accountId }, body, idempotencyKey }),
    done: (invoice) => {
      refreshAccount(accountId);
      onIssued(invoice);
    },
    refused: (error) => {
      if (error instanceof ApiProblem && error.problem.code === 'profile_required') askRequisites(true);
    },
  });
  const typed = readAmount(form.values.amount);
  const lasts =
    typed && next30Days ? daysOf({ amount: typed, currency: minimum.currency }, next30Days) : null;
  return (
    <>
      <form class="stack" noValidate onSubmit={form.submit}>
        {form.alert && !asksRequisites && <Alert tone="danger">{form.alert}</Alert>}
        <TextField
          label={t.topUp.amount}
          hint={
            lasts !== null && lasts > 0 && lasts < 3660
              ? t.topUp.forecast(lasts)
              : t.topUp.amountHint(writeMoney(t.language, minimum))
          }
          inputMode="decimal"
          required
          suffix={minimum.currency === 'RUB' ? '₽' : minimum.currency}
          {...form.field('amount')}
        />
        {under?.(typed)}
        <Button kind="primary" type="submit" busy={form.busy}>
          {t.topUp.issue}
        </Button>
      </form>
      {asksRequisites && (
        <Dialog
          wide
          title={t.topUp.needRequisites}
          closeLabel={t.common.close}
          onClose={() => askRequisites(false)}
        >
          <p class="muted">{t.topUp.needRequisitesText}</p>
          <RequisitesForm
            accountId={accountId}
            known={null}
            submitText={t.topUp.saveAndIssue}
            onSaved={() => {
              askRequisites(false);
              form.submit();
            }}
          />
        </Dialog>
      )}
    </>
  );
}

/** What was missing elsewhere may be less than the offer lets one pay. */
const atLeastMinimum = (amount: string | undefined, minimum: MoneyDto): string =>
  amount !== undefined && parseMinor(amount) > parseMinor(minimum.amount) ? amount : minimum.amount;

/** The door's schema and the offer's smallest payment, which the door checks too (422 `below_minimum_payment`). */
export const atLeast = (minimum: MoneyDto, message: string) =>
  issueInvoice.refine(({ amount }) => parseMinor(amount.amount) >= parseMinor(minimum.amount), {
    path: ['amount'],
    message,
  });
