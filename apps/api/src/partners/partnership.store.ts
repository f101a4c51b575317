import { Injectable } from '@nestjs/common';
import { rewardTermsOf, type RewardTerms } from '@rocket/billing';
import { later, type LocalDate } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { notFound } from '../platform/api-error';

/** A contract of this partner that is over. */
export interface EndedContract {
  /** Of the contracts of one partner, in order: 1…n. */
  readonly no: number;
  readonly contractNumber: string;
  readonly signedOn: LocalDate;
  /** The first day of the first month that was rewarded. */
  readonly since: LocalDate;
  readonly endsOn: LocalDate;
  readonly madeAt: Date;
}

/** A partner: the holder of an account who brings others to the same seller, and the contract that holds or was the last. */
export interface PartnershipRecord {
  readonly accountId: string;
  readonly code: string;
  readonly no: number;
  readonly contractNumber: string;
  readonly signedOn: LocalDate;
  readonly offerCode: string | null;
  /** The first day of the first month that is rewarded. */
  readonly since: LocalDate;
  readonly endsOn: LocalDate | null;
  /** The first day of the first month whose rewards are not told yet. */
  readonly nextMonth: LocalDate;
  /** When this contract was written down. */
  readonly madeAt: Date;
  /** Of this contract, the newest first; of a month that was decided twice the last word. */
  readonly terms: readonly RewardTerms[];
  /** Contracts before this one, the newest first. */
  readonly ended: readonly EndedContract[];
}

export interface NewPartnership {
  readonly accountId: string;
  readonly code: string;
  readonly contractNumber: string;
  readonly signedOn: string;
  readonly offerCode: string | null;
  readonly since: LocalDate;
}

interface PartnershipRow {
  readonly account_id: string;
  readonly code: string;
  readonly no: number;
  readonly contract_number: string;
  readonly signed_on: LocalDate;
  readonly made_at: Date;
  readonly offer_code: string | null;
  readonly since: LocalDate;
  readonly ends_on: LocalDate | null;
  readonly next_month: LocalDate;
}

interface TermsRow {
  readonly from_month: LocalDate;
  readonly base: RewardTerms['base'];
  readonly percent: string;
  readonly months: number | null;
}

/** The month after the last one told, and of a contract that began after a rest its first. `greatest` passes over null. */
const NEXT_MONTH = `greatest((select (max(m.month) + interval '1 month')::date from rewarded_month m where m.account_id = p.account_id), p.since)`;

/** Contracts with partners and by what they are rewarded. */
@Injectable()
export class PartnershipStore {
  async find(tx: EntityManager, accountId: string): Promise<PartnershipRecord | null> {
    const [row]: PartnershipRow[] = await tx.query(
      `select p.*, ${NEXT_MONTH} as next_month from partnership p where p.account_id = $1`,
      [accountId],
    );
    if (!row) return null;
    return {
      accountId,
      code: row.code,
      no: row.no,
      contractNumber: row.contract_number,
      signedOn: row.signed_on,
      offerCode: row.offer_code,
      since: row.since,
      endsOn: row.ends_on,
      nextMonth: row.next_month,
      madeAt: row.made_at,
      terms: await this.terms(tx, accountId, row.no),
      ended: await this.ended(tx, accountId),
    };
  }

  /** @throws ApiError `not_found` for one who is no partner */
  async read(tx: EntityManager, accountId: string): Promise<PartnershipRecord> {
    const found = await this.find(tx, accountId);
    if (!found) throw notFound('Этот аккаунт не партнёр');
    return found;
  }

  /** Whose code it is; null: nobody's. Of all partners, so only work for everybody may ask. */
  async byCode(tx: EntityManager, code: string): Promise<string | null> {
    const [row]: { partner_id: string }[] = await tx.query(
      'select partner_id from partner_code where code = $1',
      [code],
    );
    return row?.partner_id ?? null;
  }

