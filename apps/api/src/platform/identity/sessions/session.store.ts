import { Injectable } from '@nestjs/common';
import type { DataSource, EntityManager } from 'typeorm';
import type { Bearer } from '../bearer';

type Db = DataSource | EntityManager;

export interface SessionRow {
  readonly id: string;
  readonly hash: Buffer;
  readonly address: string | null;
  readonly device: string | null;
  readonly created_at: Date;
  readonly last_seen_at: Date;
  readonly expires_at: Date;
}

const OF: Readonly<Record<Bearer['kind'], string>> = {
  staff: 'staff_id = $1 and $2::uuid is null',
  user: 'account_id = $1 and user_id = $2',
};
const idsOf = (bearer: Bearer): [string, string | null] =>
  bearer.kind === 'staff' ? [bearer.staffId, null] : [bearer.accountId, bearer.userId];

/** Open sessions of one person. Every request looks its session up here, so one that was ended is refused at once, everywhere. */
@Injectable()
export class SessionStore {
  async list(db: Db, bearer: Bearer, now: Date): Promise<SessionRow[]> {
    return (await db.query(
      `select id, hash, address, device, created_at, last_seen_at, expires_at from panel_session
        where ${OF[bearer.kind]} and expires_at > $3 order by last_seen_at desc, id limit 200`,
      [...idsOf(bearer), now],
    )) as SessionRow[];
  }

  /** False: this person has no such session. */
  async end(db: Db, bearer: Bearer, id: string): Promise<boolean> {
    const [rows] = (await db.query(
      `delete from panel_session where ${OF[bearer.kind]} and id = $3 returning id`,
      [...idsOf(bearer), id],
    )) as [unknown[]];
    return rows.length > 0;
  }

  /** All of them, or all but the one that is kept. Answers how many. */
  async endAll(db: Db, bearer: Bearer, kept: Buffer | null): Promise<number> {
    const [rows] = (await db.query(
      `delete from panel_session where ${OF[bearer.kind]} and hash is distinct from $3::bytea returning id`,
      [...idsOf(bearer), kept],
    )) as [unknown[]];
    return rows.length;
  }
}
