import { Injectable } from '@nestjs/common';
import type { TaxedMoney, WentBack } from '@rocket/billing';
import type { RequisitesDto } from '@rocket/contracts';
import type { SellerProfile } from '@rocket/catalog';
import type { CorrectionFacts } from '@rocket/documents';
import type { Currency, LocalDate, Minor } from '@rocket/kernel';
import { percentOfTax, type FiscalTax } from '@rocket/payment-sources';
import type { EntityManager } from 'typeorm';
import { factsFromJson } from '../platform/facts-json';

/** The last payment order of a refund. */
export interface DrawnOrder {
  readonly no: number;
  readonly number: number;
  readonly datedOn: LocalDate;
  readonly amount: Minor;
}

/** An approved refund with all that an order says of it. Minor units. */
export interface PayableRefund {
  readonly id: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly accountNumber: string;
  readonly title: string;
  /** What a bank is to pay: cards have had theirs. */
  readonly amount: Minor;
  /** Some of it is on its way to a card: nothing else is decided. */
  readonly isUnderWay: boolean;
  readonly requisites: RequisitesDto | null;
  /** Of the correction document, by the UPDs it makes smaller: its tax is inside what is paid back. */
  readonly corrected: readonly TaxedMoney[] | null;
  /** What cards have had, at the rates of their receipts. */
  readonly onCards: readonly WentBack[];
  readonly drawn: DrawnOrder | null;
  readonly seller: {
    readonly code: string;
    readonly currency: Currency;
    readonly timeZone: string;
    readonly vatRegime: SellerProfile['vatRegime'];
    readonly requisites: SellerProfile['requisites'];
  };
}

const decreaseOf = ({ vatRate, before, after }: CorrectionFacts['lines'][number]): TaxedMoney => ({
  ...{ rate: vatRate, gross: before.gross - after.gross, vat: before.vat - after.vat },
});

type RefundRow = {
  readonly id: string;
  readonly account_id: string;
  readonly amount: string;
  readonly on_cards: string;
  readonly under_way: string;
  readonly account_name: string;
  readonly amocrm_account_id: string;
  readonly title: string;
  readonly requisites: RequisitesDto | null;
  readonly seller_code: string;
  readonly currency: Currency;
  readonly time_zone: string;
  readonly vat_regime: SellerProfile['vatRegime'];
  readonly seller_requisites: SellerProfile['requisites'];
  /** The facts of the correction document; null: there is none. */
  readonly correction: unknown;
  /** What went back to cards; the tax is that of its receipt, null: it had none. */
  readonly cards: readonly { readonly amount: string; readonly tax: FiscalTax | null }[];
} & (
  | {
      readonly no: number;
      readonly number: number;
      readonly dated_on: LocalDate;
      readonly order_amount: string;
    }
  | { readonly no: null; readonly number: null; readonly dated_on: null; readonly order_amount: null }
);

const toRefund = (row: RefundRow): PayableRefund => ({
  ...{ id: row.id, accountId: row.account_id, accountName: row.account_name, title: row.title },
  accountNumber: row.amocrm_account_id,
  amount: BigInt(row.amount) - BigInt(row.on_cards),
  isUnderWay: BigInt(row.under_way) > 0n,
  requisites: row.requisites,
  corrected:
    row.correction === null ? null : factsFromJson<CorrectionFacts>(row.correction).lines.map(decreaseOf),
  onCards: row.cards.map(({ amount, tax }) => ({
    amount: BigInt(amount),
    rate: tax === null ? undefined : percentOfTax(tax),
  })),
  drawn:
    row.no === null
      ? null
      : { no: row.no, number: row.number, datedOn: row.dated_on, amount: BigInt(row.order_amount) },
  seller: {
    ...{ code: row.seller_code, currency: row.currency, timeZone: row.time_zone },
    ...{ vatRegime: row.vat_regime, requisites: row.seller_requisites },
  },
});

@Injectable()
export class RefundOrderStore {
  /** Refunds that may be paid and of which cards leave something, oldest first. `id`: one of them. */
  async payable(
    tx: EntityManager,
    { seller = null, id = null }: { seller?: string | null; id?: string | null },
  ): Promise<PayableRefund[]> {
    const rows: RefundRow[] = await tx.query(
      `select f.id, f.account_id, f.amount, cards.done as on_cards, cards.under_way, a.name as account_name, a.amocrm_account_id,
              o.terms ->> 'title' as title, c.requisites, s.code as seller_code, s.currency, s.time_zone, s.vat_regime,
              s.requisites as seller_requisites, d.facts as correction, cards.done_each as cards,
              r.no, r.number, r.dated_on, r.amount as order_amount
         from refund_request f
         join account a on a.id = f.account_id
         join seller s on s.code = a.seller_code
         join offer_version o on o.seller_code = a.seller_code and o.version = a.offer_version
         left join customer_profile c on c.account_id = f.account_id
         left join document d on d.account_id = f.account_id and d.id = f.document_id
         join lateral (select coalesce(sum(p.amount) filter (where p.state = 'succeeded'), 0) as done,
                              coalesce(jsonb_agg(jsonb_build_object('amount', p.amount::text, 'tax', p.request -> 'lines' -> 0 ->> 'tax')
                                         order by p.requested_at, p.id) filter (where p.state = 'succeeded'), '[]') as done_each,
                              coalesce(sum(p.amount) filter (where p.state not in ('succeeded', 'failed')), 0) as under_way
                         from provider_refund p where p.account_id = f.account_id and p.refund_request_id = f.id) cards on true
         left join lateral (select * from refund_order x where x.account_id = f.account_id and x.refund_id = f.id
                             order by x.no desc limit 1) r on true
        where f.state = 'approved' and ($1::text is null or s.code = $1) and ($2::uuid is null or f.id = $2)
          and f.amount > cards.done
        order by f.requested_at, f.id`,
      [seller, id],
    );
    return rows.map(toRefund);
  }

  async insert(
    tx: EntityManager,
    refund: Pick<PayableRefund, 'accountId' | 'id'>,
    order: DrawnOrder,
    by: string,
    now: Date,
  ): Promise<void> {
    await tx.query(
      `insert into refund_order (account_id, refund_id, no, number, dated_on, amount, drawn_up_at, drawn_up_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        ...[refund.accountId, refund.id, order.no, order.number],
        ...[order.datedOn, order.amount.toString(), now, by],
      ],
    );
  }
}
