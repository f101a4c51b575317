import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { WallClock } from '../platform/clock';
import { Waker } from '../platform/wakings/waker';
import { InstallationStore } from './installation.store';

/** amoCRM says that access was revoked: it is written down and answered at once; `ConfirmRemovals` asks what it means. */
@Injectable()
export class HearRevocation {
  constructor(
    private readonly db: DataSource,
    private readonly clock: WallClock,
    private readonly installations: InstallationStore,
    private readonly waker: Waker,
  ) {}

  async run(amocrmAccountId: number): Promise<void> {
    await this.installations.tellRevocation(this.db, amocrmAccountId, await this.clock.now());
    this.waker.wake('installs');
  }
}
