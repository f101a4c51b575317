import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { HeldPersonStore } from '../personal-data/held-person.store';

/**
 * The last stage of an account, in the transaction of whoever decided it. Books and papers stay, as the law wants.
 */
@Injectable()
export class EraseAccount {
  constructor(private readonly held: HeldPersonStore) {}

  /** Nothing of it runs any more, and amoCRM is not asked about it. */
  async run(tx: EntityManager, id: string, now: Date): Promise<void> {
    await tx.query(`update account set state = 'erased', next_due = null where id = $1`, [id]);
    await tx.query('delete from amocrm_permission where account_id = $1', [id]);
    await tx.query(
      `update installation set state = 'removed', removed_at = coalesce(removed_at, $2), updated_at = $2
        where account_id = $1`,
      [id, now],
    );
  }

  /** What people of it registered with goes for good: names, addresses, sessions (QSockets 3.6.1, 8.3.1). */
  async registration(tx: EntityManager, accountId: string, now: Date): Promise<void> {
    const rows: { id: string }[] = await tx.query(
      `select id from account_user where account_id = $1 and handling <> 'erased' order by id`,
      [accountId],
    );
    for (const { id } of rows) {
      const person = await this.held.read(tx, accountId, id);
      if (person) await this.held.erase(tx, accountId, person, now);
    }
  }
}
