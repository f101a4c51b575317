import { moneyText, type Currency } from '@rocket/kernel';
import type { InvoiceDto } from '@rocket/contracts';

/** What was credited for the invoice `i`, in minor units. */
export const PAID = `(select coalesce(sum(p.amount), 0) from receipt_part p
   where p.account_id = i.account_id and p.invoice_id = i.id and p.undone_at is null)`;

const NAMED = (id: string): string =>
  `(select jsonb_build_object('id', n.id, 'number', n.number::text) from invoice n where n.account_id = o.account_id and n.id = ${id})`;

/** What the invoice `i` is for; null: it tops the balance up. */
export const ORDER = `(select jsonb_build_object('state', o.state, 'priceHoldsUntil', o.holds_until, 'trouble', o.trouble,
     'supersedes', ${NAMED('o.supersedes')}, 'supersededBy', ${NAMED('o.superseded_by')},
     'lines', (select jsonb_agg(jsonb_build_object('productCode', l.product_code, 'productName', d.name, 'tariff', l.tariff,
                 'quantity', l.quantity, 'period', l.period, 'amountMinor', l.amount::text, 'subscriptionId', l.subscription_id)
                 order by l.line)
                 from invoice_order_line l join product d on d.code = l.product_code
                where l.account_id = o.account_id and l.invoice_id = o.invoice_id))
   from invoice_order o where o.account_id = i.account_id and o.invoice_id = i.id)`;

type OrderDto = NonNullable<InvoiceDto['order']>;
type OrderLineDto = OrderDto['lines'][number];

/** `ORDER` as PostgreSQL writes it: its sums are minor units. */
export interface OrderRow extends Omit<OrderDto, 'lines'> {
  readonly lines: readonly (Omit<OrderLineDto, 'amount'> & { readonly amountMinor: string })[];
}

/** A row of `ORDER` as the contract shows it. */
export const orderView = (row: OrderRow, currency: Currency): OrderDto => ({
  ...row,
  lines: row.lines.map(({ amountMinor, ...line }) => ({
    ...line,
    amount: moneyText(BigInt(amountMinor), currency),
  })),
});
