import { Injectable } from '@nestjs/common';
import type {
  InvoiceDto,
  PaymentProvider,
  ProviderPaymentDto,
  ProviderPaymentState,
} from '@rocket/contracts';
import type { Minor } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { cursorOf, limitOf, pageOf, type PageRequest } from '../platform/cursor';
import { toCustomer, toDto, type PaymentRow, type ViewRow } from './provider-payment.rows';

export interface ProviderPaymentRecord {
  readonly accountId: string;
  readonly id: string;
  readonly sellerCode: string;
  readonly provider: PaymentProvider;
  readonly shop: string;
  readonly invoiceId: string;
  readonly invoiceNumber: number;
  /** What was asked for, minor units. */
  readonly amount: Minor;
  /** `InvId`; null with YooKassa. */
  readonly number: number | null;
  /** The Idempotence-Key and the body it belongs to: kept before the call. */
  readonly requestKey: string;
  readonly request: Readonly<Record<string, unknown>>;
  readonly state: PaymentRow['state'];
  /** The provider's name for the operation: needed to refund it. */
  readonly providerId: string | null;
  readonly payUrl: string | null;
  readonly receiptId: string | null;
  readonly startedBy: string;
  readonly createdAt: Date;
  readonly looks: number;
  /** The payer has agreed that the provider keeps the card. */
  readonly keepsCard: boolean;
  /** The kept card that pays without the payer; null when a person pays at a page. */
  readonly cardId: string | null;
}

export type NewProviderPayment = Omit<ProviderPaymentRecord, 'receiptId' | 'looks' | 'providerId'> & {
  readonly lookAfter: Date | null;
};

/** An invoice as somebody who wants to pay it sees it. */
export interface InvoiceToPay {
  readonly accountId: string;
  readonly number: number;
  readonly amount: Minor;
  readonly state: InvoiceDto['state'];
  /** What has been credited for it. */
  readonly credited: Minor;
  /** Whom it was issued to. */
  readonly customerInn: string;
  /** The contract it asks money under is over. */
  readonly isOver: boolean;
}

interface InvoiceRow {
  readonly account_id: string;
  readonly number: number;
  readonly amount: string;
  readonly state: InvoiceToPay['state'];
  readonly customer_inn: string;
  readonly credited: string;
  readonly is_over: boolean;
}

const toRecord = (row: PaymentRow): ProviderPaymentRecord => ({
  accountId: row.account_id,
  id: row.id,
  sellerCode: row.seller_code,
  provider: row.provider,
  shop: row.shop,
  invoiceId: row.invoice_id,
  invoiceNumber: row.invoice_number,
  amount: BigInt(row.amount),
  number: row.number,
  requestKey: row.request_key,
  request: row.request,
  state: row.state,
  providerId: row.provider_id,
  payUrl: row.pay_url,
  receiptId: row.receipt_id,
  startedBy: row.started_by,
  createdAt: row.created_at,
  looks: row.looks,
  keepsCard: row.keeps_card,
  cardId: row.card_id,
});

/** What a person sees: a paid one is where its receipt is. */
const STATE = `case p.state when 'created' then case when p.parked_at is null then 'starting' else 'parked' end
  when 'paid' then case r.state when 'unallocated' then 'parked' else r.state end
  when 'waiting' then case when p.parked_at is null then 'waiting' else 'parked' end else p.state end`;
const VIEW = `select p.*, s.currency, ${STATE} as view_state, coalesce(f.refunded, 0) as refunded from provider_payment p
  join seller s on s.code = p.seller_code
  left join receipt r on r.id = p.receipt_id
  left join lateral (select sum(amount) as refunded from provider_refund
    where account_id = p.account_id and payment_id = p.id and state = 'succeeded') f on true`;

