import { Inject, Injectable, Logger } from '@nestjs/common';
import type { AmoGateway } from '@rocket/amocrm';
import { DataSource } from 'typeorm';
import { ApiError } from '../platform/api-error';
import { WallClock } from '../platform/clock';
import { AMO_GATEWAY } from './amo-gateway';
import { AskAmocrm } from './ask-amocrm';
import { EndConnection } from './end-connection';
import { InstallationStore, type Installation } from './installation.store';

/** A signed hook that cannot be confirmed for so long is believed: nobody who left should be charged. */
const BELIEVED_AFTER_MS = 3600_000;

/**
 * Asks amoCRM whether a revocation it told of took the integration away: the hook has no time in it and may be an old one
 * sent again, or mean that one of several users left (facts §1.9). Any permission that works says no.
 */
@Injectable()
export class ConfirmRemovals {
  private readonly log = new Logger(ConfirmRemovals.name);

  constructor(
    private readonly db: DataSource,
    private readonly clock: WallClock,
    @Inject(AMO_GATEWAY) private readonly amo: AmoGateway,
    private readonly ask: AskAmocrm,
    private readonly endConnection: EndConnection,
    private readonly installations: InstallationStore,
  ) {}

  async run(): Promise<void> {
    for (const installation of await this.installations.toldOfRevocation(this.db))
      await this.confirm(installation);
  }

  private async confirm({ accountId, revocationToldAt }: Installation): Promise<void> {
    try {
      await this.ask.run(accountId, (host, token) => this.amo.account(host, token));
      await this.installations.revocationAnswered(this.db, accountId);
    } catch (error) {
      if (error instanceof ApiError && error.code === 'not_connected') {
        // A pair that was lost before is gone with the rest: a hook does not come of our own mishaps.
        await this.endConnection.run(accountId, true);
        return;
      }
      const waited = (await this.clock.now()).getTime() - (revocationToldAt?.getTime() ?? 0);
      if (waited > BELIEVED_AFTER_MS) return this.endConnection.run(accountId, true);
      this.log.warn({ msg: 'A revocation could not be confirmed yet', accountId, failure: String(error) });
    }
  }
}
