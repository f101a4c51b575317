import { Injectable } from '@nestjs/common';
import type { IdleFacts, IdleRule } from '@rocket/billing';
import { counted, idleTermsOf, type OfferTerms } from '@rocket/catalog';
import { dayOf, parsePeriod, type LocalDate } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';

export interface IdleAccount extends IdleFacts {
  readonly id: string;
  readonly timeZone: string;
  readonly rule: IdleRule;
}

interface Row {
  readonly id: string;
  readonly time_zone: string;
  readonly terms: OfferTerms;
  readonly active_on: LocalDate;
  readonly paid_to: LocalDate | null;
  readonly has_money: boolean;
  readonly warned_at: Date | null;
  readonly blocked_at: Date | null;
  readonly erasure_told_at: Date | null;
  readonly kept_until: LocalDate | null;
}

/** What idleness is of an account under its accepted offer; an account held by staff is left to staff. */
const KNOWN = `
  select a.id, a.kept_until, a.money > 0 as has_money, a.held_ground, s.time_zone, o.terms,
         coalesce(k.active_on, (a.installed_at at time zone s.time_zone)::date) as active_on,
         coalesce(o.terms #>> '{lifeCycle,idle,after}', 'P' || (o.terms #>> '{lifeCycle,idleAfterDays}') || 'D')::interval as after
    from offer_version o
    join seller s on s.code = o.seller_code
    join account a on a.seller_code = o.seller_code and a.offer_version = o.version
    left join account_activity k on k.account_id = a.id
   where (o.terms #> '{lifeCycle,idle}' is not null or o.terms #>> '{lifeCycle,idleAfterDays}' is not null)
     and a.state not in ('terminated', 'erased') and (a.held_ground is null or a.held_ground = 'idle')`;
/** Each stage was told once, and when that was says since when the next one counts. */
const told = (stage: string): string =>
  `(select n.created_at from notice n where n.account_id = x.id and n.key = '${stage}:' || x.active_on)`;
const FACTS = `
  x.id, x.time_zone, x.terms, x.active_on, x.has_money, x.kept_until,
  (select max(p.paid_to) from subscription p
    where p.account_id = x.id and p.ended_no = 0 and p.state = 'active' and p.period_cost > 0) as paid_to,
  ${told('idle_warning')} as warned_at,
  case when x.held_ground = 'idle' then ${told('idle_blocked')} end as blocked_at,
  ${told('idle_erasure')} as erasure_told_at`;

/** Accounts nobody uses, of sellers whose offer says what becomes of them. */
@Injectable()
export class IdleAccountStore {
  /** Those whose time without activity is over, or who are blocked for it. */
  due(tx: EntityManager, now: Date): Promise<{ id: string }[]> {
    return tx.query(
      `select x.id from (${KNOWN}) x
        where x.held_ground = 'idle'
           or x.active_on + x.after <= ($1::timestamptz at time zone x.time_zone)::date
        order by x.id`,
      [now],
    );
  }

  async inZone(tx: EntityManager, timeZone: string): Promise<IdleAccount[]> {
    const rows: Row[] = await tx.query(`select ${FACTS} from (${KNOWN}) x where x.time_zone = $1`, [
      timeZone,
    ]);
    return rows.map(toAccount);
  }

  async read(tx: EntityManager, id: string): Promise<IdleAccount | null> {
    const [row]: Row[] = await tx.query(`select ${FACTS} from (${KNOWN} and a.id = $1) x`, [id]);
    return row ? toAccount(row) : null;
  }
}

function toAccount(row: Row): IdleAccount {
  const day = (at: Date | null) => at && dayOf(at, row.time_zone);
  const { terms } = row;
  const idle = idleTermsOf(terms);
  if (!idle) throw new Error(`The offer of account ${row.id} knows of no idleness`);
  const { eraseAfter, warnBeforeDays } = terms.lifeCycle;
  return {
    id: row.id,
    timeZone: row.time_zone,
    rule: {
      after: parsePeriod(idle.after),
      blockAfter: counted(terms, idle.blockAfter),
      eraseAfter: eraseAfter && counted(terms, eraseAfter),
      warnBeforeDays,
    },
    activeOn: row.active_on,
    paidTo: row.paid_to,
    hasMoney: row.has_money,
    warnedOn: day(row.warned_at),
    blockedOn: day(row.blocked_at),
    erasureToldOn: day(row.erasure_told_at),
    keptUntil: row.kept_until,
  };
}
