import { Injectable } from '@nestjs/common';
import { addTerm, billingError, vatInside, vatRate } from '@rocket/billing';
import { counted } from '@rocket/catalog';
import { shortDate, withoutVat, wordingOf, type InvoiceFacts, type InvoiceLine } from '@rocket/documents';
import { dayOf, printMinor, sum, yearOf, type LocalDate, type Minor } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import type { AccountRecord } from '../accounts/account.store';
import { ProfileStore } from '../accounts/profile.store';
import { DocumentStore } from '../documents/document.store';
import { partyOf } from '../documents/party-of';
import { SeriesStore } from '../documents/series.store';
import { InvoiceStore } from './invoice.store';

export interface InvoiceDraft {
  readonly id: string;
  readonly lines: readonly InvoiceLine[];
  /** What the money is for, after «Оплата по счёту № … от … ». */
  readonly purpose: string;
}

export interface WrittenInvoice {
  readonly number: number;
  readonly issuedOn: LocalDate;
  readonly amount: Minor;
}

/**
 * Writes an invoice down inside the caller's transaction, which holds the account's lock: number, paper, what is waited for. VAT
 * stands inside the amount at the rate of the day.
 *
 * Refuses: `profile_required` before the customer's requisites are given.
 */
@Injectable()
export class WriteInvoice {
  constructor(
    private readonly profiles: ProfileStore,
    private readonly invoices: InvoiceStore,
    private readonly documents: DocumentStore,
    private readonly series: SeriesStore,
  ) {}

  async run(
    tx: EntityManager,
    account: AccountRecord,
    { id, lines, purpose }: InvoiceDraft,
    actor: string,
    now: Date,
  ): Promise<WrittenInvoice> {
    const requisites = await this.profiles.find(tx, account.id);
    if (!requisites) throw billingError('profile_required', 'Сначала укажите реквизиты плательщика');
    const { seller, terms } = account;
    const issuedOn = dayOf(now, seller.timeZone);
    const dueOn = addTerm(issuedOn, counted(terms, terms.invoiceValidity));
    const amount = sum(lines.map((line) => line.amount));
    const percent = vatRate(seller.vatRegime, issuedOn);
    // Line by line, as the UPD that follows does: thirty lines of 333.33 have 1803.30, their total alone would have 1803.26.
    const tax = sum(lines.map((line) => vatInside(line.amount, percent)));
    const vat = { rate: percent?.toString() ?? null, amount: tax };
    const year = yearOf(issuedOn);
    const number = await this.series.next(tx, seller.code, 'invoice', year);
    const taxWords =
      vat.rate === null
        ? withoutVat(seller.country)
        : `В том числе НДС ${vat.rate}% ${printMinor(vat.amount).replace('.', '-')} ${wordingOf(seller.currency).short}`;
    const facts: InvoiceFacts = {
      number: String(number),
      issuedOn,
      dueOn,
      seller: partyOf(seller.requisites, seller.country),
      customer: partyOf(requisites, seller.country),
      contract: terms.title,
      currency: seller.currency,
      lines,
      vat,
      total: amount,
      purpose: `Оплата по счету № ${number} от ${shortDate(issuedOn)} ${purpose}. ${taxWords}`,
    };
    const paper = {
      ...{ id, accountId: account.id, sellerCode: seller.code, number, issuedOn, amount },
      ...{ vatRate: vat.rate, vatAmount: vat.amount },
    };
    await this.documents.insert(
      tx,
      { ...paper, kind: 'invoice', year, source: `invoice:${id}`, facts },
      actor,
      now,
    );
    const customer = { customerInn: requisites.inn, customerName: requisites.legalName };
    await this.invoices.insert(tx, { ...paper, ...customer, dueOn }, now);
    return { number, issuedOn, amount };
  }
}
