import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { WallClock } from '../platform/clock';
import { InstallAccount } from './install-account';
import { InstallationStore } from './installation.store';

/**
 * Carries out install hooks that were written down and answered at once: amoCRM waits three seconds and never repeats
 * (amocrm facts, decision 5). What fails is tried again while the code lives; then the Connect button recovers.
 */
@Injectable()
export class CarryOutInstalls {
  private readonly log = new Logger(CarryOutInstalls.name);

  constructor(
    private readonly db: DataSource,
    private readonly clock: WallClock,
    private readonly installations: InstallationStore,
    private readonly installAccount: InstallAccount,
  ) {}

  async run(): Promise<void> {
    const now = await this.clock.now();
    for (const hook of await this.installations.claimHooks(this.db.manager, now)) {
      try {
        await this.installAccount.run(hook.host, hook.code);
        await this.installations.hookDone(this.db.manager, hook.id, now);
      } catch (error) {
        const failure = error instanceof Error ? error.message : String(error);
        this.log.warn({ msg: 'An install hook failed', host: hook.host, failure });
        await this.installations.hookFailed(this.db.manager, hook.id, failure);
      }
    }
  }
}
