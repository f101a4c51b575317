import { Injectable } from '@nestjs/common';
import type { BonusGrantDto } from '@rocket/contracts';
import { moneyText, type Currency, type LocalDate, type Minor } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { notFound } from '../platform/api-error';
import { cursorOf, limitOf, pageOf, type PageRequest } from '../platform/cursor';

export interface NewGrant {
  readonly id: string;
  readonly accountId: string;
  readonly amount: Minor;
  readonly priority: number;
  readonly effectiveAt: Date;
  readonly expiresOn: LocalDate | null;
  readonly expiresAt: Date | null;
  readonly ground: string;
  readonly reason: string;
  readonly grantedBy: string;
  /** The receipt a top-up bonus was given for. */
  readonly receiptId?: string | undefined;
}

export interface GrantRecord {
  readonly id: string;
  readonly accountId: string;
  readonly amount: Minor;
  readonly remaining: Minor;
  readonly expiresAt: Date | null;
  readonly expiries: number;
  readonly revokedAt: Date | null;
}

interface GrantRow {
  readonly id: string;
  readonly account_id: string;
  readonly amount: string;
  readonly remaining: string;
  readonly priority: number;
  readonly effective_at: Date;
  readonly expires_on: LocalDate | null;
  readonly expires_at: Date | null;
  readonly expiries: number;
  readonly ground: BonusGrantDto['ground'];
  readonly reason: string;
  readonly created_at: Date;
  readonly revoked_at: Date | null;
}

/** Bonus grants. `remaining` is a cache of the postings: rebuilding it from them gives the same numbers. */
@Injectable()
export class GrantStore {
  async insert(tx: EntityManager, grant: NewGrant, now: Date): Promise<void> {
    await tx.query(
      `insert into bonus_grant (account_id, id, priority, effective_at, expires_at, expires_on, amount, remaining, ground,
         reason, granted_by, created_at, receipt_id)
       values ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9, $10, $11, $12)`,
      [
        grant.accountId,
        grant.id,
        grant.priority,
        grant.effectiveAt,
        grant.expiresAt,
        grant.expiresOn,
        grant.amount.toString(),
        grant.ground,
        grant.reason,
        grant.grantedBy,
        now,
        grant.receiptId ?? null,
      ],
    );
  }

  /** The grant a request was given already; its entry is named by the request. */
  async ofRequest(tx: EntityManager, accountId: string, request: string): Promise<string | null> {
    const [row]: { id: string }[] = await tx.query(
      `select subject ->> 'id' as id from entry where account_id = $1 and key = $2`,
      [accountId, `grant:${request}`],
    );
    return row?.id ?? null;
  }

  /** @throws ApiError `not_found` */
  async read(tx: EntityManager, id: string): Promise<GrantRecord> {
    const [row]: GrantRow[] = await tx.query('select * from bonus_grant where id = $1', [id]);
    if (!row) throw notFound('Такого начисления нет');
    return toRecord(row);
  }

  /** Grants of an account that still hold something usable at `now` or later, oldest first. */
  async withRest(tx: EntityManager, accountId: string, now: Date): Promise<GrantRecord[]> {
    const rows: GrantRow[] = await tx.query(
      `select * from bonus_grant where account_id = $1 and remaining > 0 and (expires_at is null or expires_at > $2)
        order by created_at, id`,
      [accountId, now],
    );
    return rows.map(toRecord);
  }

  /** Top-up bonuses given for a receipt, and how much of them was spent. */
  async ofReceipt(
    tx: EntityManager,
    accountId: string,
    receiptId: string,
  ): Promise<(GrantRecord & { spent: Minor })[]> {
    const rows: (GrantRow & { spent: string })[] = await tx.query(
      `select g.*, (select coalesce(sum(case when p.to_account = 'bonus_redeemed' then p.amount
                                              when p.from_account = 'bonus_redeemed' then -p.amount else 0 end), 0)
                      from posting p where p.account_id = g.account_id and p.grant_id = g.id) as spent
         from bonus_grant g where g.account_id = $1 and g.receipt_id = $2`,
      [accountId, receiptId],
    );
    return rows.map((row) => ({ ...toRecord(row), spent: BigInt(row.spent) }));
  }

