import { Injectable } from '@nestjs/common';
import type { AdvanceInvoiceFacts, CorrectionFacts, UpdFacts } from '@rocket/documents';
import type { LocalDate, Minor } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { factsFromJson } from '../platform/facts-json';
import type { Advance, AdvanceUse } from '@rocket/billing';

/** Credited money that is to have a paper. */
export interface CreditedReceipt {
  /** Names the crediting; a document of a kind is due once for it. */
  readonly paper: string;
  readonly account_id: string;
  readonly amount: string;
  readonly document_number: string | null;
  readonly document_date: LocalDate | null;
  readonly received_on: LocalDate;
  readonly credited_on: LocalDate;
  readonly invoice_number: number | null;
}

/** A charge with what of it was money. */
export interface ChargedLine {
  readonly entryId: string;
  /** Its place in the journal. */
  readonly seq: number;
  readonly businessDate: LocalDate;
  readonly productCode: string | null;
  readonly productName: string;
  /** Whose period it paid; null: of no subscription. */
  readonly subscriptionId: string | null;
  /** Of a product with projects: which of them was charged for. */
  readonly projectName: string | null;
  readonly periodStart: LocalDate | null;
  /** Exclusive. */
  readonly periodEnd: LocalDate | null;
  readonly gross: Minor;
  /** Units of the charge; null where it is for something else. */
  readonly measured: { readonly quantity: string; readonly unit: string } | null;
}

/** The reversal of a charge that has its paper. */
export interface ReversedCharge {
  readonly reversalId: string;
  readonly reason: string | null;
  readonly productCode: string | null;
  readonly gross: Minor;
  readonly documentId: string;
  readonly documentKind: 'upd' | 'act' | 'certificate';
  readonly documentSource: string;
  readonly facts: UpdFacts;
}

export interface OpenAdvance extends Advance {
  readonly facts: AdvanceInvoiceFacts;
}

const CHARGES = `
  select e.id, e.seq, e.business_date,
         (select jsonb_build_object('quantity', c.quantity::text, 'unit', lower(max(pr.tariff_unit))) from charge c
           where c.account_id = e.account_id and c.seq = e.seq) as measured, e.subject ->> 'productCode' as product_code,
         coalesce(pr.name, e.subject ->> 'productCode', 'Услуги') as product_name,
         v.id as subscription_id, j.name as project_name, (e.subject ->> 'periodStart')::date as period_start, (e.subject ->> 'periodEnd')::date as period_end,
         sum(p.amount) as gross
    from entry e
    join posting p on p.account_id = e.account_id and p.seq = e.seq
     and p.from_account = 'customer_money' and p.to_account = 'revenue'
    left join product pr on pr.code = e.subject ->> 'productCode'
    left join subscription v on v.account_id = e.account_id and e.subject ->> 'type' = 'subscription'
     and v.id = (e.subject ->> 'id')::uuid
    left join project j on j.account_id = v.account_id and j.id = v.project_id
   where e.account_id = $1 and e.reverses is null
     and not exists (select from entry r where r.account_id = e.account_id and r.reverses = e.id)`;

interface ChargedRow {
  readonly id: string;
  readonly seq: number;
  readonly business_date: LocalDate;
  readonly measured: ChargedLine['measured'];
  readonly product_code: string | null;
  readonly product_name: string;
  readonly subscription_id: string | null;
  readonly project_name: string | null;
  readonly period_start: LocalDate | null;
  readonly period_end: LocalDate | null;
  readonly gross: string;
}

/** A reversal, with a paper that says the charge was delivered. */
interface TakenBackRow {
  readonly reversal_id: string;
  readonly reason: string | null;
  readonly product_code: string | null;
  readonly gross: string;
  readonly document_id: string;
  readonly kind: ReversedCharge['documentKind'];
  readonly source: string;
  readonly facts: unknown;
}

interface OpenAdvanceRow {
  readonly id: string;
  readonly amount: string;
  readonly vat_amount: string;
  readonly facts: unknown;
  readonly used_gross: string;
  readonly used_vat: string;
}

const toCharged = (row: ChargedRow): ChargedLine => ({
  entryId: row.id,
  seq: row.seq,
  measured: row.measured,
  businessDate: row.business_date,
  productCode: row.product_code,
  productName: row.product_name,
  subscriptionId: row.subscription_id,
  projectName: row.project_name,
  periodStart: row.period_start,
  periodEnd: row.period_end,
  gross: BigInt(row.gross),
});

