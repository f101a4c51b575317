import { Module, type OnModuleInit } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module';
import { InstallsModule } from '../installs/installs.module';
import { AskRights } from '../platform/identity/account-cards';
import { Wakings } from '../platform/wakings/wakings';
import { SubscriptionsModule } from '../subscriptions/subscriptions.module';
import { AskRightsOfAmocrm } from './ask-rights-of-amocrm';
import { ListPeople } from './list-people';
import { PeopleController } from './people.controller';
import { PeopleStore } from './people.store';
import { ReadUsers } from './read-users';
import { SetAccess } from './set-access';
import { ShowConnection } from './show-connection';

const MINUTE_MS = 60_000;

/** People of accounts: who they are in amoCRM, and what they may do here. */
@Module({
  imports: [AccountsModule, InstallsModule, SubscriptionsModule],
  controllers: [PeopleController],
  providers: [
    { provide: AskRights, useClass: AskRightsOfAmocrm },
    ListPeople,
    PeopleStore,
    ReadUsers,
    SetAccess,
    ShowConnection,
  ],
  exports: [PeopleStore],
})
export class PeopleModule implements OnModuleInit {
  constructor(
    private readonly wakings: Wakings,
    private readonly readUsers: ReadUsers,
  ) {}

  onModuleInit(): void {
    this.wakings.register('installs', () => this.readUsers.runDue(), MINUTE_MS);
  }
}
