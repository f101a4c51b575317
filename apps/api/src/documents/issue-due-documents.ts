import { Injectable, Logger } from '@nestjs/common';
import { vatRate } from '@rocket/billing';
import type { AdvanceInvoiceFacts } from '@rocket/documents';
import { Clock, dayOf, proportion } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { ProfileStore } from '../accounts/profile.store';
import { NoticeStore } from '../notices/notice.store';
import { withTransaction } from '../platform/database';
import { Waker } from '../platform/wakings/waker';
import { DeliveryStore, type CreditedReceipt } from './delivery.store';
import { DocumentConsumption } from './document-consumption';
import { DocumentStore } from './document.store';
import { DrawUpDocument } from './draw-up-document';
import { MakeFile } from './make-file';
import { partyOf } from './party-of';

const BATCH = 100;

/**
 * Draws up every paper that is owed and not there yet: declared − done, so a lost wake-up costs minutes and never a document.
 * By the terms of the offer it is owed for a crediting (rule 19, clauses 7.2–7.4), for a month or for a grant of rights;
 * where it comes after the money, each crediting owes a tax invoice for the advance (facts 1.4). Where the customer's
 * requisites are missing, crediting did not wait but the document does, and the customer is told.
 */
@Injectable()
export class IssueDueDocuments {
  private readonly log = new Logger(IssueDueDocuments.name);

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly profiles: ProfileStore,
    private readonly documents: DocumentStore,
    private readonly deliveries: DeliveryStore,
    private readonly drawUp: DrawUpDocument,
    private readonly consumption: DocumentConsumption,
    private readonly notices: NoticeStore,
    private readonly makeFile: MakeFile,
    private readonly waker: Waker,
  ) {}

  async run(): Promise<void> {
    const now = await this.clock.now();
    const tx = this.db.manager;
    await this.askForRequisites(now);
    await this.each(
      (after) => this.deliveries.owedAtCrediting(tx, after, BATCH),
      placeOf,
      (owed) => this.ofCrediting(owed, now),
    );
    // Before what settles them.
    await this.each(
      (after) => this.deliveries.owedAdvances(tx, after, BATCH),
      placeOf,
      (owed) => this.ofAdvance(owed, now),
    );
    await this.each(
      (after) => this.deliveries.behind(tx, now, after, BATCH),
      (accountId) => accountId,
      (accountId) => this.consumption.run(accountId),
    );
    await this.each(
      (after) => this.documents.withoutPdf(tx, after, BATCH),
      (id) => id,
      (id) => Promise.resolve([id]),
    );
  }

  /** Goes through what is owed by pages; one that throws is reported and does not keep the others from their paper. */
  private async each<Owed>(
    find: (after: string) => Promise<Owed[]>,
    keyOf: (owed: Owed) => string,
    draw: (owed: Owed) => Promise<string[]>,
  ): Promise<void> {
    for (let after = ''; ;) {
      const page = await find(after);
      for (const owed of page) {
        try {
          const made = await draw(owed);
          for (const id of made) await this.makeFile.run(id, 'pdf');
          if (made.length > 0) this.waker.wake('notices');
        } catch (error) {
          this.log.error({
            msg: 'A document could not be drawn up',
            owed: keyOf(owed),
            error: String(error),
          });
        }
      }
      if (page.length < BATCH) return;
      after = keyOf(page.at(-1)!);
    }
  }

  private ofCrediting(owed: CreditedReceipt, now: Date): Promise<string[]> {
    return withTransaction(this.db, async (tx) => {
      const account = await this.accounts.lock(tx, owed.account_id);
      const requisites = await this.profiles.find(tx, account.id);
      if (!requisites) return [];
      const delivery = {
        source: owed.paper,
        issuedOn: dayOf(now, account.seller.timeZone),
        transferredOn: owed.credited_on,
        servicePeriod: null,
        lines: [{ name: lineName(account, owed), productCode: null, gross: BigInt(owed.amount) }],
        paymentDocuments: paymentOf(owed),
        advanceInvoices: [],
      };
      const id = await this.drawUp.closing(tx, account, requisites, delivery, now);
      return id ? [id] : [];
    });
  }

  private ofAdvance(owed: CreditedReceipt, now: Date): Promise<string[]> {
    return withTransaction(this.db, async (tx) => {
      const account = await this.accounts.lock(tx, owed.account_id);
      const requisites = await this.profiles.find(tx, account.id);
      // The tax of an advance is of the day the money came, whenever it was found out whose it is (Tax Code, art. 167).
      const percent = vatRate(account.seller.vatRegime, owed.received_on);
      const source = owed.paper;
      if (!requisites || percent === null) return [];
      if (await this.drawUp.exists(tx, account.id, 'advance_invoice', source)) return [];
      const issuedOn = dayOf(now, account.seller.timeZone);
      const gross = BigInt(owed.amount);
      const rate = `${percent}/${100n + percent}`;
      const vat = proportion(gross, percent, 100n + percent);
      const facts = (number: number): AdvanceInvoiceFacts => ({
        number: `А${number}`,
        issuedOn,
        seller: partyOf(account.seller.requisites),
        customer: partyOf(requisites),
        // Line 5 is obligatory: a payment without an order is named by its own reference and day.
        paymentDocument: paymentOf(owed)[0] ?? { number: 'б/н', date: owed.received_on },
        currency: account.seller.currency,
        name: `Предварительная оплата (пополнение лицевого счёта) по договору: ${account.terms.title}`,
        vatRate: rate,
        vat,
        gross,
      });
      const paper = { kind: 'advance_invoice' as const, source, issuedOn, amount: gross, facts };
      return [await this.drawUp.paper(tx, account, { ...paper, vatRate: rate, vatAmount: vat }, now)];
    });
  }

  /** Money was credited and the paper cannot be drawn up: the customer is told once what is missing. */
  private async askForRequisites(now: Date): Promise<void> {
    const rows: { account_id: string }[] = await this.db.query(
      `select distinct r.account_id from receipt_part r
         join account a on a.id = r.account_id
         join offer_version o on o.seller_code = a.seller_code and o.version = a.offer_version
        where r.undone_at is null and o.terms -> 'closingDocument' ->> 'kind' <> 'certificate'
          and not exists (select from customer_profile p where p.account_id = r.account_id)
          and not exists (select from notice n where n.account_id = r.account_id and n.key = 'profile_required')
        limit $1`,
      [BATCH],
    );
    const notices = rows.map((row) => ({
      accountId: row.account_id,
      key: 'profile_required',
      kind: 'profile_required' as const,
      facts: {},
    }));
    await this.notices.post(this.db.manager, notices, now);
  }
}

/** Where the list of what is owed goes on after this one. */
const placeOf = ({ paper, account_id: accountId }: CreditedReceipt): string => `${paper} ${accountId}`;

const paymentOf = (owed: CreditedReceipt) =>
  owed.document_number
    ? [{ number: owed.document_number, date: owed.document_date ?? owed.received_on }]
    : [];

const lineName = (account: AccountRecord, owed: CreditedReceipt): string =>
  `Предоставление доступа к сервису «${account.seller.name}»` +
  (owed.invoice_number === null ? '' : ` по счёту № ${owed.invoice_number}`);
