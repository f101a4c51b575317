import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module';
import { StorefrontModule } from '../storefront/storefront.module';
import { AccountingController } from './accounting.controller';
import { ReadAccountStatement } from './read-account-statement';

/** What accountants take away: statements, registers, archives. */
@Module({
  imports: [AccountsModule, StorefrontModule],
  controllers: [AccountingController],
  providers: [ReadAccountStatement],
})
export class AccountingModule {}
