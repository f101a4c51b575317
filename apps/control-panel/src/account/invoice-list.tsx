import type { InvoiceDto } from '@rocket/contracts';
import { Button, Chip, DateText, EmptyState, Money, Table, writeDate, writeMoney } from '@rocket/ui';
import { Copyable, copy } from '../shell/copy';
import { More, Ready } from '../shell/loading';
import { orderWords } from '../text/order-words';
import { words } from '../text/words';
import { periodLength } from './period-words';
import { INVOICE_TONES } from './invoice-tones';
import { PayByCard, PaymentLink } from './pay-by-card';
import { useInvoices } from './reads';

/** What to write in the payment order, so that the money is credited by itself (rule 3). */
export function PaymentPurpose({ invoice }: { invoice: InvoiceDto }) {
  const t = words.value.topUp;
  return <Copyable text={t.purpose(invoice.number, writeDate(invoice.issuedOn))} />;
}

export function InvoiceList({
  accountId,
  emptyText,
  payer = false,
  isOver = false,
}: {
  accountId: string;
  emptyText: string;
  /** Whoever looks at it pays; staff pass the link on instead. */
  payer?: boolean;
  /** The contract is over: nothing is paid any more. */
  isOver?: boolean;
}) {
  const t = words.value;
  const invoices = useInvoices(accountId);
  return (
    <Ready of={invoices} lines={5}>
      {(items) =>
        items.length === 0 ? (
          <EmptyState title={t.topUp.invoicesEmpty} text={emptyText} />
        ) : (
          <>
            <Table
              roomy
              caption={t.topUp.invoices}
              rows={items}
              rowKey={(one) => one.id}
              columns={[
                {
                  key: 'number',
                  title: t.common.number,
                  lead: true,
                  cell: (one) => (
                    <span class="two-lines">
                      <span>№ {one.number}</span>
                      <small class="muted">
                        {one.vat.rate
                          ? t.topUp.vat(one.vat.rate, writeMoney(t.language, one.vat.amount))
                          : t.topUp.noVat}
                      </small>
                      <OrderLines order={one.order} />
                    </span>
                  ),
                },
                { key: 'date', title: t.common.date, cell: (one) => <DateText date={one.issuedOn} /> },
                { key: 'due', title: t.topUp.due, cell: (one) => <DateText date={one.dueOn} /> },
                {
                  key: 'state',
                  title: t.common.state,
                  cell: (one) => (
                    <Chip tone={INVOICE_TONES[one.state]}>
                      {one.order?.state === 'superseded'
                        ? orderWords().superseded
                        : t.topUp.invoiceState[one.state]}
                    </Chip>
                  ),
                },
                {
                  key: 'amount',
                  title: t.common.amount,
                  align: 'end',
                  cell: (one) => <Money value={one.amount} />,
                },
                {
                  key: 'files',
                  title: t.common.actions,
                  quietTitle: true,
                  align: 'end',
                  cell: (one) => <InvoiceActions invoice={one} payer={payer} isOver={isOver} />,
                },
              ]}
            />
            <More of={invoices} />
          </>
        )
      }
    </Ready>
  );
}

/** What an invoice is for, and what has become of it. */
function OrderLines({ order }: { order: InvoiceDto['order'] }) {
  const t = words.value;
  const w = orderWords();
  if (!order) return null;
  const { lines, state, supersedes, supersededBy, trouble, priceHoldsUntil } = order;
  const said = [
    ...lines.map((one) => w.line(one.productName, one.quantity, periodLength(t, one.period))),
    ...(supersedes ? [w.supersedes(supersedes.number)] : []),
    ...(supersededBy ? [w.supersededBy(supersededBy.number)] : []),
    ...(state === 'carried_out' ? [w.carriedOut] : []),
    ...(trouble ? [w.waits(trouble)] : []),
    ...(state === 'waiting' && !trouble && priceHoldsUntil ? [w.holds(writeDate(priceHoldsUntil))] : []),
  ];
  return (
    <>
      {said.map((line) => (
        <small key={line} class="muted">
          {line}
        </small>
      ))}
    </>
  );
}

function InvoiceActions({
  invoice,
  payer,
  isOver,
}: {
  invoice: InvoiceDto;
  payer: boolean;
  isOver: boolean;
}) {
  const t = words.value;
  return (
    <span class="row row-end">
      {payer ? <PayByCard invoice={invoice} small /> : <PaymentLink invoice={invoice} copy={copy} />}
      {invoice.state === 'issued' && !invoice.cardOnly && !isOver && (
        <Button
          size="small"
          title={t.topUp.purposeTitle}
          onClick={() => void copy(t.topUp.purpose(invoice.number, writeDate(invoice.issuedOn)))}
        >
          {t.topUp.purposeTitle}
        </Button>
      )}
      <a
        class="button button-secondary button-small"
        href={invoice.files.pdf}
        download
        aria-label={t.documents.download(t.documents.kinds.invoice, invoice.number, 'PDF')}
      >
        PDF
      </a>
    </span>
  );
}