/** What is owed a paper and what it is made of: the journal and the receipts on one side, the documents on the other. */
@Injectable()
export class DeliveryStore {
  /** Credited receipts of sellers whose paper comes with the money. */
  owedAtCrediting(tx: EntityManager, after: string, limit: number): Promise<CreditedReceipt[]> {
    return this.credited(
      tx,
      `o.terms -> 'closingDocument' ->> 'when' = 'crediting' and o.terms -> 'closingDocument' ->> 'kind' <> 'none'`,
      `o.terms -> 'closingDocument' ->> 'kind'`,
      after,
      limit,
    );
  }

  /** Credited receipts of sellers with VAT whose paper comes later: advances without their tax invoice. */
  owedAdvances(tx: EntityManager, after: string, limit: number): Promise<CreditedReceipt[]> {
    return this.credited(
      tx,
      `o.terms -> 'closingDocument' ->> 'when' <> 'crediting' and o.terms -> 'closingDocument' ->> 'kind' = 'upd'
         and coalesce(o.terms -> 'closingDocument' ->> 'advanceInvoices', 'at_crediting') = 'at_crediting'
         and s.vat_regime <> 'none'`,
      `'advance_invoice'`,
      after,
      limit,
    );
  }

  private credited(
    tx: EntityManager,
    condition: string,
    kind: string,
    after: string,
    limit: number,
  ): Promise<CreditedReceipt[]> {
    return tx.query(
      // What is owed first, its words after: nine tables in one join took the database 20 ms to plan, at every sweep.
      `with owed as materialized (
         select p.paper || ' ' || p.account_id as place, p.paper, p.account_id, p.amount,
                p.receipt_id, p.entry_id, p.invoice_id
           from receipt_part p
           join account a on a.id = p.account_id
           join seller s on s.code = a.seller_code
           join offer_version o on o.seller_code = a.seller_code and o.version = a.offer_version
          where p.undone_at is null and p.paper || ' ' || p.account_id > $1 and ${condition}
            and exists (select from customer_profile c where c.account_id = p.account_id)
            and not exists (select from document d where d.account_id = p.account_id and d.kind = ${kind}
                               and d.source = p.paper)
          order by place limit $2)
       select w.paper, w.account_id, w.amount, r.document_number, r.document_date, r.received_on,
              e.business_date as credited_on, i.number as invoice_number
         from owed w
         join receipt r on r.id = w.receipt_id
         join entry e on e.account_id = w.account_id and e.id = w.entry_id
         left join invoice i on i.account_id = w.account_id and i.id = w.invoice_id
        order by w.place`,
      [after, limit],
    );
  }

  /**
   * Accounts whose papers come with the end of a month or with a grant of rights and whose journal or
   * calendar has gone further than their papers. A month waits until everything due in it has been charged.
   */
  async behind(tx: EntityManager, now: Date, after: string, limit: number): Promise<string[]> {
    const rows: { id: string }[] = await tx.query(
      `select a.id from account a
         join seller s on s.code = a.seller_code
         join offer_version o on o.seller_code = a.seller_code and o.version = a.offer_version
         left join delivered_through t on t.account_id = a.id
        where a.id::text > $2 and o.terms -> 'closingDocument' ->> 'when' in ('month_end', 'grant_of_rights')
          and o.terms -> 'closingDocument' ->> 'kind' <> 'none'
          -- A certificate names its holder and asks for no requisites.
          and (o.terms -> 'closingDocument' ->> 'kind' = 'certificate'
               or exists (select from customer_profile p where p.account_id = a.id))
          and (a.last_seq > coalesce(t.seq, 0)
               or (o.terms -> 'closingDocument' ->> 'when' = 'month_end' and a.last_seq > 0
                   and coalesce(t.through, '0001-01-01') < date_trunc('month', $1::timestamptz at time zone s.time_zone)::date - 1
                   and coalesce(a.next_due, 'infinity') >= date_trunc('month', $1::timestamptz at time zone s.time_zone)::date))
        order by a.id::text limit $3`,
      [now, after, limit],
    );
    return rows.map(({ id }) => id);
  }

  async progress(
    tx: EntityManager,
    accountId: string,
  ): Promise<{ seq: number; through: LocalDate | null; firstDay: LocalDate | null }> {
    const [row]: [{ seq: number; through: LocalDate | null; first_day: LocalDate | null }] = await tx.query(
      `select coalesce(t.seq, 0) as seq, t.through,
              (select min(e.business_date) from entry e where e.account_id = $1) as first_day
         from (select 1) one left join delivered_through t on t.account_id = $1`,
      [accountId],
    );
    return { seq: row.seq, through: row.through, firstDay: row.first_day };
  }

  async advance(
    tx: EntityManager,
    accountId: string,
    progress: { seq: number; through: LocalDate | null },
  ): Promise<void> {
    await tx.query(
      `insert into delivered_through (account_id, seq, through) values ($1, $2, $3)
       on conflict (account_id) do update set seq = excluded.seq, through = excluded.through`,
      [accountId, progress.seq, progress.through],
    );
  }

