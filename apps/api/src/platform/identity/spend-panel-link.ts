import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ApiError } from '../api-error';
import type { UserCaller } from '../caller';
import { WallClock } from '../clock';
import { withTransaction } from '../database';
import { IdentityStore } from './identity.store';
import { OpenSession, type OpenedSession } from './open-session';
import { RecordSignIn } from './record-sign-in';
import { hashOf } from './secrets';
import type { Visitor } from './visitor';

/** Trades a one-time link for a session. Throws `link_spent` when it was used or its minute is over. */
@Injectable()
export class SpendPanelLink {
  constructor(
    private readonly db: DataSource,
    private readonly store: IdentityStore,
    private readonly openSession: OpenSession,
    private readonly record: RecordSignIn,
    private readonly clock: WallClock,
  ) {}

  async run(secret: string, visitor: Visitor): Promise<{ user: UserCaller; session: OpenedSession }> {
    const now = await this.clock.now();
    const opened = await withTransaction(this.db, async (tx) => {
      const row = await this.store.spendLink(tx, hashOf(secret), now);
      if (!row) return null;
      const { id, name, level, account_id: accountId } = row;
      const user: UserCaller = { kind: 'user', id, name, level, accountId, via: 'session' };
      await this.record.done(tx, 'exchangeLink', user, visitor);
      const bearer = { kind: 'user', accountId, userId: id } as const;
      return { user, session: await this.openSession.run(tx, bearer, visitor) };
    });
    if (opened) return opened;
    await this.record.refused('exchangeLink', null, visitor, 'link_spent');
    throw new ApiError(
      'link_spent',
      'Ссылка уже использована или устарела. Откройте панель из виджета ещё раз',
    );
  }
}
