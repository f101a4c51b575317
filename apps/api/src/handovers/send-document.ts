import { Injectable } from '@nestjs/common';
import type { HandOverDto, SendDocumentDto } from '@rocket/contracts';
import { shortDate } from '@rocket/documents';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import type { DocumentRecord } from '../documents/document.store';
import { MakeFile } from '../documents/make-file';
import { composeDocumentMail } from '../mail/compose-mail';
import { MailServer } from '../mail/mail-server';
import { MailStore } from '../mail/mail.store';
import { ApiError, notFound } from '../platform/api-error';
import { AppConfig } from '../platform/config';
import { withTransaction } from '../platform/database';
import { idOfRequest } from '../platform/ids';
import { Waker } from '../platform/wakings/waker';
import { HandOverStore } from './hand-over.store';

/**
 * Sends a document by e-mail because somebody of the seller asks for it: to the addresses given, else to those the account is
 * written to. The letter goes the way of all letters, and what the mail server answers is the evidence.
 *
 * Refuses: `not_ready` without a mail server, `validation_failed` when nobody's address is known.
 */
@Injectable()
export class SendDocument {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    private readonly accounts: AccountStore,
    private readonly makeFile: MakeFile,
    private readonly mails: MailStore,
    private readonly server: MailServer,
    private readonly handOvers: HandOverStore,
    private readonly waker: Waker,
  ) {}

  async run(
    documentId: string,
    { emails, withXml = true }: SendDocumentDto,
    actor: string,
    requestKey: string | null,
  ): Promise<HandOverDto> {
    if (!this.server.isConfigured)
      throw new ApiError('not_ready', 'Почта не подключена: укажите настройку SMTP_URL');
    const now = await this.clock.now();
    const mailId = idOfRequest(requestKey, now);
    // Made before anything is promised; a paper that cannot be drawn is nobody's letter.
    const { document } = await this.makeFile.run(documentId, 'pdf');
    const { accountId } = document;
    await withTransaction(this.db, async (tx) => {
      const account = await this.accounts.lock(tx, accountId);
      if (await this.mails.exists(tx, accountId, mailId)) return;
      const recipients = [...new Set(emails ?? (await this.mails.addresses(tx, accountId)))];
      if (recipients.length === 0) {
        throw new ApiError('validation_failed', 'У клиента нет адреса почты', {}, [
          { path: 'emails', message: 'Укажите, куда отправить' },
        ]);
      }
      const letter = composeDocumentMail(
        { ...document, number: numberOf(document), issuedOn: shortDate(document.issuedOn) },
        { name: account.name, subdomain: account.subdomain, panelUrl: this.config.publicUrl },
      );
      await this.mails.queue(
        tx,
        { id: mailId, accountId, recipients, letter, askedBy: actor, withXml },
        [],
        now,
      );
    });
    this.waker.wake('mail');
    const all = await this.handOvers.ofDocument(this.db.manager, accountId, documentId);
    const mine = all.find(({ id }) => id === mailId);
    if (!mine) throw notFound('Такого письма нет');
    return mine;
  }
}

/** As the paper prints it: a series may have a prefix. */
const numberOf = ({ facts, number }: DocumentRecord): string =>
  (facts as { number?: string }).number ?? String(number);
