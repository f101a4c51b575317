import { Injectable } from '@nestjs/common';
import { withoutCredit, withoutEntry, type ChargedLine } from '@rocket/billing';
import { smaller, type LocalDate, type Minor } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { bulkInsert } from '../platform/bulk';

/** The charge of the period in use, and the lines charged for its units: itself and the raises. */
export interface PeriodLines {
  readonly accountId: string;
  readonly subscriptionId: string;
  readonly periodStart: LocalDate;
  readonly planNo: number;
  readonly lines: readonly ChargedLine[];
}

type PeriodKey = Omit<PeriodLines, 'lines'>;

/** The charge of a period in use, with the entry it was posted by. */
interface ChargeRow {
  readonly plan_no: number;
  readonly quantity: number;
  readonly cost: string;
  readonly amount: string;
  /** Null: nothing was to be paid, so nothing was posted. */
  readonly entry_id: string | null;
  readonly reversed: boolean;
}

interface ChargedLineRow {
  readonly account_id: string;
  readonly subscription_id: string;
  readonly period_start: LocalDate;
  readonly plan_no: number;
  readonly no: number;
  readonly entry_id: string | null;
  readonly units_from: number;
  readonly units_to: number;
  readonly paid: string;
  readonly from_credit: string;
  readonly given: string;
}

/**
 * What was paid for which units of a period, less reversals and credits. Runs write no rows here: a period of which nothing
 * was raised, given back or reversed is its charge.
 */
@Injectable()
export class ChargedLineStore {
  /** The lines of the period in use; none when nothing was charged for it. The caller has locked the account. */
  async read(
    tx: EntityManager,
    subscription: { accountId: string; id: string; periodStart: LocalDate | null },
  ): Promise<PeriodLines | null> {
    const { accountId, id, periodStart } = subscription;
    const [charge]: ChargeRow[] = await tx.query(
      `select c.plan_no, c.quantity, c.cost, c.amount, e.id as entry_id,
              exists (select from entry r where r.account_id = e.account_id and r.reverses = e.id) as reversed
         from charge c left join entry e on e.account_id = c.account_id and e.seq = c.seq
        where c.account_id = $1 and c.subscription_id = $2 and c.period_start = $3 order by c.plan_no desc limit 1`,
      [accountId, id, periodStart],
    );
    if (!charge) return null;
    const key = { accountId, subscriptionId: id, periodStart: periodStart!, planNo: charge.plan_no };
    const kept = await this.kept(tx, key);
    return { ...key, lines: kept.some(({ no }) => no === 0) ? kept : [wholePeriod(charge), ...kept] };
  }

  /** Keeps lines of a period as they stand now. */
  async write(tx: EntityManager, period: PeriodLines): Promise<void> {
    const { accountId, subscriptionId, periodStart, planNo, lines } = period;
    await tx.query(
      `delete from charged_line where account_id = $1 and subscription_id = $2 and period_start = $3 and plan_no = $4`,
      [accountId, subscriptionId, periodStart, planNo],
    );
    const column = (name: string, type: string, value: (line: ChargedLine) => unknown) => ({
      name,
      type,
      values: lines.map(value),
    });
    await bulkInsert(tx, 'charged_line', [
      column('account_id', 'uuid', () => accountId),
      column('subscription_id', 'uuid', () => subscriptionId),
      column('period_start', 'date', () => periodStart),
      column('plan_no', 'smallint', () => planNo),
      column('no', 'integer', ({ no }) => no),
      column('entry_id', 'uuid', ({ entryId }) => entryId),
      column('units_from', 'integer', ({ from }) => from),
      column('units_to', 'integer', ({ to }) => to),
      column('paid', 'bigint', ({ paid }) => paid.toString()),
      column('from_credit', 'bigint', ({ fromCredit }) => fromCredit.toString()),
      column('given', 'bigint', ({ given }) => given.toString()),
    ]);
  }

  /**
   * The entry of a charge was reversed. What was credited of it is taken back, of whichever period it was; where that has
   * paid another charge already, what it paid stays granted and is not given back once more.
   */
  async unpay(
    tx: EntityManager,
    subscription: { accountId: string; id: string; periodStart: LocalDate | null; credit: Minor },
    entryId: string,
    amount: Minor,
  ): Promise<void> {
    const { accountId, id } = subscription;
    const [row]: ChargedLineRow[] = await tx.query(
      'select * from charged_line where account_id = $1 and entry_id = $2',
      [accountId, entryId],
    );
    // Nothing was given back of it: whoever looks at its charge sees that it was reversed.
    if (!row) return;
    const period = {
      accountId,
      subscriptionId: id,
      periodStart: row.period_start,
      planNo: row.plan_no,
    };
    const { line, excess } = withoutEntry(toLine(row), amount);
    const others = (await this.kept(tx, period)).filter(({ no }) => no !== line.no);
    await this.write(tx, { ...period, lines: [...others, line] });
    const takenBack = smaller(excess, subscription.credit);
    await tx.query('update subscription set credit = credit - $3 where account_id = $1 and id = $2', [
      accountId,
      id,
      takenBack.toString(),
    ]);
    const inUse = excess > takenBack ? await this.read(tx, subscription) : null;
    if (inUse) await this.write(tx, { ...inUse, lines: withoutCredit(inUse.lines, excess - takenBack) });
  }

  private async kept(tx: EntityManager, period: PeriodKey): Promise<ChargedLine[]> {
    const rows: ChargedLineRow[] = await tx.query(
      `select * from charged_line where account_id = $1 and subscription_id = $2 and period_start = $3 and plan_no = $4
        order by no`,
      [period.accountId, period.subscriptionId, period.periodStart, period.planNo],
    );
    return rows.map(toLine);
  }
}

/** A period as it was charged; when that was reversed, what a credit paid of it is still paid. */
function wholePeriod(charge: ChargeRow): ChargedLine {
  const [cost, amount] = [BigInt(charge.cost), BigInt(charge.amount)];
  const fromCredit = cost - amount;
  return {
    no: 0,
    entryId: charge.entry_id,
    from: 0,
    to: charge.quantity,
    paid: charge.reversed ? fromCredit : cost,
    fromCredit,
    given: 0n,
  };
}

const toLine = (row: ChargedLineRow): ChargedLine => ({
  no: row.no,
  entryId: row.entry_id,
  from: row.units_from,
  to: row.units_to,
  paid: BigInt(row.paid),
  fromCredit: BigInt(row.from_credit),
  given: BigInt(row.given),
});
