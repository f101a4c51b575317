import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module';
import { NoticesModule } from '../notices/notices.module';
import { ProductStore } from '../storefront/product.store';
import { ActStore } from './act.store';
import { ActsController } from './acts.controller';
import { ExportAudit } from './export-audit';
import { HappeningStore } from './happening.store';
import { ReadActs } from './read-acts';
import { ReadTimeline } from './read-timeline';

@Module({
  imports: [AccountsModule, NoticesModule],
  controllers: [ActsController],
  // A store has no state.
  providers: [ActStore, ExportAudit, HappeningStore, ProductStore, ReadActs, ReadTimeline],
})
export class ActsModule {}
