import { Injectable } from '@nestjs/common';
import { leavingDays, type LeavingDays } from '@rocket/billing';
import type { LeavingDaysDto } from '@rocket/contracts';
import { addDays, Clock, dayOf, type LocalDate } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { PAID_TO } from './termination.rows';

/** A notice names no later day: a slip of the year could not be taken back, and nothing is sold for longer. */
const LATEST_DAYS = 366;
export const latestDay = (today: LocalDate): LocalDate => addDays(today, LATEST_DAYS);

// What came into force here: a version of the offer accepted by going on, a new price, new rules of a product.
const HAS_CHANGED = `select exists (
     select from offer_acceptance x where x.account_id = $1 and x.act = 'continued_use')
  or exists (select from notice n where n.account_id = $1 and n.kind in ('price_change', 'terms_change')
                and (n.facts ->> 'effectiveOn')::date <= $2) as changed`;

/** When a contract may end by a notice given today: asked by whoever thinks of leaving, and decided by when a notice comes. */
@Injectable()
export class ReadLeavingDays {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
  ) {}

  async run(accountId: string): Promise<LeavingDaysDto> {
    const now = await this.clock.now();
    const account = await this.accounts.read(this.db.manager, accountId);
    const today = dayOf(now, account.seller.timeZone);
    return { ...(await this.read(this.db.manager, account, today, 'customer')), latest: latestDay(today) };
  }

  async read(
    tx: EntityManager,
    { id, terms }: AccountRecord,
    today: LocalDate,
    initiator: 'customer' | 'seller',
  ): Promise<LeavingDays> {
    const [{ paidTo }]: [{ paidTo: LocalDate | null }] = await tx.query(
      `select ${PAID_TO('$1')} as "paidTo"`,
      [id],
    );
    const [{ changed }]: [{ changed: boolean }] = await tx.query(HAS_CHANGED, [id, today]);
    return leavingDays(terms, { today, paidTo, hasChanged: changed }, initiator);
  }
}
