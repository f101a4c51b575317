import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../caller';
import { withTransaction } from '../database';
import { IdentityStore } from './identity.store';
import { RecordSignIn } from './record-sign-in';
import { hashOf } from './secrets';
import type { Visitor } from './visitor';

/** Ends the session a cookie holds; one that has ended already stays ended. */
@Injectable()
export class EndSession {
  constructor(
    private readonly db: DataSource,
    private readonly store: IdentityStore,
    private readonly record: RecordSignIn,
  ) {}

  async run(secret: string, caller: Caller, visitor: Visitor): Promise<void> {
    await withTransaction(this.db, async (tx) => {
      const hasEnded = await this.store.endSession(tx, hashOf(secret));
      if (hasEnded && (caller.kind === 'staff' || caller.kind === 'user'))
        await this.record.done(tx, 'signOut', caller, visitor);
    });
  }
}
