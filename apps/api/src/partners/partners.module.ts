import { Module, type OnModuleInit } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module';
import { NoticesModule } from '../notices/notices.module';
import { Wakings } from '../platform/wakings/wakings';
import { BringCustomer } from './bring-customer';
import { BroughtCustomerStore } from './brought-customer.store';
import { ChangePartnership } from './change-partnership';
import { CountRewards } from './count-rewards';
import { MakePartner } from './make-partner';
import { PartnerDeskStore } from './partner-desk.store';
import { PartnersController } from './partners.controller';
import { PartnershipStore } from './partnership.store';
import { PayPartner } from './pay-partner';
import { PayoutStore } from './payout.store';
import { ReadPartnerStatement } from './read-partner-statement';
import { RenewPartnership } from './renew-partnership';
import { RewardPartners } from './reward-partners';
import { RewardStore } from './reward.store';
import { SayWhoBrought } from './say-who-brought';
import { ShowPartnership } from './show-partnership';
import { TellMonth } from './tell-month';

const HOUR_MS = 3_600_000;

/** Partners of a seller: who they brought, what they have earned and were paid (rule 34). */
@Module({
  imports: [AccountsModule, NoticesModule],
  controllers: [PartnersController],
  providers: [
    BringCustomer,
    BroughtCustomerStore,
    ChangePartnership,
    CountRewards,
    MakePartner,
    PartnerDeskStore,
    PartnershipStore,
    PayPartner,
    PayoutStore,
    ReadPartnerStatement,
    RenewPartnership,
    RewardPartners,
    RewardStore,
    SayWhoBrought,
    ShowPartnership,
    TellMonth,
  ],
  exports: [RewardPartners],
})
export class PartnersModule implements OnModuleInit {
  constructor(
    private readonly rewardPartners: RewardPartners,
    private readonly wakings: Wakings,
  ) {}

  onModuleInit(): void {
    this.wakings.register('life_cycle', () => this.rewardPartners.run(), HOUR_MS);
  }
}
