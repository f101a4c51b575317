import { Injectable } from '@nestjs/common';
import type { StaffRole } from '@rocket/contracts';
import type { DataSource, EntityManager } from 'typeorm';
import { NEVER_BY_PASSWORD } from '../passwords';

type Db = DataSource | EntityManager;

export interface LinkedMember {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: StaffRole;
}

const OWNER = `staff_password_link l join staff_member m on m.id = l.staff_id
  where l.hash = $1 and l.used_at is null and l.expires_at > $2
    and m.disabled_at is null and m.password_hash <> '${NEVER_BY_PASSWORD}'`;

/** Links by which members of staff set their passwords, and what is changed of a member. Of a link its SHA-256 is kept. */
@Injectable()
export class PasswordLinkStore {
  /** The only link of its owner: those made before it stop. */
  async add(
    tx: EntityManager,
    link: { readonly hash: Buffer; readonly staffId: string; readonly madeBy: string },
    now: Date,
    expiresAt: Date,
  ): Promise<void> {
    await this.forget(tx, link.staffId);
    await tx.query(
      `insert into staff_password_link (hash, staff_id, made_by, created_at, expires_at) values ($1, $2, $3, $4, $5)`,
      [link.hash, link.staffId, link.madeBy, now, expiresAt],
    );
  }

  /** Whose link it is while it is good; null: of nobody. */
  async ownerOf(db: Db, hash: Buffer, now: Date): Promise<LinkedMember | null> {
    const [row] = (await db.query(`select m.id, m.name, m.email, m.role from ${OWNER}`, [
      hash,
      now,
    ])) as LinkedMember[];
    return row ?? null;
  }

  /** False: somebody was faster, or it is over. */
  async spend(tx: EntityManager, hash: Buffer, now: Date): Promise<boolean> {
    const [rows] = (await tx.query(
      `update staff_password_link set used_at = $2 where hash = $1 and used_at is null and expires_at > $2 returning hash`,
      [hash, now],
    )) as [unknown[]];
    return rows.length > 0;
  }

  async forget(tx: EntityManager, staffId: string): Promise<void> {
    await tx.query('delete from staff_password_link where staff_id = $1 and used_at is null', [staffId]);
  }

  async setPassword(tx: EntityManager, staffId: string, passwordHash: string): Promise<void> {
    await tx.query('update staff_member set password_hash = $2 where id = $1', [staffId, passwordHash]);
  }

  /** Holds both, in one order everywhere, so that two administrators cannot shut each other out. @returns whether the first still is one */
  async holdAsAdministrator(tx: EntityManager, by: string, staffId: string): Promise<boolean> {
    const rows = (await tx.query(
      `select id, role, disabled_at from staff_member where id = any($1::uuid[]) order by id for update`,
      [[by, staffId]],
    )) as { id: string; role: StaffRole; disabled_at: Date | null }[];
    return rows.some(({ id, role, disabled_at }) => id === by && role === 'administrator' && !disabled_at);
  }

  async change(
    tx: EntityManager,
    staffId: string,
    wish: {
      readonly name?: string | undefined;
      readonly role?: StaffRole | undefined;
      readonly isDisabled?: boolean | undefined;
    },
    now: Date,
  ): Promise<void> {
    await tx.query(
      `update staff_member set name = coalesce($2, name), role = coalesce($3, role),
              disabled_at = case when $4::boolean is null then disabled_at when $4 then coalesce(disabled_at, $5::timestamptz) end
        where id = $1`,
      [staffId, wish.name ?? null, wish.role ?? null, wish.isDisabled ?? null, now],
    );
  }
}
