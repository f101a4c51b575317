import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SignJWT, exportJWK, exportPKCS8, generateKeyPair, importPKCS8, type JWK } from 'jose';
import { DataSource, type EntityManager } from 'typeorm';
import { WallClock } from '../platform/clock';
import { AppConfig } from '../platform/config';
import { newId } from '../platform/ids';
import { SealAnew } from '../platform/seal-anew';
import { SecretBox } from '../platform/secret-box';

type PrivateKey = Awaited<ReturnType<typeof importPKCS8>>;

/** A licence says the truth for an hour, and a product that cannot reach us may believe it for a day more. */
export const LICENCE_LIFE_SECONDS = 3600;
export const LICENCE_GRACE_SECONDS = 86_400;
interface SealedKey {
  readonly id: string;
  readonly private_key: Buffer;
  readonly sealed_with: string;
}

const keyPurpose = (id: string): string => `signing_key/${id}`;
const KEY_LOCK = 7_205_759_405;

export interface LicenceClaims {
  readonly account: number;
  readonly product: string;
  readonly entitled: boolean;
  readonly state: string;
  readonly quantity: number;
  readonly paidUntil: string | null;
}

/** Signs licences with Ed25519, so that a product can check them off line against the published key set. */
@Injectable()
export class LicenceSigner implements OnModuleInit {
  private current: { id: string; key: PrivateKey } | null = null;

  constructor(
    private readonly db: DataSource,
    private readonly config: AppConfig,
    private readonly clock: WallClock,
    private readonly box: SecretBox,
    private readonly sealAnew: SealAnew,
  ) {}

  onModuleInit(): void {
    this.sealAnew.register({
      table: 'signing_key',
      id: ['id'],
      bytes: 'private_key',
      keyId: 'sealed_with',
      purpose: ([id]) => keyPurpose(id!),
    });
  }

  async sign(claims: LicenceClaims): Promise<string> {
    const now = await this.clock.now();
    const { id, key } = await this.keyInUse(now);
    const issued = Math.floor(now.getTime() / 1000);
    return new SignJWT({ ...claims, grace: LICENCE_GRACE_SECONDS })
      .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT', kid: id })
      .setIssuer(this.config.publicUrl)
      .setAudience(claims.product)
      .setSubject(String(claims.account))
      .setJti(newId(now))
      .setIssuedAt(issued)
      .setExpirationTime(issued + LICENCE_LIFE_SECONDS)
      .sign(key);
  }

  async keySet(): Promise<{ keys: JWK[] }> {
    await this.keyInUse(await this.clock.now());
    const rows: { id: string; public_jwk: JWK }[] = await this.db.query(
      'select id, public_jwk from signing_key order by created_at desc',
    );
    return { keys: rows.map((row) => ({ ...row.public_jwk, kid: row.id, use: 'sig', alg: 'EdDSA' })) };
  }

  private async keyInUse(now: Date): Promise<{ id: string; key: PrivateKey }> {
    // A reset of the sandbox takes the key away: what is in memory must still be in the table.
    const newest = (await newestKey(this.db)) ?? (await this.makeKey(now));
    if (this.current?.id === newest.id) return this.current!;
    const sealed = { keyId: newest.sealed_with, bytes: newest.private_key };
    const key = await importPKCS8(this.box.open(sealed, keyPurpose(newest.id)), 'EdDSA');
    return (this.current = { id: newest.id, key });
  }

  /** The first to come makes it; whoever waited for the lock finds it made. */
  private async makeKey(now: Date): Promise<SealedKey> {
    return this.db.transaction(async (tx) => {
      await tx.query('select pg_advisory_xact_lock($1)', [KEY_LOCK]);
      const made = await newestKey(tx);
      if (made) return made;
      const pair = await generateKeyPair('EdDSA', { extractable: true });
      const id = newId(now);
      const { bytes, keyId } = this.box.seal(await exportPKCS8(pair.privateKey), keyPurpose(id));
      await tx.query(
        'insert into signing_key (id, public_jwk, private_key, sealed_with, created_at) values ($1, $2, $3, $4, $5)',
        [id, JSON.stringify(await exportJWK(pair.publicKey)), bytes, keyId, now],
      );
      return { id, private_key: bytes, sealed_with: keyId };
    });
  }
}

async function newestKey(db: DataSource | EntityManager): Promise<SealedKey | null> {
  const [newest] = await db.query(
    'select id, private_key, sealed_with from signing_key where retired_at is null order by created_at desc limit 1',
  );
  return newest ?? null;
}