  /** False when the code is somebody's already: try another one. */
  async insert(tx: EntityManager, made: NewPartnership, by: string, now: Date): Promise<boolean> {
    const { accountId, code } = made;
    if ((await this.byCode(tx, code)) !== null) return false;
    await tx.query(
      `insert into partnership (account_id, code, contract_number, signed_on, offer_code, since, made_at, made_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [accountId, code, made.contractNumber, made.signedOn, made.offerCode, made.since, now, by],
    );
    await tx.query('insert into partner_code (code, partner_id) values ($1, $2)', [code, accountId]);
    await tx.query('update account set is_partner = true where id = $1', [accountId]);
    return true;
  }

  /** Puts another contract in the place of one that is over, which is kept. The code stays: customers know it. */
  async renew(
    tx: EntityManager,
    { accountId, ...made }: Omit<NewPartnership, 'code'>,
    by: string,
    now: Date,
  ): Promise<void> {
    await tx.query(
      `insert into ended_partnership (account_id, no, contract_number, signed_on, offer_code, since, ends_on, end_reason, made_at, made_by)
       select account_id, no, contract_number, signed_on, offer_code, since, ends_on, end_reason, made_at, made_by
         from partnership where account_id = $1`,
      [accountId],
    );
    await tx.query(
      `update partnership set no = no + 1, contract_number = $2, signed_on = $3, offer_code = $4, since = $5, ends_on = null,
              end_reason = null, made_at = $6, made_by = $7
        where account_id = $1`,
      [accountId, made.contractNumber, made.signedOn, made.offerCode, made.since, now, by],
    );
  }

  /** Terms of the contract that holds. */
  async addTerms(
    tx: EntityManager,
    accountId: string,
    terms: RewardTerms,
    by: string,
    now: Date,
  ): Promise<void> {
    await tx.query(
      `insert into reward_terms (account_id, from_month, no, contract_no, base, percent, months, made_at, made_by)
       select $1, $2, (select coalesce(max(t.no), 0) + 1 from reward_terms t where t.account_id = $1 and t.from_month = $2),
              p.no, $3, $4, $5, $6, $7
         from partnership p where p.account_id = $1`,
      [accountId, terms.from, terms.base, terms.percent, terms.months, now, by],
    );
  }

  async end(tx: EntityManager, accountId: string, on: LocalDate, reason: string): Promise<void> {
    await tx.query('update partnership set ends_on = $2, end_reason = $3 where account_id = $1', [
      accountId,
      on,
      reason,
    ]);
  }

  /**
   * Partners with a month that is over and not told yet, the longest owed first: work due is what was declared less what was done.
   */
  async due(tx: EntityManager, now: Date): Promise<string[]> {
    const rows: { account_id: string }[] = await tx.query(
      `select account_id from (
         select p.account_id, p.ends_on, p.since, s.time_zone, ${NEXT_MONTH} as month
           from partnership p join account a on a.id = p.account_id join seller s on s.code = a.seller_code) p
        where (month + interval '1 month')::date <= ($1::timestamptz at time zone time_zone)::date
          and (ends_on is null or month <= greatest(ends_on, since))
        order by month, account_id`,
      [now],
    );
    return rows.map((row) => row.account_id);
  }

  /** When months of partners are over next, as the first day after and the zone it is told by. */
  async nextEnds(tx: EntityManager): Promise<{ on: LocalDate; timeZone: string }[]> {
    return tx.query(
      `select distinct (month + interval '1 month')::date::text as on, time_zone as "timeZone" from (
         select p.ends_on, p.since, s.time_zone, ${NEXT_MONTH} as month
           from partnership p join account a on a.id = p.account_id join seller s on s.code = a.seller_code) p
        where ends_on is null or month <= greatest(ends_on, since)`,
    );
  }

  private async terms(tx: EntityManager, accountId: string, contract: number): Promise<RewardTerms[]> {
    const rows: TermsRow[] = await tx.query(
      `select distinct on (from_month) from_month, base, trim_scale(percent)::text as percent, months
         from reward_terms where account_id = $1 and contract_no = $2 order by from_month desc, no desc`,
      [accountId, contract],
    );
    return rows.map(({ from_month: from, ...terms }) => ({ from, ...terms }));
  }

  private async ended(tx: EntityManager, accountId: string): Promise<EndedContract[]> {
    return tx.query(
      `select no, contract_number as "contractNumber", signed_on as "signedOn", since, ends_on as "endsOn", made_at as "madeAt"
         from ended_partnership where account_id = $1 order by no desc`,
      [accountId],
    );
  }
}

/**
 * Whether the next month is one of the contract: it holds, or ends in that month or later. One that was renewed and ended within a month
 * has its first month all the same: what was paid meanwhile comes with it.
 */
export const isToTell = ({ nextMonth, endsOn, since }: PartnershipRecord): boolean =>
  endsOn === null || nextMonth <= later(endsOn, since);

export const isOverOn = ({ endsOn }: PartnershipRecord, day: string): boolean =>
  endsOn !== null && endsOn < day;

/** The first day of the first month that was ever rewarded. */
export const beganOn = ({ ended, since }: PartnershipRecord): LocalDate => ended.at(-1)?.since ?? since;

/** @throws Error: every partner has had terms since its first month */
export function termsOf(partnership: PartnershipRecord, month: LocalDate): RewardTerms {
  const terms = rewardTermsOf(partnership.terms, month);
  if (!terms) throw new Error(`Partner ${partnership.accountId} has no terms for ${month}`);
  return terms;
}
