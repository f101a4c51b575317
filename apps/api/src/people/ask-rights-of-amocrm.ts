import { Inject, Injectable, Logger } from '@nestjs/common';
import { AmoError, type AmoGateway } from '@rocket/amocrm';
import { DataSource } from 'typeorm';
import { AMO_GATEWAY } from '../installs/amo-gateway';
import { AskAmocrm } from '../installs/ask-amocrm';
import { InstallationStore } from '../installs/installation.store';
import { languageOf } from '../platform/language-of';
import { WallClock } from '../platform/clock';
import { AskRights, type AmocrmRights } from '../platform/identity/account-cards';

/** Rights of one person by `GET /api/v4/users/{id}`, the source of truth (facts §0, 4). */
@Injectable()
export class AskRightsOfAmocrm extends AskRights {
  private readonly log = new Logger(AskRightsOfAmocrm.name);

  constructor(
    private readonly db: DataSource,
    private readonly clock: WallClock,
    @Inject(AMO_GATEWAY) private readonly amo: AmoGateway,
    private readonly askAmocrm: AskAmocrm,
    private readonly installations: InstallationStore,
  ) {
    super();
  }

  async ask(accountId: string, amocrmUserId: number): Promise<AmocrmRights | 'not_installed' | 'unknown'> {
    const installation = await this.installations.read(this.db, accountId);
    // Whoever removed the integration still settles up in the panel, with the rights they had.
    if (!installation || installation.state === 'removed') return 'not_installed';
    if (installation.askAgainAt && installation.askAgainAt > (await this.clock.now())) return 'unknown';
    try {
      const user = await this.askAmocrm.run(accountId, (host, token) =>
        this.amo.user(host, token, amocrmUserId),
      );
      return { ...user, language: languageOf(user.lang) };
    } catch (error) {
      if (error instanceof AmoError && error.code === 'amo_not_found')
        return { isAdmin: false, isActive: false, isFree: true, name: null, email: null, language: null };
      this.log.warn({ msg: 'Rights could not be confirmed', accountId, failure: String(error) });
      return 'unknown';
    }
  }
}
