import { Injectable, Logger } from '@nestjs/common';
import { addTerm } from '@rocket/billing';
import { counted, type OfferTerms } from '@rocket/catalog';
import { Clock, DomainError, dayOf, type LocalDate } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { withTransaction } from '../platform/database';
import { EraseAccount } from './erase-account';

interface Row {
  readonly id: string;
  readonly time_zone: string;
  readonly effective_on: LocalDate;
  readonly terms: OfferTerms;
}

/** Contracts that are over, whose people are still known and whom no money is owed any more. */
const CANDIDATES = `
  select a.id, s.time_zone, t.effective_on, o.terms
    from offer_version o
    join account a on a.seller_code = o.seller_code and a.offer_version = o.version
    join seller s on s.code = a.seller_code
    join termination t on t.account_id = a.id
   where o.terms -> 'lifeCycle' -> 'forgetAfterTermination' is not null and t.done_at is not null and a.state = 'terminated'
     and a.money = 0 and ($1::uuid is null or a.id = $1)
     and exists (select from account_user u where u.account_id = a.id and u.handling <> 'erased')
     and not exists (select from refund_request r where r.account_id = a.id and r.state not in ('paid', 'rejected'))
   order by a.id`;

/**
 * Erases what people registered with so long after the end of their contract as the accepted offer says (QSockets 8.3.1: seven
 * days). It waits while money lies on the balance or a refund is under way: whoever is owed something has to come in. Books,
 * papers and what products keep stay for their own terms.
 */
@Injectable()
export class ForgetEndedContracts {
  private readonly log = new Logger(ForgetEndedContracts.name);

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly eraseAccount: EraseAccount,
  ) {}

  async run(): Promise<void> {
    const now = await this.clock.now();
    for (const row of await this.candidates(this.db.manager, null)) {
      const on = this.dayFor(row);
      if (on === null || on > dayOf(now, row.time_zone)) continue;
      await withTransaction(this.db, async (tx) => {
        await this.accounts.lock(tx, row.id);
        const [still] = await this.candidates(tx, row.id);
        if (still) await this.eraseAccount.registration(tx, row.id, now);
      });
    }
  }

  /** The first day from `from` on with somebody to forget in a zone, as far as is known today; null when none is in sight. */
  async nextStep(timeZone: string, from: LocalDate): Promise<LocalDate | null> {
    let next: LocalDate | null = null;
    for (const row of await this.candidates(this.db.manager, null)) {
      const on = row.time_zone === timeZone ? this.dayFor(row) : null;
      const day = on !== null && on < from ? from : on;
      if (day !== null && (next === null || day < next)) next = day;
    }
    return next;
  }

  /** Null while the calendar of its year is not known: it waits. */
  private dayFor({ id, effective_on: on, terms }: Row): LocalDate | null {
    try {
      return addTerm(on, counted(terms, terms.lifeCycle.forgetAfterTermination!));
    } catch (error) {
      if (!(error instanceof DomainError && error.code === 'calendar_unknown')) throw error;
      this.log.warn({ msg: error.message, account: id });
      return null;
    }
  }

  private candidates(tx: EntityManager, id: string | null): Promise<Row[]> {
    return tx.query(CANDIDATES, [id]);
  }
}
