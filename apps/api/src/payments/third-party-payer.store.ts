import { Injectable } from '@nestjs/common';
import type { ThirdPartyPayerDto } from '@rocket/contracts';
import type { LocalDate } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';

export interface Confirmation {
  readonly accountId: string;
  readonly inn: string;
  readonly name: string;
  readonly reason: string;
  readonly confirmedOn: LocalDate;
}

interface PayerRow {
  readonly inn: string;
  readonly name: string;
  readonly reason: string;
  readonly confirmed_on: LocalDate;
}

/** Who pays for a customer by its written word (rule 3, clause 3.4). */
@Injectable()
export class ThirdPartyPayerStore {
  async confirm(tx: EntityManager, confirmation: Confirmation, actor: string, now: Date): Promise<void> {
    await tx.query(
      `insert into third_party_payer (account_id, inn, name, reason, confirmed_on, recorded_at, recorded_by)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (account_id, inn) do update set name = excluded.name, reason = excluded.reason,
         confirmed_on = excluded.confirmed_on, recorded_at = excluded.recorded_at, recorded_by = excluded.recorded_by,
         withdrawn_at = null`,
      [
        confirmation.accountId,
        confirmation.inn,
        confirmation.name,
        confirmation.reason,
        confirmation.confirmedOn,
        now,
        actor,
      ],
    );
  }

  /** Accounts for which a payer with this INN pays. */
  async of(tx: EntityManager, inn: string | null): Promise<ReadonlySet<string>> {
    if (inn === null) return new Set();
    const rows: { account_id: string }[] = await tx.query(
      'select account_id from third_party_payer where inn = $1 and withdrawn_at is null',
      [inn],
    );
    return new Set(rows.map((row) => row.account_id));
  }

  /** Nobody pays for the account by its former owner's word. */
  async withdrawAll(tx: EntityManager, accountId: string, now: Date): Promise<void> {
    await tx.query(
      'update third_party_payer set withdrawn_at = $2 where account_id = $1 and withdrawn_at is null',
      [accountId, now],
    );
  }

  async list(tx: EntityManager, accountId: string): Promise<ThirdPartyPayerDto[]> {
    const rows: PayerRow[] = await tx.query(
      `select inn, name, reason, confirmed_on from third_party_payer
        where account_id = $1 and withdrawn_at is null order by confirmed_on desc, inn`,
      [accountId],
    );
    return rows.map((row) => ({
      inn: row.inn,
      name: row.name,
      reason: row.reason,
      confirmedOn: row.confirmed_on,
    }));
  }
}
