import { Injectable } from '@nestjs/common';
import type { DomainError } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { withTransaction } from '../platform/database';
import { CountUsage, type SentUsage, type UsageAnswer } from './count-usage';
import { placeOf } from './used-subscription.store';

/** What an account used, to be counted when its turn comes. */
export interface TurnOf {
  readonly accountId: string;
  /** Null: the product is used once in an account. */
  readonly projectId: string | null;
  readonly sent: readonly SentUsage[];
}

const nameOf = ({ accountId, projectId }: TurnOf): string => placeOf({ id: accountId, projectId });

type Answers = (UsageAnswer | DomainError)[];

interface Waiting {
  readonly sent: readonly SentUsage[];
  readonly now: Date;
  readonly done: (answers: Answers) => void;
  readonly failed: (error: unknown) => void;
}

/** Accounts of one transaction: enough that round trips do not matter, few enough that nobody waits long for a lock. */
const MOST_ACCOUNTS = 200;
/** How often locked accounts are passed by before they are waited for: batches of the same accounts go round each other. */
const MOST_ROUNDS = 4;
/** Events of one transaction of an account that everybody calls about. */
const MOST_EVENTS = 1000;

/**
 * Whose turn it is to be counted. Many accounts share a transaction, in which nobody waits for a lock; an account that is
 * locked just now gets a transaction of its own. Of an account that many call about at once this process asks for the lock
 * once: what comes meanwhile is counted together next, so that a renewal run waits for one short transaction and not for a
 * queue of callers.
 */
@Injectable()
export class CountInTurns {
  private readonly waiting = new Map<string, Waiting[]>();
  /** Accounts whose batches this process is counting now. */
  private readonly busy = new Map<string, Promise<void>>();

  constructor(
    private readonly db: DataSource,
    private readonly accounts: AccountStore,
    private readonly countUsage: CountUsage,
  ) {}

  /** Events of one account; beside others of the same account. */
  one(productCode: string, turnOf: TurnOf, now: Date): Promise<Answers> {
    const { sent } = turnOf;
    const name = `${productCode} ${nameOf(turnOf)}`;
    return new Promise((done, failed) => {
      const mine: Waiting = { sent, now, done, failed };
      const queue = this.waiting.get(name);
      if (queue) queue.push(mine);
      else {
        this.waiting.set(name, [mine]);
        void this.drain(name, productCode, turnOf);
      }
    });
  }

  /** Events of many accounts. @returns the answers in the order of `turns` */
  async many(productCode: string, turns: readonly TurnOf[], now: Date): Promise<Answers[]> {
    const found = new Map<string, Answers>();
    let left = turns;
    for (let round = 0; round < MOST_ROUNDS && left.length > 1; round += 1) {
      for (let from = 0; from < left.length; from += MOST_ACCOUNTS)
        await this.together(productCode, left.slice(from, from + MOST_ACCOUNTS), now, found);
      left = left.filter((turn) => !found.has(nameOf(turn)));
    }
    for (const turn of left) found.set(nameOf(turn), await this.one(productCode, turn, now));
    return turns.map((turn) => found.get(nameOf(turn))!);
  }

  private async together(
    productCode: string,
    turns: readonly TurnOf[],
    now: Date,
    found: Map<string, Answers>,
  ): Promise<void> {
    const ids = [...new Set(turns.map(({ accountId }) => accountId))];
    // Batches of this process over the same accounts go one after another: passed by, each of them would cost a transaction.
    for (let others = this.busyWith(ids); others.length > 0; others = this.busyWith(ids))
      await Promise.all(others);
    const work = this.lockAndCount(productCode, turns, ids, now, found);
    const over = work.then(
      () => undefined,
      () => undefined,
    );
    for (const id of ids) this.busy.set(id, over);
    try {
      await work;
    } finally {
      for (const id of ids) this.busy.delete(id);
    }
  }

  private busyWith(ids: readonly string[]): Promise<void>[] {
    return [...new Set(ids.flatMap((id) => this.busy.get(id) ?? []))];
  }

  private async lockAndCount(
    productCode: string,
    turns: readonly TurnOf[],
    ids: readonly string[],
    now: Date,
    found: Map<string, Answers>,
  ): Promise<void> {
    await withTransaction(this.db, async (tx) => {
      const free = await this.accounts.lockFree(tx, ids);
      const byId = new Map(free.map((account) => [account.id, account]));
      const mine = turns.filter(({ accountId }) => byId.has(accountId));
      const used = mine.map((turn) => ({ ...turn, account: byId.get(turn.accountId)! }));
      return { mine, answers: await this.countUsage.run(tx, productCode, used, now) };
    }).then(({ mine, answers }) => {
      mine.forEach((turn, nth) => found.set(nameOf(turn), answers[nth]!));
    });
  }

  private async drain(name: string, productCode: string, whose: TurnOf): Promise<void> {
    for (let queue = this.waiting.get(name)!; queue.length > 0;) {
      const turn = takeTurn(queue);
      await this.count(productCode, whose, turn);
    }
    this.waiting.delete(name);
  }

  /** What one of them breaks the others try again alone. */
  private async count(productCode: string, whose: TurnOf, turn: readonly Waiting[]): Promise<void> {
    try {
      const now = new Date(Math.max(...turn.map((each) => each.now.getTime())));
      const sent = turn.flatMap((each) => each.sent);
      const [answers] = await withTransaction(this.db, async (tx) => {
        const account = await this.accounts.lock(tx, whose.accountId);
        return this.countUsage.run(tx, productCode, [{ account, projectId: whose.projectId, sent }], now);
      });
      let from = 0;
      for (const { sent: own, done } of turn) done(answers!.slice(from, (from += own.length)));
    } catch (error) {
      if (turn.length === 1) turn[0]!.failed(error);
      else for (const each of turn) await this.count(productCode, whose, [each]);
    }
  }
}

function takeTurn(queue: Waiting[]): Waiting[] {
  let events = 0;
  const most = queue.findIndex(({ sent }, nth) => (events += sent.length) > MOST_EVENTS && nth > 0);
  return queue.splice(0, most === -1 ? queue.length : most);
}
