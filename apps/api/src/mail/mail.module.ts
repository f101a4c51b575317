import { Module, type OnModuleInit } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module';
import { DocumentsModule } from '../documents/documents.module';
import { Wakings } from '../platform/wakings/wakings';
import { StorefrontModule } from '../storefront/storefront.module';
import { MailServer } from './mail-server';
import { MailStore } from './mail.store';
import { SendDueMail } from './send-due-mail';

const SWEEP_MS = 5_000;

/** Letters to customers. */
@Module({
  imports: [AccountsModule, DocumentsModule, StorefrontModule],
  providers: [MailServer, MailStore, SendDueMail],
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
