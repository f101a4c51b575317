import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module';
import { NoticesModule } from '../notices/notices.module';
import { PaymentsModule } from '../payments/payments.module';
import { PeopleModule } from '../people/people.module';
import { ProvidersModule } from '../providers/providers.module';
import { AcceptCession } from './accept-cession';
import { CessionStore } from './cession.store';
import { CessionsController } from './cessions.controller';
import { EndCession } from './end-cession';
import { OfferCession } from './offer-cession';
import { ShowCession } from './show-cession';

/** An account goes over to another owner where the offer allows it. */
@Module({
  imports: [AccountsModule, NoticesModule, PaymentsModule, PeopleModule, ProvidersModule],
  controllers: [CessionsController],
  providers: [AcceptCession, CessionStore, EndCession, OfferCession, ShowCession],
})
export class CessionsModule {}
