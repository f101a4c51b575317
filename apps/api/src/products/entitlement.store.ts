import { Injectable } from '@nestjs/common';
import type { LocalDate } from '@rocket/kernel';
import { BY_KEY, BY_KEYS, BY_PAIRS, type EntitlementFacts } from './entitlement.rows';
import { ProductDatabase } from '../platform/product-database';
import { toKeyFacts, type KeyRow, type ProductKeyFacts } from './product-key.rows';

interface Row {
  readonly account_id: string | null;
  readonly account_state: EntitlementFacts['accountState'];
  readonly held_ground: string | null;
  readonly time_zone: string;
  readonly grace_days: number;
  readonly requests_per_second: number | null;
  readonly state: EntitlementFacts['state'];
  readonly quantity: number | null;
  readonly paid_to: LocalDate | null;
  readonly suspended_on: LocalDate | null;
  readonly period_start: LocalDate | null;
  readonly is_free: boolean;
  readonly follows: boolean;
  readonly has_limits: boolean;
  readonly holds_until: LocalDate | null;
  readonly needs_project: boolean;
  readonly tariff: string | null;
}

export interface Pair {
  readonly product: string;
  readonly account: number;
  /** Of a product with projects: which of them. */
  readonly project?: string | undefined;
}

type KeyFactsRow = Row & KeyRow & { readonly signing_key: string | null; readonly nth?: number };

interface FactsByKey {
  readonly key: ProductKeyFacts;
  readonly facts: EntitlementFacts | null;
  readonly signingKey: string | null;
}

interface Instants {
  readonly real: Date;
  readonly business: Date;
}

interface Asked {
  readonly hash: Buffer;
  readonly account: number;
  readonly at: Instants;
  readonly resolve: (found: FactsByKey | null) => void;
  readonly reject: (error: unknown) => void;
}

const MOST_TOGETHER = 64;

export const nameOfPair = ({ product, account, project }: Pair): string =>
  project === undefined ? `${product} ${account}` : `${product} ${account} ${project}`;

/** What answers to products are made of. Decides nothing. */
@Injectable()
export class EntitlementStore {
  private waiting: Asked[] = [];

  constructor(private readonly db: ProductDatabase) {}

  /**
   * A key that is not revoked, the facts of its first product in an account, and which key signs; null when there is no such key.
   * Questions that come in one turn of the loop go in one statement, which begins after the last of them has come.
   */
  byKey(hash: Buffer, account: number, at: Instants): Promise<FactsByKey | null> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ hash, account, at, resolve, reject });
      if (this.waiting.length === 1) setImmediate(() => this.askTogether());
      else if (this.waiting.length === MOST_TOGETHER) this.askTogether();
    });
  }

  private askTogether(): void {
    const asking = this.waiting;
    this.waiting = [];
    if (asking.length === 0) return;
    const { real, business } = asking.at(-1)!.at;
    const found =
      asking.length === 1
        ? this.db.rows<KeyFactsRow>(BY_KEY, [asking[0]!.hash, asking[0]!.account, real, business])
        : this.db.rows<KeyFactsRow>(BY_KEYS, [
            asking.map(({ hash }) => hash),
            asking.map(({ account }) => account),
            real,
            business,
          ]);
    found.then(
      (rows) => {
        const byNth = new Map(rows.map((row) => [row.nth ?? 1, row]));
        for (const [index, { resolve }] of asking.entries()) {
          const row = byNth.get(index + 1);
          resolve(row ? { key: toKeyFacts(row), facts: toFacts(row), signingKey: row.signing_key } : null);
        }
      },
      (error: unknown) => {
        for (const { reject } of asking) reject(error);
      },
    );
  }

  /** By the names of pairs; those that lead to no account of amoCRM are left out. */
  async ofPairs(pairs: readonly Pair[], now: Date): Promise<Map<string, EntitlementFacts>> {
    const rows = await this.db.rows<
      Row & { product: string; amocrm_account: string; project: string | null }
    >(BY_PAIRS, [
      pairs.map(({ product }) => product),
      pairs.map(({ account }) => account),
      now,
      pairs.map(({ project }) => project ?? null),
    ]);
    const found = new Map<string, EntitlementFacts>();
    for (const row of rows) {
      const facts = toFacts(row);
      const { product, amocrm_account: account, project } = row;
      const pair = { product, account: Number(account), project: project ?? undefined };
      if (facts) found.set(nameOfPair(pair), facts);
    }
    return found;
  }
}

const toFacts = (row: Row): EntitlementFacts | null =>
  row.account_id === null
    ? null
    : {
        accountId: row.account_id,
        accountState: row.account_state,
        heldGround: row.held_ground,
        timeZone: row.time_zone,
        graceDays: row.grace_days,
        requestsPerSecond: row.requests_per_second,
        state: row.state,
        quantity: row.quantity ?? 0,
        paidTo: row.paid_to,
        suspendedOn: row.suspended_on,
        periodStart: row.period_start,
        isFree: row.is_free,
        follows: row.follows,
        hasLimits: row.has_limits,
        holdsUntil: row.holds_until,
        needsProject: row.needs_project,
        tariff: row.tariff,
      };
