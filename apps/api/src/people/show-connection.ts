import { Injectable } from '@nestjs/common';
import type { ConnectionDto } from '@rocket/contracts';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { InstallationStore } from '../installs/installation.store';
import { PermissionStore } from '../installs/permission.store';
import { AppConfig } from '../platform/config';
import { PeopleStore } from './people.store';

/** Whether amoCRM still lets us in, and what it said of the account. */
@Injectable()
export class ShowConnection {
  constructor(
    private readonly db: DataSource,
    private readonly config: AppConfig,
    private readonly accounts: AccountStore,
    private readonly installations: InstallationStore,
    private readonly permissions: PermissionStore,
    private readonly people: PeopleStore,
  ) {}

  async run(accountId: string): Promise<ConnectionDto> {
    const { isTechnical: technical } = await this.accounts.read(this.db.manager, accountId);
    const installation = await this.installations.read(this.db, accountId);
    const start = `${this.config.publicUrl}/api/v1/amocrm/oauth/start`;
    if (!installation) {
      const nothing = { host: null, trouble: null, seats: null, endsAt: null };
      return { state: 'none', ...nothing, technical, connectUrl: start };
    }
    const { state, host, trouble, troubleSince, usersReadAt } = installation;
    return {
      state: state === 'active' ? 'connected' : state,
      host,
      trouble: trouble && troubleSince ? { kind: trouble, since: troubleSince.toISOString() } : null,
      seats: usersReadAt && {
        count: await this.people.seats(this.db, accountId),
        readAt: usersReadAt.toISOString(),
      },
      technical,
      endsAt: (await this.permissions.endsAt(this.db, accountId))?.toISOString() ?? null,
      connectUrl: host.endsWith('.amocrm.ru') ? start : `${start}?platform=2`,
    };
  }
}
