import { allocateReceipt, routes, type AccountRowDto, type ReceiptDto } from '@rocket/contracts';
import { Alert, Button, DateText, Dialog, SelectField, TextField, writeDate, writeMoney } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { refreshAccount, useInvoices } from '../account/reads';
import { call } from '../api';
import { useForm } from '../form/use-form';
import { refresh } from '../load';
import { Ready } from '../shell/loading';
import { Facts } from '../shell/page';
import { toasts } from '../shell/toasts';
import { words } from '../text/words';
import { useAccounts } from './accounts';
import { SearchBox } from './search-box';

/** A person says whose money it is, for what, and why (rules 3, 4). */
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
  const s = t.staff.receipts;
  const [account, choose] = useState<AccountRowDto | null>(null);
  const form = useForm({
    initial: { accountId: '', invoiceId: '', reason: '' },
    schema: allocateReceipt,
    read: ({ accountId, invoiceId, reason }) => ({
      accountId: accountId || undefined,
      ...(invoiceId ? { invoiceId } : {}),
      reason,
    }),
    send: (body, idempotencyKey) =>
      call(routes.allocateReceipt, { params: { id: receipt.id }, body, idempotencyKey }),
    done: (credited) => {
      onDone(credited);
      refresh('receipts/');
      refresh('accounts/');
      if (account) {
        refreshAccount(account.id);
        toasts.say(s.allocated(account.name));
      }
      onClose();
    },
  });
  const take = (next: AccountRowDto | null) => {
    choose(next);
    form.set('accountId', next?.id ?? '');
    form.set('invoiceId', '');
  };
  return (
    <Dialog
      wide
      title={s.allocateTitle(writeMoney(t.language, receipt.amount))}
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
          </>
        ) : (
          <AccountChoice
            begin={receipt.payer.inn ?? ''}
            error={form.errors['accountId'] ? t.check.chooseAccount : null}
            onTake={take}
          />
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
            {s.allocate}
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
  const s = words.value.staff.receipts;
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
  const s = t.staff.receipts;
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
