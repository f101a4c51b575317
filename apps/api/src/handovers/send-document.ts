import { Injectable } from '@nestjs/common';
import type { HandOverDto, Language, SendDocumentDto } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import type { DocumentRecord } from '../documents/document.store';
import { MakeFile } from '../documents/make-file';
import { composeDocumentMail } from '../mail/compose-mail';
import { MailServer } from '../mail/mail-server';
import { MailStore } from '../mail/mail.store';
import { ReaderStore, type Reader } from '../notices/reader.store';
import { ApiError, notFound } from '../platform/api-error';
import { callerKey, type Caller } from '../platform/caller';
import { AppConfig } from '../platform/config';
import { withTransaction } from '../platform/database';
import { idOfRequest } from '../platform/ids';
import { Waker } from '../platform/wakings/waker';
import { HandOverStore } from './hand-over.store';

/**
 * Sends a document by e-mail because somebody asks for it. The seller's people name any address; left out, those the account is
 * written to get it. A customer gets it itself, and may name what stands in its requisites: its panel writes to no strangers.
 * The letter goes the way of all letters, and what the mail server answers is the evidence.
 *
 * Refuses: `not_ready` without a mail server, `validation_failed` when nobody's address is known or a customer names another's.
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
    private readonly readers: ReaderStore,
    private readonly server: MailServer,
    private readonly handOvers: HandOverStore,
    private readonly waker: Waker,
  ) {}

  async run(
    documentId: string,
    { emails, withXml = true }: SendDocumentDto,
    caller: Caller,
    requestKey: string | null,
  ): Promise<HandOverDto> {
    if (!this.server.isConfigured)
      throw new ApiError('not_ready', 'Почта не подключена: укажите настройку SMTP_URL');
    const now = await this.clock.now();
    // Made before anything is promised; a paper that cannot be drawn is nobody's letter.
    const { document } = await this.makeFile.run(documentId, 'pdf');
    const { accountId } = document;
    const mailId = await withTransaction(this.db, async (tx) => {
      const account = await this.accounts.lock(tx, accountId);
      const mailId = await idOfRequest(tx, accountId, requestKey, now);
      if (await this.mails.exists(tx, accountId, mailId)) return mailId;
      const readers = await this.readers.ofAccount(tx, accountId);
      const known = readers.map(({ address }) => address);
      const own = caller.kind === 'user' ? await this.readers.addressOf(tx, accountId, caller.id) : null;
      if (caller.kind === 'user') refuseStrangers(emails ?? [], own ? [own, ...known] : known);
      const recipients = [...new Set(emails ?? (own ? [own] : known))];
      if (recipients.length === 0) throw wrongAddress('Адрес почты неизвестен', 'Укажите, куда отправить');
      const letter = composeDocumentMail(
        { ...document, number: numberOf(document) },
        { name: account.name, subdomain: account.subdomain, panelUrl: this.config.publicUrl },
        // A customer's own letter is in the language it reads; of several readers, in Russian unless all read English.
        caller.kind === 'user' && own !== null && recipients.every((each) => sameAddress(each, own))
          ? await this.readers.languageOf(tx, { accountId, id: caller.id })
          : languageOfAll(recipients, readers),
      );
      await this.mails.queue(
        tx,
        { id: mailId, accountId, recipients, letter, askedBy: callerKey(caller), withXml },
        [],
        now,
      );
      return mailId;
    });
    this.waker.wake('mail');
    const all = await this.handOvers.ofDocument(this.db.manager, accountId, documentId);
    const mine = all.find(({ id }) => id === mailId);
    if (!mine) throw notFound('Такого письма нет');
    return mine;
  }
}

const sameAddress = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

const languageOfAll = (recipients: readonly string[], readers: readonly Reader[]): Language =>
  recipients.every((each) =>
    readers.some(({ address, language }) => language === 'en' && sameAddress(address, each)),
  )
    ? 'en'
    : 'ru';

const wrongAddress = (what: string, message: string): ApiError =>
  new ApiError('validation_failed', what, {}, [{ path: 'emails', message }]);

function refuseStrangers(wished: readonly string[], known: readonly string[]): void {
  const isKnown = (email: string) => known.some((one) => sameAddress(one, email));
  const stranger = wished.find((email) => !isKnown(email));
  if (stranger !== undefined)
    throw wrongAddress(
      'Отправить можно на свою почту и на адреса из реквизитов',
      `${stranger}: сначала добавьте этот адрес в реквизиты`,
    );
}

/** As the paper prints it: a series may have a prefix. */
const numberOf = ({ facts, number }: DocumentRecord): string =>
  (facts as { number?: string }).number ?? String(number);
