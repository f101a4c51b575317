import { Injectable } from '@nestjs/common';
import type { DataSource, EntityManager } from 'typeorm';
import { WallClock } from '../clock';
import { newId } from '../ids';
import type { Bearer } from './bearer';
import { IdentityStore } from './identity.store';
import { hashOf, newSecret } from './secrets';
import type { Visitor } from './visitor';

const STAFF_SECONDS = 12 * 3600;
const USER_SECONDS = 7 * 24 * 3600;

export interface OpenedSession {
  readonly secret: string;
  readonly maxAgeSeconds: number;
}

/** Opens a session of the panel: staff for a working day, users for a week. */
@Injectable()
export class OpenSession {
  constructor(
    private readonly store: IdentityStore,
    private readonly clock: WallClock,
  ) {}

  async run(db: DataSource | EntityManager, bearer: Bearer, visitor: Visitor): Promise<OpenedSession> {
    const now = await this.clock.now();
    const maxAgeSeconds = bearer.kind === 'staff' ? STAFF_SECONDS : USER_SECONDS;
    const secret = newSecret();
    const expiresAt = new Date(now.getTime() + maxAgeSeconds * 1000);
    const { address, device } = visitor;
    await this.store.addSession(db, hashOf(secret), bearer, {
      id: newId(now),
      now,
      expiresAt,
      address,
      device,
    });
    return { secret, maxAgeSeconds };
  }
}
