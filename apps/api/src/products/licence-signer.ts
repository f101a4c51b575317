import { createPrivateKey, sign, type KeyObject } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { LicenceClaimsDto } from '@rocket/contracts';
import type { JWK } from 'jose';
import { AppConfig } from '../platform/config';
import { newId } from '../platform/ids';
import { SealAnew } from '../platform/seal-anew';
import { SecretBox } from '../platform/secret-box';
import { ChangeFeed, type Listener } from './change-feed';
import { Memory } from './memory';
import {
  LICENCE_GRACE_SECONDS,
  LICENCE_LIFE_SECONDS,
  inTurn,
  planSigningKeys,
  signerOf,
  type SigningTurn,
} from './plan-signing-keys';
import { ProductDatabase, inTime } from '../platform/product-database';
import { RotateSigningKeys, signingKeyPurpose, turnOf } from './rotate-signing-keys';
import { KEY_SET, type SigningKeyRow } from './signing-key.store';

const MINUTE_MS = 60_000;
const LOOKED_AT_EVERY_MS = 1_000;
const MOST_LICENCES = 50_000;
const SET = 'set';

interface KeyInSet extends SigningTurn {
  readonly jwk: JWK;
  readonly sealed: { readonly keyId: string; readonly bytes: Buffer };
}

interface KeySet {
  readonly keys: readonly KeyInSet[];
}

/** A key that is ready to sign. */
export interface Signer {
  readonly id: string;
  readonly key: KeyObject;
}

interface Ready extends Signer {
  readonly epoch: number;
  /** In milliseconds: then it is looked at whether its turn is over. */
  readonly until: number;
}

export type LicenceClaims = Pick<
  LicenceClaimsDto,
  'account' | 'product' | 'project' | 'entitled' | 'state' | 'quantity' | 'paidUntil'
>;

/** Signs licences with Ed25519, so that a product can check them off line against the published key set. */
@Injectable()
export class LicenceSigner implements OnModuleInit, Listener {
  private readonly sets: Memory<KeySet>;
  private ready: Ready | null = null;
  private rotating: Promise<void> | null = null;
  private minute = 0;
  private readonly given = new Map<string, string>();

  constructor(
    private readonly config: AppConfig,
    private readonly box: SecretBox,
    private readonly sealAnew: SealAnew,
    private readonly db: ProductDatabase,
    private readonly feed: ChangeFeed,
    private readonly rotate: RotateSigningKeys,
  ) {
    this.sets = new Memory(feed, {
      most: 1,
      oldestMs: (LICENCE_LIFE_SECONDS + LICENCE_GRACE_SECONDS) * 1000,
    });
    feed.listen(this);
  }

  onModuleInit(): void {
    this.sealAnew.register({
      kept: 'signing_key.private_key',
      id: ['id'],
      keyId: 'sealed_with',
      purpose: ([id]) => signingKeyPurpose(id!),
    });
  }

  hear(change: string): void {
    if (change !== 'signing' && change !== 'all') return;
    this.sets.forgetAll();
    this.given.clear();
    this.ready = null;
  }

  lose(at: number): void {
    this.sets.date(at);
  }

  /**
   * The key that signs now. `expected` is the id the database has just named: the one at hand is that one, or the key set is read.
   * @throws DatabaseAway when no key is remembered either
   */
  async signer(now: Date, isConfirmed: boolean, expected: string | null = null): Promise<Signer> {
    const { ready } = this;
    if (expected !== null && ready?.id === expected) return ready;
    if (isConfirmed && ready && ready.epoch === this.feed.epoch && now.getTime() < ready.until) return ready;
    const { epoch } = this.feed;
    const { keys } = await this.set(now, isConfirmed && expected === null);
    // The first key of all is made after the question has come, perhaps by a process whose clock is a little ahead.
    const turn = signerOf(keys, now) ?? inTurn(keys)[0];
    if (!turn) throw new Error('No key signs licences');
    const key =
      ready?.id === turn.id
        ? ready.key
        : createPrivateKey(this.box.open(turn.sealed, signingKeyPurpose(turn.id)));
    this.ready = { id: turn.id, key, epoch, until: now.getTime() + LOOKED_AT_EVERY_MS };
    return this.ready;
  }

  /**
   * A licence dated by the moment for which its claims are known to be true. The same claims within a minute are the same licence.
   * Made by hand of three parts: a signature takes 27 µs here and 100 through WebCrypto.
   */
  sign({ id, key }: Signer, claims: LicenceClaims, asOfMs: number): string {
    const minute = Math.floor(asOfMs / MINUTE_MS);
    if (minute !== this.minute || this.given.size >= MOST_LICENCES) {
      this.given.clear();
      this.minute = minute;
    }
    const said = JSON.stringify(claims);
    const name = `${id} ${said}`;
    const known = this.given.get(name);
    if (known !== undefined) return known;
    const iat = Math.floor(asOfMs / 1000);
    const payload: LicenceClaimsDto = {
      ...claims,
      grace: LICENCE_GRACE_SECONDS,
      iss: this.config.publicUrl,
      aud: claims.product,
      sub: String(claims.account),
      jti: newId(new Date(asOfMs)),
      iat,
      exp: iat + LICENCE_LIFE_SECONDS,
    };
    const signed = `${base64url({ alg: 'EdDSA', typ: 'JWT', kid: id })}.${base64url(payload)}`;
    const licence = `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`;
    this.given.set(name, licence);
    return licence;
  }

  /** The public halves of all keys whose licences may still be checked, and of the next one. @throws DatabaseAway */
  async keySet(now: Date): Promise<{ keys: JWK[] }> {
    const { keys } = await this.set(now, await this.feed.confirm(now.getTime()));
    return { keys: keys.map(({ id, jwk }) => ({ ...jwk, kid: id, use: 'sig', alg: 'EdDSA' })).reverse() };
  }

  private async set(now: Date, isConfirmed: boolean): Promise<KeySet> {
    const known = isConfirmed ? this.sets.known(SET) : undefined;
    if (known && !isDue(known, now)) return known;
    const { value: found } = await this.sets.read(SET, now.getTime(), () => this.read());
    if (found && !isDue(found, now)) return found;
    try {
      await (found ? inTime(this.rotateDue()) : this.rotateDue());
      // What was just done is heard first: heard while the set is read, it would count as a newer change.
      await this.feed.confirm(now.getTime());
      const { value } = await this.sets.read(SET, now.getTime(), () => this.read());
      return value ?? { keys: [] };
    } catch (error) {
      // What signs may sign a little longer than planned.
      if (found && signerOf(found.keys, now)) return found;
      throw error;
    }
  }

  /** Once for all who wait for it: the first requests of a process come together. */
  private rotateDue(): Promise<void> {
    this.rotating ??= this.rotate.runDue().finally(() => (this.rotating = null));
    return this.rotating;
  }

  private async read(): Promise<KeySet | null> {
    const rows = await this.db.rows<SigningKeyRow>(KEY_SET, []);
    return rows.length === 0
      ? null
      : {
          keys: rows.map((row) => ({
            ...turnOf(row),
            jwk: row.public_jwk,
            sealed: { keyId: row.sealed_with, bytes: row.private_key! },
          })),
        };
  }
}

const isDue = ({ keys }: KeySet, now: Date): boolean => {
  const { make, retire } = planSigningKeys(keys, now);
  return make !== null || retire.length > 0;
};

const base64url = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