  /** Charges of the days given, both inclusive, that stand, with the money part of each. */
  async consumed(
    tx: EntityManager,
    accountId: string,
    days: { from: LocalDate; to: LocalDate },
  ): Promise<ChargedLine[]> {
    const rows: ChargedRow[] = await tx.query(
      `${CHARGES} and e.business_date between $2 and $3 group by e.account_id, e.seq, pr.name, v.id, j.name order by e.seq`,
      [accountId, days.from, days.to],
    );
    return rows.map(toCharged);
  }

  /** Charges recorded after a place of the journal that stand. */
  async chargedAfter(tx: EntityManager, accountId: string, seq: number): Promise<ChargedLine[]> {
    const rows: ChargedRow[] = await tx.query(
      `${CHARGES} and e.seq > $2 group by e.account_id, e.seq, pr.name, v.id, j.name order by e.seq`,
      [accountId, seq],
    );
    return rows.map(toCharged);
  }

  /** Charges taken back after a place of the journal that a closing document says were delivered. */
  async takenBackAfter(tx: EntityManager, accountId: string, seq: number): Promise<ReversedCharge[]> {
    const rows: TakenBackRow[] = await tx.query(
      `select distinct on (r.seq) r.id as reversal_id, r.reason, c.subject ->> 'productCode' as product_code,
              (select coalesce(sum(p.amount), 0) from posting p where p.account_id = c.account_id and p.seq = c.seq
                  and p.from_account = 'customer_money' and p.to_account = 'revenue') as gross,
              d.id as document_id, d.kind, d.source, d.facts
         from entry r
         join entry c on c.account_id = r.account_id and c.id = r.reverses
         join document d on d.account_id = r.account_id and d.kind in ('upd', 'act', 'certificate')
          and d.source in ('entry:' || c.id, 'month:' || to_char(c.business_date, 'YYYY-MM'))
        where r.account_id = $1 and r.seq > $2
        -- A late charge has a paper of its own beside the one of its month.
        order by r.seq, d.source like 'entry:%' desc`,
      [accountId, seq],
    );
    return rows
      .map((row) => ({
        reversalId: row.reversal_id,
        reason: row.reason,
        productCode: row.product_code,
        gross: BigInt(row.gross),
        documentId: row.document_id,
        documentKind: row.kind,
        documentSource: row.source,
        facts: factsFromJson<UpdFacts>(row.facts),
      }))
      .filter(({ gross }) => gross > 0n);
  }

  /** Corrections of an account that stand, oldest first. */
  async corrections(tx: EntityManager, accountId: string): Promise<CorrectionFacts[]> {
    const rows: { facts: unknown }[] = await tx.query(
      `select d.facts from document d where d.account_id = $1 and d.kind = 'correction'
          and not exists (select from document_status t where t.account_id = d.account_id and t.document_id = d.id
                             and t.status = 'cancelled') order by d.created_at, d.number`,
      [accountId],
    );
    return rows.map(({ facts }) => factsFromJson<CorrectionFacts>(facts));
  }

  /** Advance invoices of an account of which something is left, oldest first. */
  async openAdvances(tx: EntityManager, accountId: string): Promise<OpenAdvance[]> {
    const rows: OpenAdvanceRow[] = await tx.query(
      `select d.id, d.amount, d.vat_amount, d.facts, coalesce(u.gross, 0) as used_gross, coalesce(u.vat, 0) as used_vat
         from document d
         left join lateral (select sum(gross) as gross, sum(vat) as vat from advance_use u
                             where u.account_id = d.account_id and u.advance_id = d.id) u on true
        where d.account_id = $1 and d.kind = 'advance_invoice' and d.amount > coalesce(u.gross, 0)
          and not exists (select from document_status t where t.account_id = d.account_id and t.document_id = d.id
                             and t.status = 'cancelled')
        order by d.issued_on, d.year, d.number`,
      [accountId],
    );
    return rows.map((row) => ({
      id: row.id,
      gross: BigInt(row.amount),
      vat: BigInt(row.vat_amount),
      usedGross: BigInt(row.used_gross),
      usedVat: BigInt(row.used_vat),
      facts: factsFromJson<AdvanceInvoiceFacts>(row.facts),
    }));
  }

  async useAdvances(
    tx: EntityManager,
    accountId: string,
    documentId: string,
    uses: readonly AdvanceUse[],
  ): Promise<void> {
    for (const { advance, gross, vat } of uses)
      await tx.query(
        'insert into advance_use (account_id, advance_id, document_id, gross, vat) values ($1, $2, $3, $4, $5)',
        [accountId, advance.id, documentId, gross.toString(), vat.toString()],
      );
  }
}