@Injectable()
export class ProviderPaymentStore {
  async insert(tx: EntityManager, payment: NewProviderPayment): Promise<void> {
    await tx.query(
      `insert into provider_payment (account_id, id, seller_code, provider, shop, invoice_id, invoice_number, amount, number,
         request_key, request, state, pay_url, started_by, created_at, look_after, keeps_card, card_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
      [
        payment.accountId,
        payment.id,
        payment.sellerCode,
        payment.provider,
        payment.shop,
        payment.invoiceId,
        payment.invoiceNumber,
        payment.amount.toString(),
        payment.number,
        payment.requestKey,
        JSON.stringify(payment.request),
        payment.state,
        payment.payUrl,
        payment.startedBy,
        payment.createdAt,
        payment.lookAfter,
        payment.keepsCard,
        payment.cardId,
      ],
    );
  }

  /** The next `InvId`, over all shops: taken last of all in the transaction that uses it. */
  async nextNumber(tx: EntityManager, provider: PaymentProvider): Promise<number> {
    const [{ last_number }]: [{ last_number: number }] = await tx.query(
      `insert into provider_number (provider, last_number) values ($1, 1)
       on conflict (provider) do update set last_number = provider_number.last_number + 1 returning last_number`,
      [provider],
    );
    return last_number;
  }

  /** Nobody can be asked what became of it: a person looks. It is still asked about when its time comes. */
  async park(tx: EntityManager, payment: ProviderPaymentRecord, reason: string, now: Date): Promise<void> {
    await tx.query(
      `update provider_payment set parked_at = $4, reason = $3
        where account_id = $1 and id = $2 and state in ('created', 'waiting')`,
      [payment.accountId, payment.id, reason, now],
    );
  }

  /** The payment an invoice is being paid by at a provider, or null. */
  open(
    tx: EntityManager,
    accountId: string,
    invoiceId: string,
    provider: PaymentProvider,
  ): Promise<ProviderPaymentRecord | null> {
    return this.one(
      tx,
      `account_id = $1 and invoice_id = $2 and provider = $3 and state in ('created', 'waiting')`,
      [accountId, invoiceId, provider],
    );
  }

  /** The newest payment of an invoice at a provider, whatever its state. */
  newest(tx: EntityManager, invoiceId: string, provider: PaymentProvider) {
    return this.one(tx, 'invoice_id = $1 and provider = $2', [invoiceId, provider]);
  }

  find(tx: EntityManager, id: string): Promise<ProviderPaymentRecord | null> {
    return this.one(tx, 'id = $1', [id]);
  }

  byNumber(tx: EntityManager, provider: PaymentProvider, number: number) {
    return this.one(tx, 'provider = $1 and number = $2', [provider, number]);
  }

  byTheirs(tx: EntityManager, provider: PaymentProvider, providerId: string) {
    return this.one(tx, 'provider = $1 and provider_id = $2', [provider, providerId]);
  }

  /** As it is now, for a change. The account has been locked. */
  lock(tx: EntityManager, accountId: string, id: string): Promise<ProviderPaymentRecord | null> {
    return this.one(tx, 'account_id = $1 and id = $2', [accountId, id], 'for update');
  }

  async setWaiting(
    tx: EntityManager,
    payment: { accountId: string; id: string },
    provider: { id: string; payUrl: string | null },
    lookAfter: Date,
  ): Promise<void> {
    await tx.query(
      `update provider_payment set state = 'waiting', provider_id = $3, pay_url = $4, look_after = $5
        where account_id = $1 and id = $2 and state = 'created'`,
      [payment.accountId, payment.id, provider.id, provider.payUrl, lookAfter],
    );
  }

  async setPaid(
    tx: EntityManager,
    payment: { accountId: string; id: string },
    paid: { amount: Minor; receiptId: string; providerId: string | null; reason: string },
    now: Date,
  ): Promise<void> {
    await tx.query(
      `update provider_payment set state = 'paid', paid_amount = $3, receipt_id = $4,
          provider_id = coalesce($5, provider_id), reason = $6, ended_at = $7, look_after = null
        where account_id = $1 and id = $2`,
      [
        payment.accountId,
        payment.id,
        paid.amount.toString(),
        paid.receiptId,
        paid.providerId,
        paid.reason,
        now,
      ],
    );
  }

  /** Ends a payment without money. One that was paid stays paid. */
  async setEnded(
    tx: EntityManager,
    payment: { accountId: string; id: string },
    state: 'cancelled' | 'expired' | 'failed',
    reason: string,
    now: Date,
  ): Promise<void> {
    await tx.query(
      `update provider_payment set state = $3, reason = $4, ended_at = $5, look_after = null
        where account_id = $1 and id = $2 and state in ('created', 'waiting')`,
      [payment.accountId, payment.id, state, reason, now],
    );
  }

  /** Notes what refunds call the operation by, once it is known. */
  async setProviderId(
    tx: EntityManager,
    payment: { accountId: string; id: string },
    providerId: string,
  ): Promise<void> {
    await tx.query('update provider_payment set provider_id = $3 where account_id = $1 and id = $2', [
      payment.accountId,
      payment.id,
      providerId,
    ]);
  }

  /**
   * Takes some of the payments whose end is not known and whose time has come, so that nobody else asks about them
   * meanwhile. Asked about again later and later.
   */
  async claimDue(tx: EntityManager, now: Date, most: number): Promise<ProviderPaymentRecord[]> {
    const [rows]: [PaymentRow[], number] = await tx.query(
      `update provider_payment p set looks = looks + 1, parked_at = null, reason = case when parked_at is null then reason end,
          look_after = $1::timestamptz + least(power(2, least(looks, 12)) * interval '30 minutes', interval '1 day')
         from (select account_id, id from provider_payment where look_after <= $1
                order by look_after limit $2 for update skip locked) due
        where p.account_id = due.account_id and p.id = due.id returning p.*`,
      [now, most],
    );
    return rows.map(toRecord);
  }

  /** A payer has come back: what became of it is asked at once. */
  async lookNow(tx: EntityManager, id: string, now: Date): Promise<void> {
    await tx.query(
      `update provider_payment set look_after = $2 where id = $1 and state = 'waiting' and look_after > $2 and looks < 50`,
      [id, now],
    );
  }

  /** The next instant after `at` at which a provider has to be asked. */
  async nextLook(tx: EntityManager, at: Date): Promise<Date | null> {
    const [{ next }]: [{ next: Date | null }] = await tx.query(
      `select min(look_after) as next from (
         select look_after from provider_payment where look_after > $1
         union all select look_after from provider_refund where look_after > $1) due`,
      [at],
    );
    return next;
  }

  async invoice(tx: EntityManager, invoiceId: string): Promise<InvoiceToPay | null> {
    const [row]: InvoiceRow[] = await tx.query(
      `select i.account_id, i.number, i.amount, i.state, i.customer_inn, coalesce(x.credited, 0) as credited,
              a.state in ('terminated', 'erased') as is_over
         from invoice i join account a on a.id = i.account_id
         left join lateral (select sum(amount) as credited from receipt_part
           where account_id = i.account_id and invoice_id = i.id and undone_at is null) x on true
        where i.id = $1`,
      [invoiceId],
    );
    if (!row) return null;
    return {
      accountId: row.account_id,
      number: row.number,
      amount: BigInt(row.amount),
      state: row.state,
      credited: BigInt(row.credited),
      customerInn: row.customer_inn,
      isOver: row.is_over,
    };
  }

  async view(tx: EntityManager, id: string): Promise<ProviderPaymentDto | null> {
    const [row]: ViewRow[] = await tx.query(`${VIEW} where p.id = $1`, [id]);
    return row ? toCustomer(row) : null;
  }

  async list(
    tx: EntityManager,
    request: PageRequest & {
      accountId?: string | undefined;
      state?: ProviderPaymentState | undefined;
    },
  ) {
    const cursor = cursorOf<[string, string]>(request);
    const rows: ViewRow[] = await tx.query(
      `${VIEW} where ($1::uuid is null or p.account_id = $1) and ($2::text is null or ${STATE} = $2)
          and ($3::timestamptz is null or (p.created_at, p.id) < ($3, $4::uuid))
        order by p.created_at desc, p.id desc limit $5`,
      [
        request.accountId ?? null,
        request.state ?? null,
        cursor?.[0] ?? null,
        cursor?.[1] ?? null,
        limitOf(request) + 1,
      ],
    );
    const view = request.accountId ? toCustomer : toDto;
    return pageOf(rows, request, view, (row) => [row.created_at.toISOString(), row.id]);
  }

  private async one(
    tx: EntityManager,
    condition: string,
    values: unknown[],
    lock = '',
  ): Promise<ProviderPaymentRecord | null> {
    const [row]: PaymentRow[] = await tx.query(
      `select * from provider_payment where ${condition} order by created_at desc limit 1 ${lock}`,
      values,
    );
    return row ? toRecord(row) : null;
  }
}
