import { Injectable, Logger } from '@nestjs/common';
import { Clock, DomainError } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { MakeFile } from '../documents/make-file';
import { named, productsIn } from '../notices/notice-products';
import { ReaderStore, categoryOf } from '../notices/reader.store';
import { AppConfig } from '../platform/config';
import { withTransaction } from '../platform/database';
import { newId } from '../platform/ids';
import { Wakings } from '../platform/wakings/wakings';
import { ProductStore } from '../storefront/product.store';
import { MAILED_KINDS, composeMail } from './compose-mail';
import { MailServer } from './mail-server';
import { lettersOf } from './letters-of';
import { MailStore, type DueMail } from './mail.store';
import { UnsubscribeLink, unsubscribeUrlIn } from './unsubscribe-link';

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
    private readonly readers: ReaderStore,
    private readonly link: UnsubscribeLink,
    private readonly wakings: Wakings,
  ) {}

  async run(): Promise<void> {
    if (!this.server.isConfigured) return;
    const now = await this.clock.now();
    for (const accountId of await this.mails.accountsToTell(this.db.manager, MAILED_KINDS, now, 1000))
      await this.write(accountId, now);
    for (;;) {
      const due = await this.mails.claim(this.db.manager, now, BATCH, LEASE_MINUTES);
      for (const [nth, mail] of due.entries()) {
        if (this.wakings.isLeaving) return this.mails.handBack(this.db.manager, due.slice(nth), now);
        await this.send(mail, now);
      }
      if (due.length < BATCH) return;
    }
  }

  /** When a letter that was put off is tried again, after `at`. */
  async nextTry(at: Date): Promise<Date | null> {
    return this.server.isConfigured ? this.mails.nextTry(this.db.manager, at) : null;
  }

  /** Technical notices of one moment are one letter in each language; an optional one is a letter to each who wants it. */
  private async write(accountId: string, now: Date): Promise<void> {
    await withTransaction(this.db, async (tx) => {
      const account = await this.accounts.lock(tx, accountId);
      const all = await this.mails.untold(tx, accountId, MAILED_KINDS, now);
      const readers = await this.readers.ofAccount(tx, accountId);
      const asking = await this.readers.withId(tx, accountId, all.flatMap(readerOf));
      // What nobody can be written to about yet waits for an address.
      const untold =
        readers.length > 0 ? all : all.filter((one) => readerOf(one).some((id) => asking.has(id)));
      if (untold.length === 0) return;
      const codes = [...new Set(untold.flatMap(({ facts }) => productsIn(facts)))];
      const optional = await this.readers.optional(tx, accountId);
      const notices = untold.map(({ id, kind, facts }) => ({
        id,
        kind,
        facts,
        category: categoryOf(kind, optional),
        readerId: readerOf({ facts })[0] ?? null,
      }));
      const seller = { name: account.name, subdomain: account.subdomain, panelUrl: this.config.publicUrl };
      for (const { category, language, told, recipients } of lettersOf(notices, readers, asking)) {
        const ids = told.map(({ id }) => id);
        if (recipients.length === 0) {
          await this.mails.declined(tx, accountId, ids, now);
          continue;
        }
        const url = category && this.link.urlOf({ accountId, address: recipients[0]!, category, language });
        const names = await this.products.names(tx, codes, language);
        const said = told.map(({ kind, facts }) => ({ kind, facts: named(facts, names) }));
        const letter = composeMail(said, seller, language, url);
        const mail = { id: newId(now), accountId, recipients, letter, ...(category ? { category } : {}) };
        await this.mails.queue(tx, mail, ids, now);
      }
    });
  }

  private async send(mail: DueMail, now: Date): Promise<void> {
    const sendTo = await this.mails.waiting(this.db.manager, mail);
    const answers = await this.server.send({
      messageId: `${mail.id}@${new URL(this.config.publicUrl).hostname}`,
      recipients: mail.recipients,
      sendTo,
      subject: mail.subject,
      text: mail.body_text,
      html: mail.body_html,
      unsubscribeUrl: mail.category && unsubscribeUrlIn(mail.body_text),
      attachments: await this.attachmentsOf(mail),
    });
    const wait = WAITS[mail.tries - 1];
    const isOver = wait === undefined || !answers.some(({ outcome }) => outcome === 'later');
    const settled = answers
      .filter(({ outcome }) => isOver || outcome !== 'later')
      .map(({ address, outcome, answer }) => ({
        address,
        state: outcome === 'accepted' ? ('accepted' as const) : ('refused' as const),
        answer,
      }));
    const said = [...new Set(answers.map(({ answer }) => answer))].join('; ').slice(0, 1000);
    await withTransaction(this.db, async (tx) => {
      await this.mails.settle(tx, mail, settled, now);
      if (!isOver) {
        await this.mails.putOff(tx, mail, said, new Date(now.getTime() + wait * 60_000));
        return;
      }
      const state = await this.mails.finish(tx, mail, said, now);
      if (state === 'failed')
        this.log.warn({ msg: 'A letter was not taken', mail: mail.id, tries: mail.tries });
    });
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

/** Whom a notice answers, if anybody. */
const readerOf = ({ facts }: { readonly facts: Readonly<Record<string, unknown>> }): string[] =>
  typeof facts['readerId'] === 'string' ? [facts['readerId']] : [];
