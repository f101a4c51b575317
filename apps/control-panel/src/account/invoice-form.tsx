import {
  ApiProblem,
  issueInvoice,
  routes,
  type Country,
  type InvoiceDto,
  type MoneyDto,
} from '@rocket/contracts';
import {
  currencySign,
  Alert,
  Button,
  Dialog,
  readAmount,
  SelectField,
  TextField,
  writeMoney,
} from '@rocket/ui';
import { parseMinor } from '@rocket/kernel';
import { useState } from 'preact/hooks';
import { call, newKey } from '../api';
import { readMoney, typedAmount } from '../form/read-money';
import { refusalText } from '../form/refusal-text';
import { useForm } from '../form/use-form';
import { toasts } from '../shell/toasts';
import { papersWords } from '../text/papers-words';
import { words } from '../text/words';
import type { Place } from '../customer/papers/places';
import { InMind } from './in-mind';
import { refreshAccount } from './reads';
import { RequisitesForm } from './requisites-form';

/**
 * Issues an invoice for a top-up (rule 1). Without requisites the server answers 409 `profile_required`: the form asks
 * for them in a dialog and then issues the same invoice.
 */
export function InvoiceForm({
  accountId,
  country,
  withVat = true,
  minimum,
  amount,
  onIssued,
  places = [],
}: {
  accountId: string;
  /** Whose law the requisites that may be missing follow. */
  country?: Country | undefined;
  /** The seller is under a regime with VAT, which stands inside the sum. */
  withVat?: boolean;
  minimum: MoneyDto;
  /** A sum to begin with: the advised one, or what was missing elsewhere. */
  amount: string | undefined;
  onIssued: (invoice: InvoiceDto) => void;
  /** Where the issued invoice may be sent by letter; none: it is not offered. */
  places?: readonly Place[];
}) {
  const t = words.value;
  const p = papersWords();
  const [asksRequisites, askRequisites] = useState(false);
  const form = useForm({
    initial: { amount: typedAmount(atLeastMinimum(amount, minimum)), emails: NOWHERE },
    schema: atLeast(minimum, t.check.tooSmall(writeMoney(t.language, minimum))),
    read: (values) => ({ amount: readMoney(values.amount, minimum.currency) }),
    send: (body, idempotencyKey) =>
      call(routes.issueInvoice, { params: { id: accountId }, body, idempotencyKey }),
    done: (invoice) => {
      refreshAccount(accountId);
      const place = places[Number(form.values.emails || NaN)];
      if (place) void sendInvoice(invoice, place);
      onIssued(invoice);
    },
    refused: (error) => {
      if (error instanceof ApiProblem && error.problem.code === 'profile_required') askRequisites(true);
    },
  });
  const typed = readAmount(form.values.amount);
  return (
    <>
      <form class="stack" noValidate onSubmit={form.submit}>
        {form.alert && !asksRequisites && <Alert tone="danger">{form.alert}</Alert>}
        <TextField
          label={t.topUp.amount}
          hint={t.topUp.amountHint(writeMoney(t.language, minimum), withVat)}
          inputMode="decimal"
          required
          suffix={currencySign(minimum.currency)}
          {...form.field('amount')}
        />
        <InMind accountId={accountId} amount={typed} />
        {places.length > 0 && (
          <SelectField
            label={p.sendInvoice}
            choices={[
              { value: NOWHERE, text: p.sendNot },
              ...places.map(({ text }, index) => ({ value: String(index), text })),
            ]}
            {...form.field('emails')}
          />
        )}
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
            country={country}
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

const NOWHERE = '';

/** The invoice is issued already: a letter that cannot go is said so, and nothing else changes. */
async function sendInvoice(invoice: InvoiceDto, { emails }: Place): Promise<void> {
  const p = papersWords();
  try {
    const params = { id: invoice.id };
    const { recipients } = await call(routes.sendDocument, {
      params,
      body: { emails: [...emails], withXml: false },
      idempotencyKey: newKey(),
    });
    toasts.say(p.sent(recipients.join(', ')));
  } catch (error) {
    toasts.say(p.notSent(refusalText(words.peek(), error)), { tone: 'danger' });
  }
}

/** What was missing elsewhere may be less than the offer lets one pay. */
const atLeastMinimum = (amount: string | undefined, minimum: MoneyDto): string =>
  amount !== undefined && parseMinor(amount) > parseMinor(minimum.amount) ? amount : minimum.amount;

/** The door's schema and the offer's smallest payment, which the door checks too (422 `below_minimum_payment`). */
export const atLeast = (minimum: MoneyDto, message: string) =>
  issueInvoice.refine(({ amount }) => parseMinor(amount.amount) >= parseMinor(minimum.amount), {
    path: ['amount'],
    message,
    // What is no sum has been refused already, and cannot be compared.
    when: ({ issues }) => issues.length === 0,
  });
