import { Injectable } from '@nestjs/common';
import { balanceChange, type EntrySubject, type LedgerAccount } from '@rocket/billing';
import type { ActPreviewDto, EntryKind, PreviewedEntryDto, SubscriptionState } from '@rocket/contracts';
import { addDays, moneyText, type Currency, type LocalDate, type Minor } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { EntryStore } from '../accounts/entry.store';

interface EntryRow {
  readonly kind: EntryKind;
  readonly business_date: LocalDate;
  readonly subject: EntrySubject | null;
  readonly product_name: string | null;
  readonly moves: readonly {
    readonly from: LedgerAccount;
    readonly to: LedgerAccount;
    readonly amount: string;
  }[];
}

/** How an account stands at a moment of a rehearsal: what is compared before and after. */
export interface Standing {
  readonly money: Minor;
  readonly bonus: Minor;
  readonly lastSeq: number;
  /** States of the subscriptions that have not ended, by product. */
  readonly states: ReadonlyMap<string, { readonly name: string; readonly state: SubscriptionState }>;
}

/** Reads what a rehearsal has changed so far. */
@Injectable()
export class PreviewStore {
  constructor(private readonly entries: EntryStore) {}

  async standing(tx: EntityManager, accountId: string, now: Date): Promise<Standing> {
    const { money, bonus } = await this.entries.balanceAsOf(tx, accountId, now);
    const [account]: { last_seq: number }[] = await tx.query('select last_seq from account where id = $1', [
      accountId,
    ]);
    const rows: { product_code: string; name: string; state: SubscriptionState }[] = await tx.query(
      `select s.product_code, p.name, s.state from subscription s join product p on p.code = s.product_code
        where s.account_id = $1 and s.ended_no = 0 order by s.rank`,
      [accountId],
    );
    const states = new Map(rows.map((row) => [row.product_code, { name: row.name, state: row.state }]));
    return { money, bonus, lastSeq: account!.last_seq, states };
  }

  /** What was posted since, in the order of posting, with the balance after each. */
  async posted(
    tx: EntityManager,
    accountId: string,
    before: Standing,
    currency: Currency,
  ): Promise<PreviewedEntryDto[]> {
    const rows: EntryRow[] = await tx.query(
      `select e.kind, e.business_date, e.subject, d.name as product_name,
              (select jsonb_agg(jsonb_build_object('from', p.from_account, 'to', p.to_account, 'amount', p.amount::text)
                                order by p.line)
                 from posting p where p.account_id = e.account_id and p.seq = e.seq) as moves
         from entry e left join product d on d.code = e.subject ->> 'productCode'
        where e.account_id = $1 and e.seq > $2 order by e.seq`,
      [accountId, before.lastSeq],
    );
    const after = { money: before.money, bonus: before.bonus };
    return rows.map((row) => {
      const moves = row.moves.map(({ from, to, amount }) => ({ from, to, amount: BigInt(amount) }));
      const { money, bonus } = balanceChange(moves);
      after.money += money;
      after.bonus += bonus;
      return {
        kind: row.kind,
        businessDate: row.business_date,
        moves: moves.map((move) => ({ ...move, amount: moneyText(move.amount, currency) })),
        money: moneyText(money, currency),
        bonus: moneyText(bonus, currency),
        balanceAfter: { money: moneyText(after.money, currency), bonus: moneyText(after.bonus, currency) },
        product: productOf(row),
      };
    });
  }
}

/** `periodEnd` of a subject is exclusive, people read the last day. */
const productOf = ({ subject, product_name: name }: EntryRow): PreviewedEntryDto['product'] =>
  subject?.type === 'subscription'
    ? {
        code: subject.productCode,
        name: name ?? subject.productCode,
        periodStart: subject.periodStart,
        periodEnd: addDays(subject.periodEnd, -1),
      }
    : null;

/** Subscriptions that were not as they are. */
export const changedStates = (before: Standing, after: Standing): ActPreviewDto['subscriptions'] =>
  [...after.states].flatMap(([productCode, { name: productName, state }]) => {
    const was = before.states.get(productCode)?.state;
    return was === undefined || was === state
      ? []
      : [{ productCode, productName, before: was, after: state }];
  });
