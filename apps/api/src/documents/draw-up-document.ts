import { Injectable } from '@nestjs/common';
import type { RequisitesDto } from '@rocket/contracts';
import { moneyText, sum, yearOf, type LocalDate, type Minor } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import type { AccountRecord } from '../accounts/account.store';
import { NoticeStore } from '../notices/notice.store';
import { newId } from '../platform/ids';
import { closingFacts, type ClosingKind, type Delivery } from './delivery';
import { DeliveryStore } from './delivery.store';
import { DocumentStore, type DocumentKind } from './document.store';
import { SeriesStore } from './series.store';
import { settleAdvances } from '@rocket/billing';

const ACTOR = 'system:documents';

/** How the notice calls a paper. */
const NAMES: Partial<Record<DocumentKind, string>> = {
  upd: 'УПД',
  act: 'Акт',
  certificate: 'Сертификат',
  advance_invoice: 'Счёт-фактура на аванс',
  correction: 'Корректировочный документ',
};

export interface Paper {
  readonly kind: DocumentKind;
  readonly source: string;
  readonly issuedOn: LocalDate;
  readonly amount: Minor;
  readonly vatRate: string | null;
  readonly vatAmount: Minor;
  /** Taken from the series before; left out: the next one. */
  readonly number?: number;
  /** Everything it says, by the number it got. */
  facts(number: number): unknown;
}

/**
 * Draws up papers inside the caller's transaction, which has locked the account: the number is taken last, so that a series has
 * no hole, and the customer is told.
 */
@Injectable()
export class DrawUpDocument {
  constructor(
    private readonly documents: DocumentStore,
    private readonly deliveries: DeliveryStore,
    private readonly series: SeriesStore,
    private readonly notices: NoticeStore,
  ) {}

  /** A closing document over a delivery. It settles advances, the oldest first, and names them (facts 1.4). */
  async closing(
    tx: EntityManager,
    account: AccountRecord,
    requisites: RequisitesDto | null,
    delivery: Delivery,
    now: Date,
  ): Promise<string | null> {
    const { kind } = account.terms.closingDocument;
    if (kind === 'none' || (await this.exists(tx, account.id, kind, delivery.source))) return null;
    const delivered = sum(delivery.lines.map(({ gross }) => gross));
    const uses = settleAdvances(await this.deliveries.openAdvances(tx, account.id), delivered);
    const settled: Delivery = {
      ...delivery,
      paymentDocuments: [
        ...delivery.paymentDocuments,
        ...uses.map(({ advance }) => advance.facts.paymentDocument),
      ],
      advanceInvoices: uses.map(({ advance: { facts } }) => ({ number: facts.number, date: facts.issuedOn })),
    };
    const factsOf = (number: number) => closingFacts(kind, account, requisites, settled, number);
    const { totals, lines } = factsOf(1);
    const paper = {
      kind,
      source: delivery.source,
      issuedOn: delivery.issuedOn,
      amount: totals.gross,
      vatRate: lines[0]!.vatRate,
      vatAmount: totals.vat,
      facts: factsOf,
      ...(delivery.certificate ? { number: delivery.certificate.place } : {}),
    };
    const id = await this.paper(tx, account, paper, now);
    await this.deliveries.useAdvances(tx, account.id, id, uses);
    return id;
  }

  /** Any paper: number, record, notice. Returns its id. */
  async paper(tx: EntityManager, account: AccountRecord, paper: Paper, now: Date): Promise<string> {
    const { kind, source, issuedOn, amount, vatRate, vatAmount } = paper;
    const id = newId(now);
    const year = yearOf(issuedOn);
    const sellerCode = account.seller.code;
    const number = paper.number ?? (await this.series.next(tx, sellerCode, kind, year));
    const facts = paper.facts(number);
    const record = { kind, sellerCode, year, number, issuedOn, amount, vatRate, vatAmount, source, facts };
    await this.documents.insert(tx, { id, accountId: account.id, ...record }, ACTOR, now);
    const told = {
      documentId: id,
      kind,
      name: NAMES[kind] ?? 'Документ',
      number: (facts as { number: string }).number,
      amount: moneyText(amount, account.seller.currency),
      signWithin: account.terms.closingDocument.silentAcceptance,
    };
    await this.notices.post(
      tx,
      [{ accountId: account.id, key: `document_issued:${id}`, kind: 'document_issued', facts: told }],
      now,
    );
    return id;
  }

  async exists(
    tx: EntityManager,
    accountId: string,
    kind: ClosingKind | 'advance_invoice' | 'correction',
    source: string,
  ): Promise<boolean> {
    const [row] = await tx.query(
      'select 1 from document where account_id = $1 and kind = $2 and source = $3',
      [accountId, kind, source],
    );
    return row !== undefined;
  }
}
