import { providerPaymentStates, routes, type ProviderPaymentDto } from '@rocket/contracts';
import { Chip, EmptyState, InstantText, Money, Table, writeMoney, type Tone } from '@rocket/ui';
import { useLocation } from 'preact-iso';
import { chosen, Filter } from '../account/filter';
import { call } from '../api';
import { useList } from '../load';
import { More, Ready } from '../shell/loading';
import { maySee } from '../shell/navigation';
import { Page, Panel } from '../shell/page';
import { payWords } from '../text/pay-words';
import { words } from '../text/words';
import { AccountName } from './account-name';
import { FiscalReceipts } from './fiscal-receipts';
import type { StaffScreen } from './staff-screens';

const TONES: Record<ProviderPaymentDto['state'], Tone> = {
  starting: 'warning',
  waiting: 'info',
  credited: 'good',
  parked: 'warning',
  returned: 'neutral',
  cancelled: 'neutral',
  expired: 'neutral',
  failed: 'danger',
};

/** Card payments of all accounts: what waits, what came, and what a person has to decide. */
export default function CardPayments({ me }: StaffScreen) {
  const t = words.value;
  const p = payWords();
  const state = chosen(useLocation().query['state'], providerPaymentStates);
  const payments = useList<ProviderPaymentDto>(`card-payments/${state ?? ''}`, (cursor) =>
    call(routes.providerPayments, { query: { ...(state ? { state } : {}), limit: 50, cursor } }),
  );
  return (
    <Page title={t.nav.cardPayments}>
      <Filter
        name="state"
        label={p.filter}
        all={t.common.all}
        choices={(['parked', 'waiting', 'credited', 'cancelled', 'expired', 'failed'] as const).map(
          (one) => [one, p.states[one]] as const,
        )}
      />
      {maySee(me.role, 'fiscalReceipts') && <FiscalReceipts />}
      <Panel title={p.list}>
        <Ready of={payments} lines={6}>
          {(items) =>
            items.length === 0 ? (
              <EmptyState title={state ? p.emptyFilter : p.empty} text={p.emptyText} />
            ) : (
              <>
                <PaymentTable items={items} />
                <More of={payments} />
              </>
            )
          }
        </Ready>
      </Panel>
    </Page>
  );
}

function PaymentTable({ items }: { items: readonly ProviderPaymentDto[] }) {
  const t = words.value;
  const p = payWords();
  return (
    <Table
      caption={p.list}
      rows={items}
      rowKey={(one) => one.id}
      columns={[
        {
          key: 'customer',
          title: p.customer,
          lead: true,
          cell: (one) => (
            <span class="two-lines">
              <AccountName id={one.account} />
              <small class="muted">
                {[p.invoiceNumber(one.invoiceNumber), t.topUp.providers[one.provider], one.reference]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </span>
          ),
        },
        { key: 'date', title: t.common.date, cell: (one) => <InstantText at={one.createdAt} /> },
        {
          key: 'state',
          title: t.common.state,
          cell: (one) => (
            <span class="two-lines">
              <span>
                <Chip tone={TONES[one.state]}>{p.states[one.state]}</Chip>
              </span>
              {one.reason && <small class="muted">{one.reason}</small>}
            </span>
          ),
        },
        {
          key: 'amount',
          title: t.common.amount,
          align: 'end',
          cell: (one) => <Amount payment={one} />,
        },
        {
          key: 'act',
          title: t.common.actions,
          quietTitle: true,
          align: 'end',
          cell: (one) =>
            one.state === 'parked' && (
              <a class="button button-primary button-small" href="/receipts?state=unallocated">
                {p.toReceipts}
              </a>
            ),
        },
      ]}
    />
  );
}

function Amount({ payment }: { payment: ProviderPaymentDto }) {
  const { language } = words.value;
  const p = payWords();
  const isOther = payment.paid !== null && payment.paid.amount !== payment.amount.amount;
  return (
    <span class="two-lines">
      <Money value={payment.amount} />
      {isOther && payment.paid && <small class="muted">{p.came(writeMoney(language, payment.paid))}</small>}
      {payment.refunded.amount !== '0.00' && (
        <small class="muted">{p.refunded(writeMoney(language, payment.refunded))}</small>
      )}
    </span>
  );
}