  /** `at` null: its revocation was taken back. */
  async markRevoked(tx: EntityManager, accountId: string, id: string, at: Date | null): Promise<void> {
    await tx.query('update bonus_grant set revoked_at = $3 where account_id = $1 and id = $2', [
      accountId,
      id,
      at,
    ]);
  }

  async countExpiry(tx: EntityManager, accountId: string, id: string): Promise<void> {
    await tx.query('update bonus_grant set expiries = expiries + 1 where account_id = $1 and id = $2', [
      accountId,
      id,
    ]);
  }

  /** Grants with a rest whose end has come, oldest end first. */
  async ended(tx: EntityManager, now: Date, limit: number): Promise<{ id: string; accountId: string }[]> {
    const rows: Pick<GrantRow, 'id' | 'account_id'>[] = await tx.query(
      `select id, account_id from bonus_grant
        where remaining > 0 and expires_at <= $1 order by expires_at, id limit $2`,
      [now, limit],
    );
    return rows.map((row) => ({ id: row.id, accountId: row.account_id }));
  }

  /** The next instant at which a grant with a rest ends, after `now`; null when none does. */
  async nextEnd(tx: EntityManager, now: Date): Promise<Date | null> {
    const [row]: [{ at: Date | null }] = await tx.query(
      'select min(expires_at) as at from bonus_grant where remaining > 0 and expires_at > $1',
      [now],
    );
    return row.at;
  }

  async list(
    tx: EntityManager,
    accountId: string,
    currency: Currency,
    now: Date,
    request: PageRequest & { id?: string },
  ) {
    const cursor = cursorOf<[string, string]>(request);
    const rows: GrantRow[] = await tx.query(
      `select * from bonus_grant
        where account_id = $1 and ($2::uuid is null or id = $2)
          and ($3::timestamptz is null or (created_at, id) < ($3, $4::uuid))
        order by created_at desc, id desc limit $5`,
      [accountId, request.id ?? null, cursor?.[0] ?? null, cursor?.[1] ?? null, limitOf(request) + 1],
    );
    return pageOf(
      rows,
      request,
      (row) => toDto(row, currency, now),
      (row) => [row.created_at.toISOString(), row.id],
    );
  }
}

const toRecord = (row: GrantRow): GrantRecord => ({
  id: row.id,
  accountId: row.account_id,
  amount: BigInt(row.amount),
  remaining: BigInt(row.remaining),
  expiresAt: row.expires_at,
  expiries: row.expiries,
  revokedAt: row.revoked_at,
});

function toDto(row: GrantRow, currency: Currency, now: Date): BonusGrantDto {
  const hasEnded = row.expires_at !== null && row.expires_at <= now;
  return {
    id: row.id,
    amount: moneyText(BigInt(row.amount), currency),
    remaining: moneyText(hasEnded ? 0n : BigInt(row.remaining), currency),
    ground: row.ground,
    reason: row.reason,
    priority: row.priority,
    effectiveAt: row.effective_at.toISOString(),
    expiresOn: row.expires_on,
    state: stateOf(row, hasEnded),
  };
}

/** A grant that was used up before its end is used; one whose rest ended is expired, whether or not that is recorded. */
function stateOf(row: GrantRow, hasEnded: boolean): BonusGrantDto['state'] {
  if (row.revoked_at) return 'revoked';
  const restEnded = hasEnded && (row.expiries > 0 || BigInt(row.remaining) > 0n);
  if (restEnded) return 'expired';
  return BigInt(row.remaining) === 0n ? 'used' : 'active';
}
