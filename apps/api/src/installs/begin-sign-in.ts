import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { WallClock } from '../platform/clock';
import { hashOf, newSecret } from '../platform/identity/secrets';
import { BeginAuthorisation } from './begin-authorisation';
import { InstallHookStore } from './install-hook.store';

/** A browser begins to sign in by amoCRM: it keeps a secret, and only whoever comes back with it gets in. */
@Injectable()
export class BeginSignIn {
  constructor(
    private readonly db: DataSource,
    private readonly clock: WallClock,
    private readonly hooks: InstallHookStore,
    private readonly authorisation: BeginAuthorisation,
  ) {}

  /** Where to send the browser, and what its cookie keeps. The state is good once, for ten minutes. */
  async run(isKommo: boolean): Promise<{ url: string; browser: string }> {
    const state = randomBytes(24).toString('base64url');
    const browser = newSecret();
    await this.hooks.newState(this.db, state, await this.clock.now(), hashOf(browser));
    return { url: this.authorisation.urlFor(state, isKommo), browser };
  }
}
