import { Module } from '@nestjs/common';
import { LedgerModule } from '../ledger/ledger.module';
import { NoticesModule } from '../notices/notices.module';
import { AccountCards } from '../platform/identity/account-cards';
import { SubscriptionsCore } from '../subscriptions/subscriptions-core.module';
import { AccountStore } from './account.store';
import { AccountsController } from './accounts.controller';
import { EntryStore } from './entry.store';
import { FindAccount } from './find-account';
import { HoldAccount } from './hold-account';
import { ProfileStore } from './profile.store';
import { ReadBalance } from './read-balance';
import { SetAlerts } from './set-alerts';
import { SetPartner } from './set-partner';
import { SetProfile } from './set-profile';

@Module({
  imports: [LedgerModule, NoticesModule, SubscriptionsCore],
  controllers: [AccountsController],
  providers: [
    AccountStore,
    EntryStore,
    FindAccount,
    HoldAccount,
    ProfileStore,
    ReadBalance,
    SetAlerts,
    SetPartner,
    SetProfile,
    { provide: AccountCards, useExisting: FindAccount },
  ],
  exports: [AccountStore, EntryStore, FindAccount, HoldAccount, ProfileStore, ReadBalance, AccountCards],
})
export class AccountsModule {}
