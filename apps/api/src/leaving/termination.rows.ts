import type { LocalDate } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';

/** Notices of termination, with what their days depend on. */
export const TERMINATIONS = `from termination t join account a on a.id = t.account_id join seller s on s.code = a.seller_code
  join offer_version o on o.seller_code = a.seller_code and o.version = a.offer_version`;

/** The first day behind everything an account has paid for with money; null: nothing is paid for. */
export const PAID_TO = (accountId: string): string =>
  `(select max(p.paid_to) from subscription p
     where p.account_id = ${accountId} and p.ended_no = 0 and p.state = 'active' and p.period_cost > 0)`;

/** The notice of a customer whose offer keeps what is paid for: whoever leaves (QSockets 8.2.1), or refuses changes (Alfa CRM 12.5). */
export const KEEPS_PAID_DAYS = `t.initiator = 'customer' and not t.breach and case when t.because is null
  then o.terms ->> 'paidDaysOnLeaving' = 'kept' else t.because = 'changes' and o.terms ->> 'refusalOfChanges' = 'paid_days' end`;

/**
 * The first day without the contract: by the notice; where the offer keeps what is paid for, not before that is over. It is asked
 * anew each time: days lost to an outage of ours come back behind those that were paid for.
 */
export const EFFECTIVE_ON = `greatest(t.effective_on, case
  when t.done_at is null and ${KEEPS_PAID_DAYS} then ${PAID_TO('t.account_id')} end)`;

/** Of an account by that expression: the first day without its contract when notice was given and has not come true; else null. */
export const endOfContract = (accountId: string): string =>
  `(select ${EFFECTIVE_ON} ${TERMINATIONS} where t.account_id = ${accountId} and t.done_at is null)`;

/** A notice of termination as it stands. */
export interface NoticeOfTermination {
  readonly id: string;
  readonly initiator: 'customer' | 'seller';
  readonly breach: boolean;
  readonly requestedAt: Date;
  readonly effectiveOn: LocalDate;
  readonly isDone: boolean;
}

export async function readTermination(
  tx: EntityManager,
  accountId: string,
): Promise<NoticeOfTermination | null> {
  const [row] = await tx.query(
    `select t.id, t.initiator, t.breach, t.requested_at, ${EFFECTIVE_ON} as effective_on, t.done_at
       ${TERMINATIONS} where t.account_id = $1`,
    [accountId],
  );
  if (!row) return null;
  return {
    id: row.id,
    initiator: row.initiator,
    breach: row.breach,
    requestedAt: row.requested_at,
    effectiveOn: row.effective_on,
    isDone: row.done_at !== null,
  };
}
