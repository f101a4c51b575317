import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { UserCaller } from '../caller';
import { WallClock } from '../clock';
import { AppConfig } from '../config';
import { IdentityStore } from './identity.store';
import { hashOf, newSecret } from './secrets';

const LIFE_MS = 60_000;

/**
 * Makes a link that signs a user in to the panel: once, within 60 seconds. The secret stands behind `#`, so it
 * reaches no server log and no Referer.
 */
@Injectable()
export class IssuePanelLink {
  constructor(
    private readonly config: AppConfig,
    private readonly db: DataSource,
    private readonly store: IdentityStore,
    private readonly clock: WallClock,
  ) {}

  async run(user: Pick<UserCaller, 'accountId' | 'id'>): Promise<{ url: string; expiresAt: string }> {
    const expiresAt = new Date((await this.clock.now()).getTime() + LIFE_MS);
    const secret = newSecret();
    await this.store.addLink(this.db, hashOf(secret), user.accountId, user.id, expiresAt);
    return { url: `${this.config.publicUrl}/enter#${secret}`, expiresAt: expiresAt.toISOString() };
  }
}
