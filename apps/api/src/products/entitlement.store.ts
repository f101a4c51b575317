import { Injectable } from '@nestjs/common';
import type { LocalDate } from '@rocket/kernel';
import { BY_KEY, BY_PAIRS, type EntitlementFacts } from './entitlement.rows';
import { ProductDatabase } from '../platform/product-database';
import { toKeyFacts, type KeyRow, type ProductKeyFacts } from './product-key.rows';

interface Row {
  readonly account_id: string | null;
  readonly account_state: EntitlementFacts['accountState'];
  readonly held_ground: string | null;
  readonly time_zone: string;
  readonly grace_days: number;
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

export const nameOfPair = ({ product, account, project }: Pair): string =>
  project === undefined ? `${product} ${account}` : `${product} ${account} ${project}`;

/** What answers to products are made of. Decides nothing. */
@Injectable()
export class EntitlementStore {
  constructor(private readonly db: ProductDatabase) {}

  /** A key that is not revoked, the facts of its first product in an account, and which key signs; null when there is no such key. */
  async byKey(
    hash: Buffer,
    account: number,
    at: { readonly real: Date; readonly business: Date },
  ): Promise<{ key: ProductKeyFacts; facts: EntitlementFacts | null; signingKey: string | null } | null> {
    const [row] = await this.db.rows<Row & KeyRow & { signing_key: string | null }>(BY_KEY, [
      hash,
      account,
      at.real,
      at.business,
    ]);
    return row ? { key: toKeyFacts(row), facts: toFacts(row), signingKey: row.signing_key } : null;
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
