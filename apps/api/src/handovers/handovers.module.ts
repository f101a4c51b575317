import { Module, type OnModuleInit } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module';
import { DocumentsModule } from '../documents/documents.module';
import { MailModule } from '../mail/mail.module';
import { NoticesModule } from '../notices/notices.module';
import { Wakings } from '../platform/wakings/wakings';
import { EdoOperator } from './edo-operator';
import { FolderOperator } from './folder-operator';
import { HandOverDocument } from './hand-over-document';
import { HandOverDue } from './hand-over-due';
import { HandOverStore } from './hand-over.store';
import { HandoversController } from './handovers.controller';
import { ListHandOverTasks } from './list-hand-over-tasks';
import { ListHandOvers } from './list-hand-overs';
import { ObjectToDocument } from './object-to-document';
import { SendDocument } from './send-document';

const MINUTE_MS = 60_000;

/** How documents reach the customer, and what the customer says to them. */
@Module({
  imports: [AccountsModule, DocumentsModule, MailModule, NoticesModule],
  controllers: [HandoversController],
  providers: [
    { provide: EdoOperator, useClass: FolderOperator },
    HandOverDocument,
    HandOverDue,
    HandOverStore,
    ListHandOverTasks,
    ListHandOvers,
    ObjectToDocument,
    SendDocument,
  ],
  exports: [HandOverDue],
})
export class HandoversModule implements OnModuleInit {
  constructor(
    private readonly wakings: Wakings,
    private readonly handOverDue: HandOverDue,
  ) {}

  onModuleInit(): void {
    // Whatever draws up a document wakes this too.
    this.wakings.register('documents', () => this.handOverDue.run(), MINUTE_MS);
  }
}
