import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { IdentityStore } from './identity.store';
import { hashOf } from './secrets';

/** Ends the session a cookie holds; one that has ended already stays ended. */
@Injectable()
export class EndSession {
  constructor(
    private readonly db: DataSource,
    private readonly store: IdentityStore,
  ) {}

  async run(secret: string): Promise<void> {
    await this.store.endSession(this.db, hashOf(secret));
  }
}
