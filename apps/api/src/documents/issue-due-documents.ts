import { Injectable, Logger } from '@nestjs/common';
import { vatInside, vatRate } from '@rocket/billing';
import type { UpdFacts } from '@rocket/documents';
import { Clock, dayOf, moneyText, yearOf, type LocalDate } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { ProfileStore } from '../accounts/profile.store';
import { NoticeStore } from '../notices/notice.store';
import { withTransaction } from '../platform/database';
import { newId } from '../platform/ids';
import { Waker } from '../platform/wakings/waker';
import { DocumentStore } from './document.store';
import { MakeFile } from './make-file';
import { partyOf } from './party-of';
import { SeriesStore } from './series.store';

const BATCH = 100;

interface OwedUpd {
  readonly receipt_id: string;
  /** Names the crediting; a document of a kind is due once for it. */
  readonly paper: string;
  readonly account_id: string;
  readonly amount: string;
  readonly document_number: string | null;
  readonly document_date: LocalDate | null;
  readonly received_on: LocalDate;
  readonly credited_on: LocalDate;
  readonly invoice_number: number | null;
}

/**
 * Draws up the UPD of every crediting that has none yet (rule 19, clauses 7.2–7.4): declared − done, so a lost wake-up costs
 * minutes and never a document. Where the customer's requisites are missing, crediting did not wait but the document does,
 * and the customer is told.
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
    private readonly series: SeriesStore,
    private readonly notices: NoticeStore,
    private readonly makeFile: MakeFile,
    private readonly waker: Waker,
  ) {}

  async run(): Promise<void> {
    const now = await this.clock.now();
    await this.askForRequisites(now);
    for (let after = ''; ;) {
      const owed = await this.owed(after);
      for (const upd of owed) {
        await this.issue(upd, now).catch((error: unknown) =>
          this.log.error({
            msg: 'A UPD could not be drawn up',
            receipt: upd.receipt_id,
            error: String(error),
          }),
        );
      }
      if (owed.length < BATCH) break;
      const last = owed.at(-1)!;
      after = `${last.paper} ${last.account_id}`;
    }
    for (const id of await this.documents.withoutPdf(this.db.manager, BATCH))
      await this.makeFile.run(id, 'pdf');
  }

  private owed(after: string): Promise<OwedUpd[]> {
    return this.db.query(
      `select r.id as receipt_id, p.paper, p.account_id, p.amount, r.document_number, r.document_date, r.received_on,
              e.business_date as credited_on, i.number as invoice_number
         from receipt_part p
         join receipt r on r.id = p.receipt_id
         join account a on a.id = p.account_id
         join customer_profile c on c.account_id = a.id
         join offer_version o on o.seller_code = a.seller_code and o.version = a.offer_version
         join entry e on e.account_id = p.account_id and e.id = p.entry_id
         left join invoice i on i.account_id = p.account_id and i.id = p.invoice_id
        where p.undone_at is null and p.paper || ' ' || p.account_id > $1
          and o.terms -> 'closingDocument' ->> 'kind' = 'upd' and o.terms -> 'closingDocument' ->> 'when' = 'crediting'
          and not exists (select from document d where d.account_id = p.account_id and d.kind = 'upd' and d.source = p.paper)
        order by p.paper || ' ' || p.account_id limit $2`,
      [after, BATCH],
    );
  }

  private async issue(owed: OwedUpd, now: Date): Promise<void> {
    const documentId = await withTransaction(this.db, async (tx) => {
      const account = await this.accounts.lock(tx, owed.account_id);
      const requisites = await this.profiles.find(tx, account.id);
      if (!requisites || (await this.exists(tx, owed))) return null;
      const today = dayOf(now, account.seller.timeZone);
      const percent = vatRate(account.seller.vatRegime, owed.credited_on);
      const gross = BigInt(owed.amount);
      const vat = vatInside(gross, percent);
      const year = yearOf(today);
      const number = await this.series.next(tx, account.seller.code, 'upd', year);
      const amounts = { net: gross - vat, vat, gross };
      const facts: UpdFacts = {
        number: String(number),
        issuedOn: today,
        status: percent === null ? 2 : 1,
        seller: partyOf(account.seller.requisites),
        customer: partyOf(requisites),
        paymentDocuments: owed.document_number
          ? [{ number: owed.document_number, date: owed.document_date ?? owed.received_on }]
          : [],
        advanceInvoices: [],
        basis: account.terms.title,
        currency: account.seller.currency,
        lines: [{ name: lineName(account, owed), vatRate: percent?.toString() ?? null, ...amounts }],
        totals: amounts,
        transferredOn: owed.credited_on,
      };
      const id = newId(now);
      await this.documents.insert(
        tx,
        {
          id,
          accountId: account.id,
          kind: 'upd',
          sellerCode: account.seller.code,
          year,
          number,
          issuedOn: today,
          amount: gross,
          vatRate: percent?.toString() ?? null,
          vatAmount: vat,
          source: owed.paper,
          facts,
        },
        'system:documents',
        now,
      );
      await this.tell(tx, account, id, number, gross, now);
      return id;
    });
    if (documentId) await this.makeFile.run(documentId, 'pdf');
    if (documentId) this.waker.wake('notices');
  }

  private async exists(tx: EntityManager, owed: OwedUpd): Promise<boolean> {
    const [row] = await tx.query(
      `select 1 from document where account_id = $1 and kind = 'upd' and source = $2`,
      [owed.account_id, owed.paper],
    );
    return row !== undefined;
  }

  private tell(
    tx: EntityManager,
    account: AccountRecord,
    documentId: string,
    number: number,
    amount: bigint,
    now: Date,
  ): Promise<void> {
    const facts = {
      documentId,
      kind: 'upd',
      number: String(number),
      amount: moneyText(amount, account.seller.currency),
    };
    return this.notices.post(
      tx,
      [{ accountId: account.id, key: `document_issued:${documentId}`, kind: 'document_issued', facts }],
      now,
    );
  }

  /** Money was credited and the paper cannot be drawn up: the customer is told once what is missing. */
  private async askForRequisites(now: Date): Promise<void> {
    const rows: { account_id: string }[] = await this.db.query(
      `select distinct r.account_id from receipt_part r
        where r.undone_at is null
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

const lineName = (account: AccountRecord, owed: OwedUpd): string =>
  `Предоставление доступа к сервису «${account.seller.name}»` +
  (owed.invoice_number === null ? '' : ` по счёту № ${owed.invoice_number}`);
