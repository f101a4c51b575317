import { Injectable } from '@nestjs/common';
import { exportJWK, exportPKCS8, generateKeyPair } from 'jose';
import { DataSource, type EntityManager } from 'typeorm';
import { WallClock } from '../platform/clock';
import { withTransaction } from '../platform/database';
import { newId } from '../platform/ids';
import { SecretBox } from '../platform/secret-box';
import { planSigningKeys, type SigningTurn } from './plan-signing-keys';
import { SigningKeyStore, type SigningKeyRow } from './signing-key.store';

/** What the private half of a signing key is sealed for. */
export const signingKeyPurpose = (id: string): string => `signing_key/${id}`;

/** Makes and retires keys that sign licences: what is due by the plan, or at once because an administrator says so. */
@Injectable()
export class RotateSigningKeys {
  constructor(
    private readonly db: DataSource,
    private readonly clock: WallClock,
    private readonly box: SecretBox,
    private readonly keys: SigningKeyStore,
  ) {}

  /** Does what is due. The first to come does it; whoever waited for the lock finds nothing to do. */
  async runDue(): Promise<void> {
    const now = await this.clock.now();
    const { make, retire } = planSigningKeys((await this.keys.published(this.db.manager)).map(turnOf), now);
    if (make === null && retire.length === 0) return;
    await withTransaction(this.db, async (tx) => {
      await this.keys.lock(tx);
      const plan = planSigningKeys((await this.keys.published(tx)).map(turnOf), now);
      if (plan.retire.length > 0) await this.keys.retire(tx, plan.retire, now);
      if (plan.make) await this.make(tx, now, plan.make, 'system:schedule', null);
    });
  }

  /**
   * A new key signs from now on. What signed before stays in the key set until its last licence is over; when it is compromised,
   * it leaves at once, and licences it signed are worth nothing to whoever reads the key set again.
   */
  async atOnce(wish: { reason: string; compromised?: boolean | undefined }, actor: string): Promise<void> {
    const now = await this.clock.now();
    await withTransaction(this.db, async (tx) => {
      await this.keys.lock(tx);
      const leaving = (await this.keys.published(tx)).filter(
        // One that waits has signed nothing, and the plan makes another in its time.
        ({ signs_from }) => wish.compromised === true || signs_from > now,
      );
      await this.keys.retire(
        tx,
        leaving.map(({ id }) => id),
        now,
      );
      await this.make(tx, now, now, actor, wish.reason);
    });
  }

  private async make(
    tx: EntityManager,
    now: Date,
    signsFrom: Date,
    madeBy: string,
    reason: string | null,
  ): Promise<void> {
    const pair = await generateKeyPair('EdDSA', { extractable: true });
    const id = newId(now);
    const { bytes, keyId } = this.box.seal(await exportPKCS8(pair.privateKey), signingKeyPurpose(id));
    await this.keys.insert(tx, {
      id,
      public_jwk: await exportJWK(pair.publicKey),
      private_key: bytes,
      sealed_with: keyId,
      created_at: now,
      signs_from: signsFrom,
      made_by: madeBy,
      reason,
    });
  }
}

export const turnOf = ({ id, created_at, signs_from }: SigningKeyRow): SigningTurn => ({
  id,
  createdAt: created_at,
  signsFrom: signs_from,
});
