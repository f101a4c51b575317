import { routes, splitReceipt, type AccountRowDto, type ReceiptDto } from '@rocket/contracts';
import { parseMinor, printMinor } from '@rocket/kernel';
import {
  currencySign,
  Alert,
  Button,
  DateText,
  Dialog,
  SelectField,
  Switch,
  TextField,
  writeDate,
  writeMoney,
} from '@rocket/ui';
import { useState } from 'preact/hooks';
import { useInvoices } from '../account/reads';
import { call } from '../api';
import { typedAmount } from '../form/read-money';
import { useForm } from '../form/use-form';
import { Ready } from '../shell/loading';
import { Facts } from '../shell/page';
import { toasts } from '../shell/toasts';
import { deskWords } from '../text/desk-words';
import { words } from '../text/words';
import { useAccounts } from './accounts';
import { confirmPayer } from './desk/confirm-payer';
import { ReadyParts } from './desk/ready-parts';
import { leftOf, minus, positive, splitBody, sumOf, type ReadyPart } from './desk/split-body';
import { refreshDesk } from './desk/refresh-desk';
import { Suggestions, type PickedAccount } from './desk/suggestions';
import { SearchBox } from './search-box';

/** A person says whose money it is, how much of it, for what, and why (rules 3, 4). Less than all of it splits the receipt. */
export function AllocateDialog({
  receipt,
  onDone,
  onClose,
}: {
  receipt: ReceiptDto;
  onDone: (receipt: ReceiptDto) => void;
  onClose: () => void;
}) {
  const t = words.value;
  const s = deskWords();
  const d = deskWords();
  const { rest } = receipt;
  const [parts, setParts] = useState<readonly ReadyPart[]>([]);
  const [account, choose] = useState<PickedAccount | null>(null);
  const [isConfirmed, confirm] = useState(false);
  const form = useForm({
    initial: { accountId: '', invoiceId: '', amount: typedAmount(rest.amount), reason: '' },
    schema: splitReceipt,
    read: (values) => splitBody(values, parts, rest),
    send: async (body, idempotencyKey) => {
      const credited = await call(routes.splitReceipt, { params: { id: receipt.id }, body, idempotencyKey });
      const confirmed = [
        ...parts.filter((part) => part.isConfirmed).map((part) => part.account.id),
        ...(isConfirmed && account ? [account.id] : []),
      ];
      for (const id of confirmed) await confirmPayer(receipt, id, body.reason);
      return credited;
    },
    done: (credited) => {
      onDone(credited);
      const owners = [...parts.map((part) => part.account), ...(account ? [account] : [])];
      refreshDesk(owners.map(({ id }) => id));
      toasts.say(s.allocated([...new Set(owners.map(({ name }) => name))].join(', ')));
      onClose();
    },
  });
  const left = leftOf(form.values, parts, rest);
  const free = minus(rest, sumOf(parts));
  /** Puts the part being typed among the ready ones, and begins the next with what is left. */
  const another = () => {
    const amount = positive(form.values.amount, rest.currency);
    if (!account || !amount || left <= 0n) return;
    setParts((before) => [...before, { account, invoiceId: form.values.invoiceId, amount, isConfirmed }]);
    take(null);
    form.set('amount', typedAmount(printMinor(left)));
  };
  const drop = (index: number) => {
    const dropped = parts[index];
    setParts((before) => before.filter((_, nth) => nth !== index));
    if (dropped && !account)
      form.set('amount', typedAmount(printMinor(left + parseMinor(dropped.amount.amount))));
  };
  const take = (next: PickedAccount | null, invoiceId = '') => {
    choose(next);
    confirm(false);
    form.set('accountId', next?.id ?? '');
    form.set('invoiceId', invoiceId);
  };
  return (
    <Dialog
      wide
      title={s.allocateTitle(writeMoney(t.language, rest))}
      closeLabel={t.common.close}
      onClose={onClose}
    >
      <form class="stack" noValidate onSubmit={form.submit}>
        <Facts
          items={[
            [s.payer, `${receipt.payer.name}${receipt.payer.inn ? `, ${s.inn(receipt.payer.inn)}` : ''}`],
            [t.common.date, <DateText key="date" date={receipt.receivedOn} />],
            [s.purpose, receipt.purpose],
            ...(receipt.reason ? ([[s.why, receipt.reason]] as const) : []),
          ]}
        />
        {form.alert && <Alert tone="danger">{form.alert}</Alert>}
        <ReadyParts
          parts={parts}
          left={{ ...rest, amount: printMinor(left > 0n ? left : 0n) }}
          onDrop={drop}
        />
        {account ? (
          <>
            <div class="picked">
              <span class="two-lines">
                <strong>{account.name}</strong>
                <small class="muted">
                  {[`${account.subdomain}.amocrm.ru`, account.inn && s.inn(account.inn)]
                    .filter(Boolean)
                    .join(' · ')}
                </small>
              </span>
              <Button size="small" onClick={() => take(null)}>
                {s.chooseOther}
              </Button>
            </div>
            <InvoiceChoice accountId={account.id} field={form.field('invoiceId')} />
            <TextField
              label={d.amount}
              hint={
                left > 0n
                  ? d.willStay(writeMoney(t.language, { ...rest, amount: printMinor(left) }))
                  : d.amountHint(writeMoney(t.language, free))
              }
              inputMode="decimal"
              required
              suffix={currencySign(rest.currency)}
              {...form.field('amount')}
            />
            {receipt.payer.inn && receipt.payer.inn !== account.inn && (
              <Switch label={d.confirmPayer} on={isConfirmed} onChange={confirm} />
            )}
            {left > 0n && positive(form.values.amount, rest.currency) && (
              <div>
                <Button size="small" onClick={another}>
                  {d.another(writeMoney(t.language, { ...rest, amount: printMinor(left) }))}
                </Button>
              </div>
            )}
          </>
        ) : (
          <>
            <Suggestions receipt={receipt} onTake={(next, invoiceId) => take(next, invoiceId ?? '')} />
            <AccountChoice
              begin={receipt.payer.inn ?? ''}
              error={form.errors['accountId'] ? t.check.chooseAccount : null}
              onTake={take}
            />
          </>
        )}
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
            {parts.length > 0 ? d.allocateAll : s.allocate}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** The search begins with the payer's INN: most often that is the answer. */
function AccountChoice({
  begin,
  error,
  onTake,
}: {
  begin: string;
  error: string | null;
  onTake: (account: AccountRowDto) => void;
}) {
  const s = deskWords();
  const [q, search] = useState(begin);
  const found = useAccounts(q);
  return (
    <div class="choice">
      <span class="field-label">{s.account}</span>
      <SearchBox inForm value={q} label={s.findAccount} onSearch={search} />
      {error && (
        <p class="wrong" role="alert">
          {error}
        </p>
      )}
      <div class="choice-list">
        <Ready of={found} lines={3}>
          {(items) =>
            items.length === 0 ? (
              <p class="muted">{s.noMatches}</p>
            ) : (
              <ul>
                {items.slice(0, 6).map((one) => (
                  <li key={one.id}>
                    <button type="button" class="choice-item" onClick={() => onTake(one)}>
                      <strong>{one.name}</strong>
                      <small class="muted">
                        {[`${one.subdomain}.amocrm.ru`, one.inn && s.inn(one.inn)]
                          .filter(Boolean)
                          .join(' · ')}
                      </small>
                    </button>
                  </li>
                ))}
              </ul>
            )
          }
        </Ready>
      </div>
    </div>
  );
}

function InvoiceChoice({
  accountId,
  field,
}: {
  accountId: string;
  field: { name: string; value: string; onChange: (value: string) => void };
}) {
  const t = words.value;
  const s = deskWords();
  const open = (useInvoices(accountId).value ?? []).filter((one) => one.state !== 'paid');
  return (
    <SelectField
      label={s.invoice}
      choices={[
        { value: '', text: s.withoutInvoice },
        ...open.map((one) => ({
          value: one.id,
          text: `№ ${one.number}, ${writeDate(one.issuedOn)}, ${writeMoney(t.language, one.amount)} — ${t.topUp.invoiceState[one.state]}`,
        })),
      ]}
      {...field}
    />
  );
}
