import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { authorizeUrl } from '@rocket/amocrm';
import { DataSource } from 'typeorm';
import { WallClock } from '../platform/clock';
import { AppConfig } from '../platform/config';
import { newId } from '../platform/ids';
import { Waker } from '../platform/wakings/waker';
import { InstallHookStore, type SpentState } from './install-hook.store';

export type { SpentState };

/** The Connect button, and what amoCRM sends by itself: both are written down for `CarryOutInstalls`. */
@Injectable()
export class BeginAuthorisation {
  constructor(
    private readonly db: DataSource,
    private readonly config: AppConfig,
    private readonly clock: WallClock,
    private readonly hooks: InstallHookStore,
    private readonly waker: Waker,
  ) {}

  /** Where the browser has to go to grant access; the state in it is good once, for twenty minutes. */
  async run(isKommo = false): Promise<string> {
    const now = await this.clock.now();
    const state = randomBytes(24).toString('base64url');
    await this.hooks.newState(this.db, state, now);
    return this.urlFor(state, isKommo);
  }

  urlFor(state: string, isKommo: boolean): string {
    const { clientId, emulatorUrl } = this.config.amo;
    const emulator = emulatorUrl === null ? {} : { baseUrl: this.config.publicUrl };
    const host = isKommo ? { host: 'www.kommo.com' } : {};
    return authorizeUrl({ clientId, state, mode: 'popup', ...host, ...emulator });
  }

  /** What a state was begun for; null: not one of ours, used, or over. */
  async spend(state: string): Promise<SpentState | null> {
    return this.hooks.spendState(this.db, state, await this.clock.now());
  }

  /** Writes an authorisation down before it is answered. Returns its id. */
  async remember(host: string, code: string): Promise<string> {
    const now = await this.clock.now();
    const id = newId(now);
    await this.hooks.remember(this.db, { id, host, code }, now);
    return id;
  }

  /** Has what was written down carried out a moment later. */
  wake(): void {
    this.waker.wake('installs');
  }
}
