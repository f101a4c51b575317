import { Injectable } from '@nestjs/common';
import type { ReceiptSuggestionDto } from '@rocket/contracts';
import { moneyText, type Currency } from '@rocket/kernel';
import {
  invoiceNumbersIn,
  suggestOwners,
  type SuggestionCandidate,
  type SuggestionReason,
} from '@rocket/payment-sources';
import { DataSource } from 'typeorm';
import { invoiceNumbersOf } from './invoice-numbers-of';
import { PAID } from './invoice.rows';
import { ReceiptStore, type ReceiptRecord } from './receipt.store';

type CandidateInvoice = SuggestionCandidate['invoices'][number];

interface CandidateRow {
  readonly id: string;
  readonly name: string;
  readonly amocrm_account_id: string;
  /** Null with the INN: it has filled no requisites. */
  readonly customer_name: string | null;
  readonly customer_inn: string | null;
  readonly invoices: readonly (Omit<CandidateInvoice, 'rest'> & { readonly rest: string })[];
  readonly earlier: number;
  readonly is_confirmed: boolean;
}

const WORDS: Readonly<Record<SuggestionReason, string>> = {
  invoice_named: 'в назначении назван счёт этого клиента',
  payer_confirmed: 'клиент письменно подтвердил этого плательщика',
  payer_is_customer: 'ИНН плательщика — это ИНН клиента',
  paid_before: 'деньги этого плательщика уже зачисляли этому клиенту',
  account_named: 'в назначении назван номер аккаунта',
  customer_named: 'в назначении назван клиент',
  same_name: 'название плательщика похоже на название клиента',
  same_sum: 'совпала сумма неоплаченного счёта',
};

/** Whose a receipt in the queue might be, with reasons: for a person to decide by, never enough to credit by itself. */
@Injectable()
export class SuggestReceiptOwners {
  constructor(
    private readonly db: DataSource,
    private readonly receipts: ReceiptStore,
  ) {}

  async run(receiptId: string): Promise<{ items: ReceiptSuggestionDto[] }> {
    const receipt = await this.receipts.read(this.db.manager, receiptId);
    const [{ currency }]: [{ currency: Currency }] = await this.db.query(
      'select currency from seller where code = $1',
      [receipt.sellerCode],
    );
    const payment = { amount: receipt.rest, payer: receipt.payer, purpose: receipt.purpose };
    const found = suggestOwners(payment, await this.candidates(receipt));
    const items = found.map((one) => ({
      accountId: one.accountId,
      accountName: one.accountName,
      invoice: one.invoice && {
        id: one.invoice.id,
        number: one.invoice.number,
        rest: moneyText(one.invoice.rest, currency),
      },
      reasons: one.reasons.map((code) => ({ code, text: WORDS[code] })),
    }));
    return { items };
  }

  /** Every account anything may speak for; a payment's sum finds accounts too, by invoices still to be paid. */
  private async candidates(receipt: ReceiptRecord): Promise<SuggestionCandidate[]> {
    const { payer, purpose } = receipt;
    const words = purpose.match(/(?<!\d)\d{5,12}(?!\d)/g) ?? [];
    const rows: CandidateRow[] = await this.db.query(
      `with seen as (
         select a.id from account a where a.seller_code = $1 and a.amocrm_account_id = any($5::bigint[])
         union
         select c.account_id from customer_profile c where c.inn = $2 or c.inn = any($6::text[])
         union
         select t.account_id from third_party_payer t where t.inn = $2 and t.withdrawn_at is null
         union
         select p.account_id from receipt_part p join receipt r on r.id = p.receipt_id
          where p.undone_at is null and r.id <> $7 and (r.payer_inn = $2 or r.payer_account = $3)
         union
         (select i.account_id from invoice i
           where i.seller_code = $1 and i.number = any($4::integer[]) order by i.created_at desc limit 50)
         union
         (select i.account_id from invoice i
           where i.seller_code = $1 and i.state = 'issued' and i.amount - ${PAID} = $8
           order by i.created_at desc limit 50))
       select a.id, a.name, a.amocrm_account_id, c.requisites ->> 'legalName' as customer_name, c.inn as customer_inn,
              (select coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'number', i.number::text, 'state', i.state,
                         'rest', (i.amount - ${PAID})::text) order by i.created_at desc), '[]')
                 from (select * from invoice where account_id = a.id
                        and (number = any($4::integer[]) or state = 'issued') order by created_at desc limit 100) i) as invoices,
              (select count(*)::int from receipt_part p join receipt r on r.id = p.receipt_id
                where p.account_id = a.id and p.undone_at is null and r.id <> $7
                  and (r.payer_inn = $2 or r.payer_account = $3)) as earlier,
              exists (select from third_party_payer t
                       where t.account_id = a.id and t.inn = $2 and t.withdrawn_at is null) as is_confirmed
         from seen join account a on a.id = seen.id
         left join customer_profile c on c.account_id = a.id
        where a.seller_code = $1 limit 200`,
      [
        receipt.sellerCode,
        payer.inn,
        payer.account,
        invoiceNumbersOf(invoiceNumbersIn(purpose)),
        words.filter((word) => word.length <= 10),
        words.filter((word) => word.length === 10 || word.length === 12),
        receipt.id,
        receipt.rest.toString(),
      ],
    );
    return rows.map((row) => ({
      accountId: row.id,
      accountName: row.name,
      amocrmAccountId: Number(row.amocrm_account_id),
      customerName: row.customer_name,
      customerInn: row.customer_inn,
      invoices: row.invoices.map((invoice) => ({ ...invoice, rest: BigInt(invoice.rest) })),
      earlierPayments: row.earlier,
      isConfirmedPayer: row.is_confirmed,
    }));
  }
}
