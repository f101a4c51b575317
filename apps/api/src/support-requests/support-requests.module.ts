import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module';
import { DocumentsModule } from '../documents/documents.module';
import { NoticesModule } from '../notices/notices.module';
import { AskSupport } from './ask-support';
import { ShowSupportRequests } from './show-support-requests';
import { SupportRequestStore } from './support-request.store';
import { SupportRequestsController } from './support-requests.controller';
import { WriteToSupport } from './write-to-support';

/** Questions of customers to support (rule 33, section 10 of the first offer). */
@Module({
  imports: [AccountsModule, DocumentsModule, NoticesModule],
  controllers: [SupportRequestsController],
  providers: [AskSupport, ShowSupportRequests, SupportRequestStore, WriteToSupport],
})
export class SupportRequestsModule {}
