import { AsyncLocalStorage } from 'node:async_hooks';
import type { EntityManager } from 'typeorm';
import { newId } from '../ids';
import type { ActFacts } from './read-act';

type ActResult = 'done' | 'asked' | 'refused' | 'failed';
type Db = Pick<EntityManager, 'query'>;

/** Above so many accounts a single act names none: an import of a bank's file is not an act on each of its payers. */
const MOST_ACCOUNTS = 20;

/** What somebody is doing, from the door to the answer. The first transaction that changes anything writes it down. */
export class Act {
  private readonly written = new Set<string | null>();
  private touched: readonly string[] = [];
  private result: 'done' | 'asked' = 'done';

  constructor(private readonly facts: ActFacts) {}

  get isWritten(): boolean {
    return this.written.size > 0;
  }

  /** It has only been asked for: a second person decides. */
  isAsked(): void {
    this.result = 'asked';
  }

  /**
   * Writes the act into the transaction it is done in, once for each account, if the transaction has changed or locked anything.
   * @returns what was written, to be confirmed when it was committed
   */
  async writeInto(tx: EntityManager): Promise<readonly (string | null)[]> {
    this.touched = [...(accountsOf.get(tx) ?? [])];
    const due = this.accounts().filter((account) => !this.written.has(account));
    // Of no account in particular is said once, and only when nothing better is known.
    const accounts = due.length > 0 ? due : this.isWritten || this.accounts().length > 0 ? [] : [null];
    const said: (string | null)[] = [];
    for (const account of accounts)
      if (
        await this.insert(
          tx,
          account,
          this.result,
          null,
          'where pg_current_xact_id_if_assigned() is not null',
        )
      )
        said.push(account);
    return said;
  }

  committed(accounts: readonly (string | null)[]): void {
    for (const account of accounts) this.written.add(account);
  }

  /** Writes down how it ended when no transaction has, or that it was refused. */
  async end(db: Db, result: ActResult, code: string | null = null): Promise<void> {
    const accounts = this.accounts();
    await this.insert(db, accounts.length === 1 ? accounts[0]! : null, result, code, '');
    this.written.add(null);
  }

  private accounts(): string[] {
    const all = [...new Set([...(this.facts.accountId ? [this.facts.accountId] : []), ...this.touched])];
    return all.length > MOST_ACCOUNTS ? [] : all;
  }

  private async insert(
    db: Db,
    accountId: string | null,
    result: ActResult,
    code: string | null,
    where: string,
  ): Promise<boolean> {
    const { at, actor, role, action, target, fields, told, reason, address, device, via, requestId } =
      this.facts;
    const rows = (await db.query(
      `insert into audit_event (id, at, account_id, actor, role, action, target, fields, told, reason, address, device, via,
         request_id, result, code)
       select $1::uuid, $2::timestamptz, $3::uuid, $4, $5, $6, $7::jsonb, $8::text[], $9::jsonb, $10, $11, $12, $13, $14, $15, $16
       ${where} returning id`,
      [
        newId(at),
        at,
        accountId,
        actor,
        role,
        action,
        JSON.stringify(target),
        fields,
        JSON.stringify(told),
        reason,
        address,
        device,
        via,
        requestId,
        result,
        code,
      ],
    )) as unknown[];
    return rows.length > 0;
  }
}

const underWay = new AsyncLocalStorage<Act>();
const accountsOf = new WeakMap<EntityManager, Set<string>>();

/** The act of the request this code runs for; nothing in jobs. */
export const actUnderWay = (): Act | undefined => underWay.getStore();

export const duringAct = <T>(act: Act, work: () => T): T => underWay.run(act, work);

/** What a request merely sets off (papers, letters, runs) is nobody's act. */
export const apartFromActs = <T>(work: () => T): T => underWay.exit(work);

/** Whoever changes an account locks it first: that is how an act knows which account it is about. */
export function actTouches(tx: EntityManager, accountId: string): void {
  if (!actUnderWay()) return;
  const known = accountsOf.get(tx);
  if (known) known.add(accountId);
  else accountsOf.set(tx, new Set([accountId]));
}
