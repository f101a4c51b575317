import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import type { ProductCaller } from '../platform/caller';
import { WallClock } from '../platform/clock';
import { ProductKeys } from '../platform/identity/account-cards';
import { hashOf } from '../platform/identity/secrets';
import { ChangeFeed, type Listener } from './change-feed';
import { Memory } from './memory';
import { LICENCE_GRACE_SECONDS, LICENCE_LIFE_SECONDS } from './plan-signing-keys';
import { DatabaseAway, ProductDatabase } from '../platform/product-database';
import { cannotAnswer } from './cannot-answer';
import { toKeyFacts, type KeyRow, type ProductKeyFacts } from './product-key.rows';

const MOST_KEYS = 5_000;
const NOTE_EVERY_MS = 10_000;
const BY_HASH = {
  name: 'product_key_by_hash',
  text: `select id as key_id, product_code, more_products, scopes, expires_at from product_key
          where hash = $1 and revoked_at is null`,
};
const NOTE_USE = {
  name: 'product_keys_used',
  text: `update product_key k set last_used_at = greatest(k.last_used_at, u.at)
           from unnest($1::uuid[], $2::timestamptz[]) as u (id, at) where k.id = u.id`,
};

/** Recognises keys of products by memory that is known to be true, so that one revoked anywhere is refused at once everywhere. */
@Injectable()
export class ProductKeyRing extends ProductKeys implements Listener, BeforeApplicationShutdown {
  /** By the hash of the secret, in base64. */
  readonly keys: Memory<ProductKeyFacts>;
  private readonly log = new Logger('ProductKeyRing');
  private readonly used = new Map<string, Date>();
  private noting: NodeJS.Timeout | null = null;

  constructor(
    private readonly db: ProductDatabase,
    private readonly feed: ChangeFeed,
    private readonly clock: WallClock,
  ) {
    super();
    this.keys = new Memory(feed, {
      most: MOST_KEYS,
      oldestMs: (LICENCE_LIFE_SECONDS + LICENCE_GRACE_SECONDS) * 1000,
    });
    feed.listen(this);
  }

  /** @throws ApiError `database_unavailable` */
  async recognise(secret: string): Promise<ProductCaller | null> {
    const hash = hashOf(secret);
    const name = hash.toString('base64');
    const now = await this.clock.now();
    const known = (await this.feed.confirm(now.getTime())) ? this.keys.known(name) : undefined;
    try {
      const facts = known ?? (await this.keys.read(name, now.getTime(), () => this.byHash(hash))).value;
      return facts && this.callerOf(facts, now);
    } catch (error) {
      throw error instanceof DatabaseAway ? cannotAnswer() : error;
    }
  }

  /** Whoever shows a key, unless its time is over. */
  callerOf({ id, products, scopes, expiresAt }: ProductKeyFacts, now: Date): ProductCaller | null {
    if (expiresAt !== null && expiresAt <= now) return null;
    this.used.set(id, now);
    this.noting ??= setTimeout(() => void this.noteUse(), NOTE_EVERY_MS).unref();
    return { kind: 'product', productCode: products[0], products, scopes, keyId: id };
  }

  hear(change: string): void {
    if (change === 'keys' || change === 'all') this.keys.forgetAll();
  }

  lose(at: number): void {
    this.keys.date(at);
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.noting) clearTimeout(this.noting);
    await this.noteUse();
  }

  private async byHash(hash: Buffer): Promise<ProductKeyFacts | null> {
    const [row] = await this.db.rows<KeyRow>(BY_HASH, [hash]);
    return row ? toKeyFacts(row) : null;
  }

  /** In one statement for all keys: a hot one writes no more than an idle one. */
  private async noteUse(): Promise<void> {
    this.noting = null;
    const used = [...this.used];
    this.used.clear();
    if (used.length === 0) return;
    try {
      await this.db.rows(NOTE_USE, [used.map(([id]) => id), used.map(([, at]) => at)]);
    } catch (error) {
      this.log.warn(`Use of keys was not noted: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
