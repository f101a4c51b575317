import { Injectable } from '@nestjs/common';
import type { DataSource, EntityManager } from 'typeorm';
import { SecretBox } from '../../secret-box';

type Db = DataSource | EntityManager;

export interface Factor {
  readonly secret: string;
  readonly createdAt: Date;
  /** Null: not yet confirmed. */
  readonly lastStep: number | null;
}

export const factorPurpose = (staffId: string): string => `staff_factor/${staffId}`;

/** Secrets of authenticator apps, sealed, and hashes of recovery codes. */
@Injectable()
export class SecondFactorStore {
  constructor(private readonly box: SecretBox) {}

  /** The one in use, or the one offered and not yet confirmed. */
  async read(db: Db, staffId: string, isConfirmed: boolean): Promise<Factor | null> {
    const [row] = (await db.query(
      'select secret, key_id, created_at, last_step from staff_factor where staff_id = $1 and is_confirmed = $2',
      [staffId, isConfirmed],
    )) as { secret: Buffer; key_id: string; created_at: Date; last_step: string | null }[];
    if (!row) return null;
    return {
      secret: this.box.open({ keyId: row.key_id, bytes: row.secret }, factorPurpose(staffId)),
      createdAt: row.created_at,
      lastStep: row.last_step === null ? null : Number(row.last_step),
    };
  }

  async has(db: Db, staffId: string): Promise<boolean> {
    const rows = (await db.query('select 1 from staff_factor where staff_id = $1 and is_confirmed', [
      staffId,
    ])) as unknown[];
    return rows.length > 0;
  }

  async offer(db: Db, staffId: string, secret: string, now: Date): Promise<void> {
    const { bytes, keyId } = this.box.seal(secret, factorPurpose(staffId));
    await db.query(
      `insert into staff_factor (staff_id, is_confirmed, secret, key_id, created_at) values ($1, false, $2, $3, $4)
       on conflict (staff_id, is_confirmed) do update set secret = excluded.secret, key_id = excluded.key_id,
         created_at = excluded.created_at`,
      [staffId, bytes, keyId, now],
    );
  }

  /** Puts the offered secret in the place of the one in use. False: another request was faster. */
  async confirm(
    tx: EntityManager,
    staffId: string,
    offered: Factor,
    step: number,
    now: Date,
  ): Promise<boolean> {
    await tx.query('delete from staff_factor where staff_id = $1 and is_confirmed', [staffId]);
    const [rows] = (await tx.query(
      `update staff_factor set is_confirmed = true, last_step = $2, created_at = $3
        where staff_id = $1 and not is_confirmed and created_at = $4 returning staff_id`,
      [staffId, step, now, offered.createdAt],
    )) as [unknown[]];
    return rows.length > 0;
  }

  /** A code of this half-minute is used up. False: it was, by somebody faster. */
  async useStep(db: Db, staffId: string, step: number): Promise<boolean> {
    const [rows] = (await db.query(
      'update staff_factor set last_step = $2 where staff_id = $1 and is_confirmed and last_step < $2 returning staff_id',
      [staffId, step],
    )) as [unknown[]];
    return rows.length > 0;
  }

  async keepRecoveryCodes(tx: EntityManager, staffId: string, hashes: readonly Buffer[]): Promise<void> {
    await tx.query('delete from staff_recovery_code where staff_id = $1', [staffId]);
    await tx.query('insert into staff_recovery_code (staff_id, hash) select $1, unnest($2::bytea[])', [
      staffId,
      hashes,
    ]);
  }

  /** False: none of theirs, or used before. */
  async useRecoveryCode(db: Db, staffId: string, hash: Buffer, now: Date): Promise<boolean> {
    const [rows] = (await db.query(
      'update staff_recovery_code set used_at = $3 where staff_id = $1 and hash = $2 and used_at is null returning hash',
      [staffId, hash, now],
    )) as [unknown[]];
    return rows.length > 0;
  }

  async recoveryCodesLeft(db: Db, staffId: string): Promise<number> {
    const [row] = (await db.query(
      'select count(*)::int as left from staff_recovery_code where staff_id = $1 and used_at is null',
      [staffId],
    )) as { left: number }[];
    return row?.left ?? 0;
  }

  async forget(tx: EntityManager, staffId: string): Promise<void> {
    await tx.query('delete from staff_factor where staff_id = $1', [staffId]);
    await tx.query('delete from staff_recovery_code where staff_id = $1', [staffId]);
  }
}
