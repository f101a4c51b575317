import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ApiError } from '../api-error';
import type { UserCaller } from '../caller';
import { WallClock } from '../clock';
import { IdentityStore } from './identity.store';
import { hashOf } from './secrets';

/** Trades a one-time link for whom it signs in. Throws `link_spent` when it was used or its minute is over. */
@Injectable()
export class SpendPanelLink {
  constructor(
    private readonly db: DataSource,
    private readonly store: IdentityStore,
    private readonly clock: WallClock,
  ) {}

  async run(secret: string): Promise<UserCaller> {
    const user = await this.store.spendLink(this.db, hashOf(secret), await this.clock.now());
    if (!user)
      throw new ApiError(
        'link_spent',
        'Ссылка уже использована или устарела. Откройте панель из виджета ещё раз',
      );
    const { id, name, level, account_id: accountId } = user;
    return { kind: 'user', id, name, level, accountId, via: 'session' };
  }
}
