import { Injectable, Logger } from '@nestjs/common';
import { Clock, DomainError } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { MakeFile } from '../documents/make-file';
import { named, productsIn } from '../notices/notice-products';
import { AppConfig } from '../platform/config';
import { withTransaction } from '../platform/database';
import { newId } from '../platform/ids';
import { ProductStore } from '../storefront/product.store';
import { MAILED_KINDS, composeMail } from './compose-mail';
import { MailServer } from './mail-server';
import { MailStore, type DueMail } from './mail.store';

const BATCH = 50;
const LEASE_MINUTES = 5;
/** Minutes before the next try; after the last one the letter has failed: about three days in all. */
const WAITS = [1, 5, 15, 60, 180, 360, 720, 1440, 1440];

/**
 * Writes to customers about what they have to know (rules 7.4, 16, 25, 26): notices nobody has written about become letters,
 * several at once one letter; letters are handed to the mail server outside any transaction, and what it answers is kept.
 * A letter may come twice when we die between its acceptance and our note of it: its Message-ID stays the same.
 */
@Injectable()
export class SendDueMail {
  private readonly log = new Logger(SendDueMail.name);

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    private readonly accounts: AccountStore,
    private readonly makeFile: MakeFile,
    private readonly products: ProductStore,
    private readonly mails: MailStore,
    private readonly server: MailServer,
  ) {}

  async run(): Promise<void> {
    if (!this.server.isConfigured) return;
    const now = await this.clock.now();
    for (const accountId of await this.mails.accountsToTell(this.db.manager, MAILED_KINDS, now, 1000))
      await this.write(accountId, now);
    for (;;) {
      const due = await this.mails.claim(this.db.manager, now, BATCH, LEASE_MINUTES);
      for (const mail of due) await this.send(mail, now);
      if (due.length < BATCH) return;
    }
  }

  /** When a letter that was put off is tried again, after `at`. */
  async nextTry(at: Date): Promise<Date | null> {
    return this.server.isConfigured ? this.mails.nextTry(this.db.manager, at) : null;
  }

  private async write(accountId: string, now: Date): Promise<void> {
    await withTransaction(this.db, async (tx) => {
      const account = await this.accounts.lock(tx, accountId);
      const notices = await this.mails.untold(tx, accountId, MAILED_KINDS, now);
      const recipients = await this.mails.addresses(tx, accountId);
      if (notices.length === 0 || recipients.length === 0) return;
      const codes = notices.flatMap(({ facts }) => productsIn(facts));
      const names = await this.products.names(tx, [...new Set(codes)]);
      const told = notices.map(({ kind, facts }) => ({ kind, facts: named(facts, names) }));
      const letter = composeMail(
        told,
        {
          name: account.name,
          subdomain: account.subdomain,
          panelUrl: this.config.publicUrl,
        },
        'ru',
      );
      const ids = notices.map(({ id }) => id);
      await this.mails.queue(tx, { id: newId(now), accountId, recipients, letter }, ids, now);
    });
  }

  private async send(mail: DueMail, now: Date): Promise<void> {
    const answer = await this.server.send({
      messageId: `${mail.id}@${new URL(this.config.publicUrl).hostname}`,
      recipients: mail.recipients,
      subject: mail.subject,
      text: mail.body_text,
      html: mail.body_html,
      attachments: await this.attachmentsOf(mail),
    });
    const wait = WAITS[mail.tries - 1];
    if (answer.outcome === 'later' && wait !== undefined) {
      const until = new Date(now.getTime() + wait * 60_000);
      await this.mails.putOff(this.db.manager, mail, answer.answer, until);
      return;
    }
    const state = answer.outcome === 'accepted' ? 'accepted' : 'failed';
    if (state === 'failed')
      this.log.warn({ msg: 'A letter was not taken', mail: mail.id, tries: mail.tries });
    await withTransaction(this.db, (tx) => this.mails.finish(tx, mail, state, answer.answer, now));
  }

  /** Null: an electronic form that cannot be had now. The letter does not wait for it. */
  private async attachment(id: string, format: 'pdf' | 'xml') {
    try {
      const { bytes, fileName } = await this.makeFile.run(id, format);
      return { filename: fileName, content: bytes };
    } catch (error) {
      if (format === 'xml' && error instanceof DomainError) return null;
      throw error;
    }
  }

  private async attachmentsOf(mail: DueMail): Promise<{ filename: string; content: Buffer }[]> {
    const files = mail.documents.map(async (id) => {
      const formats = mail.with_xml ? (['pdf', 'xml'] as const) : (['pdf'] as const);
      return Promise.all(formats.map((format) => this.attachment(id, format)));
    });
    return (await Promise.all(files)).flat().filter((file) => file !== null);
  }
}
