import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module';
import { DocumentsModule } from '../documents/documents.module';
import { SellersModule } from '../sellers/sellers.module';
import { StorefrontModule } from '../storefront/storefront.module';
import { AccountingController } from './accounting.controller';
import { AdvanceStore } from './advance.store';
import { ExportEntries } from './export-entries';
import { ExportToOneC } from './export-to-one-c';
import { ExportedStore } from './exported.store';
import { ExportsController } from './exports.controller';
import { PackDocuments } from './pack-documents';
import { ReadAccountStatement } from './read-account-statement';
import { ReadRegister } from './read-register';
import { RegisterStore } from './register.store';

/** What accountants take away: statements, registers, archives. */
@Module({
  imports: [AccountsModule, DocumentsModule, SellersModule, StorefrontModule],
  controllers: [AccountingController, ExportsController],
  providers: [
    AdvanceStore,
    ExportEntries,
    ExportToOneC,
    ExportedStore,
    PackDocuments,
    ReadAccountStatement,
    ReadRegister,
    RegisterStore,
  ],
  exports: [AdvanceStore],
})
export class AccountingModule {}
