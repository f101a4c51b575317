import { Injectable } from '@nestjs/common';
import type { Minor } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';

/** What of a receipt was given to whom: one crediting, one entry. */
export interface NewReceiptPart {
  readonly accountId: string;
  readonly receiptId: string;
  /** The nth crediting of this receipt to this account. */
  readonly part: number;
  readonly invoiceId: string | null;
  readonly amount: Minor;
  readonly entryId: string;
  readonly reason: string;
  readonly actor: string;
}

/** The judgements about receipts. Together with what was returned they never exceed the receipt: the database says so. */
@Injectable()
export class ReceiptPartStore {
  /**
   * Writes a crediting. It takes over the place of one of the same sum that was undone before its closing document was drawn
   * up, so that money given back to where it was is due one document. An annulled one is followed by another.
   */
  async insert(tx: EntityManager, part: NewReceiptPart, now: Date): Promise<void> {
    const [undone] = await tx.query(
      `select p.paper from receipt_part p
        where p.account_id = $1 and p.receipt_id = $2 and p.amount = $3 and p.undone_at is not null
          and not exists (select from receipt_part o where o.account_id = p.account_id and o.paper = p.paper and o.undone_at is null)
          and not exists (select from document d join document_status t on t.account_id = d.account_id and t.document_id = d.id
                            and t.status = 'cancelled' where d.account_id = p.account_id and d.source = p.paper)
        order by p.part limit 1`,
      [part.accountId, part.receiptId, part.amount.toString()],
    );
    const ownPaper = `receipt:${part.receiptId}${part.part === 0 ? '' : `:${part.part}`}`;
    await tx.query(
      `insert into receipt_part (account_id, receipt_id, part, invoice_id, amount, entry_id, paper, reason, actor, credited_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        part.accountId,
        part.receiptId,
        part.part,
        part.invoiceId,
        part.amount.toString(),
        part.entryId,
        undone?.paper ?? ownPaper,
        part.reason,
        part.actor,
        now,
      ],
    );
  }

  /** Marks the crediting of an entry undone; answers with the invoice it was for and the name of its paper. */
  async undo(
    tx: EntityManager,
    accountId: string,
    entryId: string,
    at: Date,
  ): Promise<{ invoiceId: string | null; paper: string | null }> {
    const [rows] = await tx.query(
      `update receipt_part set undone_at = $3
        where account_id = $1 and entry_id = $2 and undone_at is null returning invoice_id, paper`,
      [accountId, entryId, at],
    );
    return { invoiceId: rows[0]?.invoice_id ?? null, paper: rows[0]?.paper ?? null };
  }

  /** How much of a receipt an account has now, in minor units. */
  async creditedTo(tx: EntityManager, accountId: string, receiptId: string): Promise<Minor> {
    const [row] = await tx.query(
      `select coalesce(sum(amount), 0) as amount from receipt_part
        where account_id = $1 and receipt_id = $2 and undone_at is null`,
      [accountId, receiptId],
    );
    return BigInt(row.amount);
  }
}
