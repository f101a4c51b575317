import { Injectable } from '@nestjs/common';
import type { JWK } from 'jose';
import type { EntityManager } from 'typeorm';

export interface SigningKeyRow {
  readonly id: string;
  readonly public_jwk: JWK;
  readonly private_key: Buffer | null;
  readonly sealed_with: string;
  readonly created_at: Date;
  readonly signs_from: Date;
  readonly retired_at: Date | null;
  readonly made_by: string;
  readonly reason: string | null;
}

const KEY_LOCK = 7_205_759_405;

/** The statement that reads the key set, prepared by whoever asks often. */
export const KEY_SET = {
  name: 'signing_key_set',
  text: 'select * from signing_key where retired_at is null order by signs_from, created_at, id',
};

/** Keys that sign licences. The private half is sealed, and destroyed when the key leaves the key set. */
@Injectable()
export class SigningKeyStore {
  /** Until the transaction ends nobody else plans or makes one. */
  async lock(tx: EntityManager): Promise<void> {
    await tx.query('select pg_advisory_xact_lock($1)', [KEY_LOCK]);
  }

  /** Those in the key set. */
  published(tx: EntityManager): Promise<SigningKeyRow[]> {
    return tx.query(KEY_SET.text);
  }

  /** Newest first. */
  all(tx: EntityManager): Promise<SigningKeyRow[]> {
    return tx.query('select * from signing_key order by signs_from desc, created_at desc, id desc');
  }

  async insert(
    tx: EntityManager,
    key: Omit<SigningKeyRow, 'retired_at' | 'private_key'> & { readonly private_key: Buffer },
  ): Promise<void> {
    await tx.query(
      `insert into signing_key (id, public_jwk, private_key, sealed_with, created_at, signs_from, made_by, reason)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        key.id,
        JSON.stringify(key.public_jwk),
        key.private_key,
        key.sealed_with,
        key.created_at,
        key.signs_from,
        key.made_by,
        key.reason,
      ],
    );
  }

  async retire(tx: EntityManager, ids: readonly string[], now: Date): Promise<void> {
    await tx.query(
      'update signing_key set retired_at = $2, private_key = null where id = any($1) and retired_at is null',
      [ids, now],
    );
  }
}
