import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { authorizeUrl } from '@rocket/amocrm';
import { DataSource } from 'typeorm';
import { WallClock } from '../platform/clock';
import { AppConfig } from '../platform/config';
import { newId } from '../platform/ids';
import { Waker } from '../platform/wakings/waker';
import { InstallationStore } from './installation.store';

/** The Connect button, and what amoCRM sends by itself: both end in `InstallAccount`. */
@Injectable()
export class BeginAuthorisation {
  constructor(
    private readonly db: DataSource,
    private readonly config: AppConfig,
    private readonly clock: WallClock,
    private readonly installations: InstallationStore,
    private readonly waker: Waker,
  ) {}

  /** Where the browser has to go to grant access; the state in it is good once, for twenty minutes. */
  async run(): Promise<string> {
    const now = await this.clock.now();
    const state = randomBytes(24).toString('base64url');
    await this.installations.newState(this.db.manager, state, now);
    const { clientId, emulatorUrl } = this.config.amo;
    const emulator = emulatorUrl === null ? {} : { baseUrl: this.config.publicUrl };
    return authorizeUrl({ clientId, state, mode: 'popup', ...emulator });
  }

  /** Whether a state is one of ours, not yet used. */
  async spend(state: string): Promise<boolean> {
    return this.installations.spendState(this.db.manager, state, await this.clock.now());
  }

  /** Writes an install hook down before it is answered; it is carried out a moment later. */
  async remember(host: string, code: string): Promise<void> {
    const now = await this.clock.now();
    await this.installations.rememberHook(this.db.manager, { id: newId(now), host, code }, now);
    this.waker.wake('installs');
  }
}
