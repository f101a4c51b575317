import { Injectable } from '@nestjs/common';
import type { AccessLevel, Language } from '@rocket/contracts';
import type { DataSource, EntityManager } from 'typeorm';
import { WallClock } from '../clock';
import { newId } from '../ids';
import { IdentityStore, type UserRow } from './identity.store';

export interface AmocrmUser {
  readonly accountId: string;
  readonly amocrmUserId: number;
  readonly isAdmin: boolean;
  /** Null when amoCRM did not say: the one-time token carries only an id. */
  readonly name?: string | null;
  readonly email?: string | null;
  /** What amoCRM shows itself to them in; null when it did not say. */
  readonly language?: Language | null;
  readonly isFree?: boolean;
  /** amoCRM itself said so, just now: not only a token's hint. */
  readonly isConfirmed?: boolean;
  /**
   * Left out: the first administrator of amoCRM in an account owns it, others are administrators here, everybody else looks
   * on (rule 30).
   */
  readonly level?: AccessLevel;
}

/** Makes a user of amoCRM known as a user of an account, once; whoever is known keeps the level they have. */
@Injectable()
export class AdmitAmocrmUser {
  constructor(
    private readonly store: IdentityStore,
    private readonly clock: WallClock,
  ) {}

  async run(db: DataSource | EntityManager, user: AmocrmUser): Promise<UserRow> {
    const known = await this.store.userByAmocrmId(db, user.accountId, user.amocrmUserId);
    if (known) return known;
    const now = await this.clock.now();
    const level = user.level ?? (await this.levelOfNewcomer(db, user));
    await db.query(
      `insert into account_user (account_id, id, amocrm_user_id, name, email, is_admin, is_free, level, level_given_by,
         first_seen_at, rights_read_at, language)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
       on conflict (account_id, amocrm_user_id) do nothing`,
      [
        user.accountId,
        newId(now),
        user.amocrmUserId,
        user.name?.trim() || `Пользователь ${user.amocrmUserId}`,
        user.email ?? null,
        user.isAdmin,
        user.isFree ?? false,
        level,
        user.level !== undefined || level === 'owner' ? 'installation' : null,
        now,
        user.isConfirmed ? now : null,
        user.language ?? null,
      ],
    );
    const row = await this.store.userByAmocrmId(db, user.accountId, user.amocrmUserId);
    if (!row) throw new Error('A user that was just admitted is not there');
    return row;
  }

  private async levelOfNewcomer(db: DataSource | EntityManager, user: AmocrmUser): Promise<AccessLevel> {
    if (!user.isAdmin) return 'viewer';
    return (await this.store.ownerOf(db, user.accountId)) ? 'administrator' : 'owner';
  }
}
