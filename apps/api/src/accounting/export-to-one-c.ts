import { Injectable } from '@nestjs/common';
import type { ExportPeriodDto } from '@rocket/contracts';
import {
  enterpriseData,
  type AdvanceInvoiceFacts,
  type CorrectionFacts,
  type ExportedObject,
  type InvoiceFacts,
  type PartyRequisites,
  type UpdFacts,
} from '@rocket/documents';
import { Clock, dayOf, localDate, sum } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { partyOf } from '../documents/party-of';
import { refundPurpose } from '../leaving/refund-purpose';
import { SellerStore, type SellerRecord } from '../sellers/seller.store';
import {
  ExportedStore,
  type ExportScope,
  type ExportedCustomer,
  type ExportedPaper,
  type ExportedReceipt,
} from './exported.store';

/**
 * What an accountant loads into 1C for a period: customers and contracts first, then invoices, money that came in, advances,
 * sales, corrections and money paid back, each by its day. Written as it is read: memory holds one page. The same papers have
 * the same ids in every export, so loading a period twice changes nothing in 1C.
 */
@Injectable()
export class ExportToOneC {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly sellers: SellerStore,
    private readonly exported: ExportedStore,
  ) {}

  /** @throws DomainError `seller_not_found`, before anything is written */
  async run(request: ExportPeriodDto): Promise<AsyncGenerator<string>> {
    const now = await this.clock.now();
    const tx = this.db.manager;
    const sellers = request.seller
      ? [await this.sellers.read(tx, request.seller)]
      : await this.sellers.all(tx);
    return enterpriseData(localTime(now, sellers[0]?.timeZone ?? 'UTC'), this.each(tx, sellers, request));
  }

  private async *each(
    tx: EntityManager,
    sellers: readonly SellerRecord[],
    { from, to }: ExportPeriodDto,
  ): AsyncGenerator<ExportedObject> {
    for (const seller of sellers) {
      const scope = { seller: seller.code, from: localDate(from), to: localDate(to) };
      yield* this.catalogues(tx, scope, seller);
      for await (const paper of this.exported.papers(tx, scope, ['invoice']))
        yield { type: 'invoice', ...named(paper), facts: paper.facts as InvoiceFacts };
      for await (const receipt of this.exported.receipts(tx, scope)) yield received(receipt, seller);
      for await (const paper of this.exported.papers(tx, scope, ['advance_invoice']))
        yield await this.advance(tx, paper);
      for await (const paper of this.exported.papers(tx, scope, ['upd', 'act', 'certificate']))
        yield sale(paper);
      for await (const paper of this.exported.papers(tx, scope, ['correction']))
        yield await this.correction(tx, paper);
      yield* this.refunds(tx, scope, seller);
    }
  }

  /** One counterparty for each INN and KPP, however many accounts it has; a contract for each account. */
  private async *catalogues(
    tx: EntityManager,
    scope: ExportScope,
    { currency, requisites }: SellerRecord,
  ): AsyncGenerator<ExportedObject> {
    const told = new Set<string>();
    const seller = partyOf(requisites);
    for await (const found of this.exported.customers(tx, scope)) {
      const { contract } = found;
      const customer = partyOfCustomer(found);
      const who = `${customer.inn}/${customer.kpp ?? ''}/${customer.inn ? '' : customer.name}`;
      if (!told.has(who)) yield { type: 'counterparty', party: customer };
      told.add(who);
      yield { type: 'contract', contract, seller, customer, currency };
    }
  }

  private async advance(tx: EntityManager, paper: ExportedPaper): Promise<ExportedObject> {
    const receipt = await this.exported.receiptOf(tx, paper.accountId, paper.source);
    const facts = paper.facts as AdvanceInvoiceFacts;
    return {
      ...{ type: 'advance', ...named(paper), facts },
      receipt: receipt && { ...receipt, order: orderOf(receipt) },
    };
  }

  private async correction(tx: EntityManager, paper: ExportedPaper): Promise<ExportedObject> {
    const facts = paper.facts as CorrectionFacts;
    const originals: { id: string; transferredOn: ReturnType<typeof localDate> }[] = [];
    for (const { number, date } of facts.original) {
      const upd = await this.exported.upd(tx, paper.accountId, number, date);
      if (!upd) throw new Error(`Correction ${paper.id} names UPD ${number} of ${date}, which is not there`);
      originals.push(upd);
    }
    return { type: 'correction', ...named(paper), originals, facts };
  }

  private async *refunds(
    tx: EntityManager,
    scope: ExportScope,
    { currency, requisites }: SellerRecord,
  ): AsyncGenerator<ExportedObject> {
    for await (const refund of this.exported.refunds(tx, scope)) {
      const { id, paidOn, amount, to, contract } = refund;
      const customer = partyOfCustomer(refund);
      const purpose = refundPurpose(contract.title, contract.accountNumber);
      const money = { id, paidOn, to, currency, amount, purpose, customer, contract };
      yield { type: 'paid_back', money: { ...money, seller: partyOf(requisites) } };
    }
  }
}

const named = ({ id, contract }: ExportedPaper) => ({ id, contract });

function sale({ kind, facts: said, ...paper }: ExportedPaper): ExportedObject {
  const facts = said as UpdFacts;
  const isInvoice = kind === 'upd' && facts.status === 1;
  return { type: 'sale', ...named({ kind, facts, ...paper }), isInvoice, facts };
}

const orderOf = ({
  orderNumber,
  orderDate,
  receivedOn,
}: Pick<ExportedReceipt, 'orderNumber' | 'orderDate' | 'receivedOn'>) =>
  orderNumber ? { number: orderNumber, date: orderDate ?? receivedOn } : null;

/** What nobody was found for yet is a part of its own, so that the parts make what the bank says. */
function received(receipt: ExportedReceipt, { currency, requisites }: SellerRecord): ExportedObject {
  const { id, receivedOn, source, amount, purpose, parts, payer } = receipt;
  const rest = amount - sum(parts.map((part) => part.amount));
  return {
    type: 'received',
    money: {
      ...{ id, receivedOn, source, currency, amount, purpose, order: orderOf(receipt) },
      seller: partyOf(requisites),
      from: onlyCustomer(parts, rest) ?? payerOf(payer),
      parts: [
        ...parts.map((part) => ({
          amount: part.amount,
          owner: { contract: part.contract, customer: partyOfCustomer(part) },
        })),
        ...(rest > 0n ? [{ amount: rest, owner: null }] : []),
      ],
    },
  };
}

/** Without requisites a customer has only the name of its account: the money is there all the same. */
const partyOfCustomer = ({ requisites, accountName }: ExportedCustomer): PartyRequisites =>
  requisites ? partyOf(requisites) : { name: accountName, inn: '', kpp: null, address: '' };

function onlyCustomer(parts: readonly ExportedCustomer[], rest: bigint): PartyRequisites | null {
  const [first, ...others] = parts.map(partyOfCustomer);
  if (!first || rest > 0n) return null;
  return others.every(({ inn, kpp }) => inn === first.inn && kpp === first.kpp) ? first : null;
}

const payerOf = ({ name, inn }: ExportedReceipt['payer']): PartyRequisites => ({
  ...{ name, inn: inn ?? '', kpp: null, address: '' },
});

/** `2026-11-21T10:00:00` of the seller's zone. */
function localTime(at: Date, timeZone: string): string {
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'medium', hourCycle: 'h23' }).format(
    at,
  );
  return `${dayOf(at, timeZone)}T${time}`;
}
