import { Module, type OnModuleInit } from '@nestjs/common';
import { NoticesModule } from '../notices/notices.module';
import { AccountsModule } from '../accounts/accounts.module';
import { DocumentsModule } from '../documents/documents.module';
import { Wakings } from '../platform/wakings/wakings';
import { StorefrontModule } from '../storefront/storefront.module';
import { ListMailTroubles } from './list-mail-troubles';
import { MailTroublesController } from './mail-troubles.controller';
import { MailController } from './mail.controller';
import { MailServer } from './mail-server';
import { MailStore } from './mail.store';
import { ReadBounce } from './read-bounce';
import { SendDueMail } from './send-due-mail';
import { Unsubscribe } from './unsubscribe';
import { UnsubscribeLink } from './unsubscribe-link';

const SWEEP_MS = 5_000;

/** Letters to customers. */
@Module({
  imports: [AccountsModule, DocumentsModule, NoticesModule, StorefrontModule],
  controllers: [MailController, MailTroublesController],
  providers: [ListMailTroubles, MailServer, MailStore, ReadBounce, SendDueMail, Unsubscribe, UnsubscribeLink],
  exports: [MailServer, MailStore, SendDueMail],
})
export class MailModule implements OnModuleInit {
  constructor(
    private readonly wakings: Wakings,
    private readonly sendDue: SendDueMail,
  ) {}

  onModuleInit(): void {
    this.wakings.register('mail', () => this.sendDue.run(), SWEEP_MS);
  }
}
