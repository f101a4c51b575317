import { Injectable } from '@nestjs/common';
import { addTerm, billingError, vatInside, vatRate } from '@rocket/billing';
import { counted } from '@rocket/catalog';
import type { InvoiceDto, MoneyDto } from '@rocket/contracts';
import type { InvoiceFacts } from '@rocket/documents';
import { Clock, dayOf, parseMinor, printMinor, yearOf, type LocalDate, type Minor } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { ProfileStore } from '../accounts/profile.store';
import { DocumentStore } from '../documents/document.store';
import { partyOf } from '../documents/party-of';
import { SeriesStore } from '../documents/series.store';
import { withTransaction } from '../platform/database';
import { idOfRequest } from '../platform/ids';
import { Waker } from '../platform/wakings/waker';
import { InvoiceStore } from './invoice.store';

/**
 * Issues an invoice for a top-up: a request for payment, not money (rules 1, 18). VAT stands inside the amount at the rate
 * of the day.
 *
 * Refuses: `profile_required` before the customer's requisites are given, `below_minimum_payment`, another currency.
 */
@Injectable()
export class IssueInvoice {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly profiles: ProfileStore,
    private readonly invoices: InvoiceStore,
    private readonly documents: DocumentStore,
    private readonly series: SeriesStore,
    private readonly waker: Waker,
  ) {}

  async run(
    accountId: string,
    wish: MoneyDto,
    actor: string,
    requestKey: string | null = null,
  ): Promise<InvoiceDto> {
    const now = await this.clock.now();
    const invoice = await withTransaction(this.db, async (tx) => {
      const account = await this.accounts.lock(tx, accountId);
      const id = idOfRequest(requestKey, now);
      const [made] = (await this.invoices.list(tx, accountId, { id }, now)).items;
      return made ?? this.within(tx, account, { id, amount: this.amountOf(account, wish) }, actor, now);
    });
    this.waker.wake('documents');
    return invoice;
  }

  /** The same in somebody's transaction, of a locked account: whoever calls it wakes documents afterwards. */
  async within(
    tx: EntityManager,
    account: AccountRecord,
    { id, amount }: { readonly id: string; readonly amount: Minor },
    actor: string,
    now: Date,
  ): Promise<InvoiceDto> {
    const accountId = account.id;
    const requisites = await this.profiles.find(tx, accountId);
    if (!requisites) throw billingError('profile_required', 'Сначала укажите реквизиты плательщика');
    const issuedOn = dayOf(now, account.seller.timeZone);
    const dueOn = addTerm(issuedOn, counted(account.terms, account.terms.invoiceValidity));
    const percent = vatRate(account.seller.vatRegime, issuedOn);
    const vat = { rate: percent?.toString() ?? null, amount: vatInside(amount, percent) };
    const sellerCode = account.seller.code;
    const year = yearOf(issuedOn);
    const number = await this.series.next(tx, sellerCode, 'invoice', year);
    const facts = factsOf(account, { number, issuedOn, dueOn, amount, vat, customer: partyOf(requisites) });
    const taxes = { vatRate: vat.rate, vatAmount: vat.amount };
    const paper = { id, accountId, sellerCode, number, issuedOn, amount, ...taxes };
    const document = { ...paper, kind: 'invoice', year, source: `invoice:${id}`, facts } as const;
    await this.documents.insert(tx, document, actor, now);
    const customer = { customerInn: requisites.inn, customerName: requisites.legalName };
    await this.invoices.insert(tx, { ...paper, ...customer, dueOn }, now);
    const page = await this.invoices.list(tx, accountId, { id }, now);
    return page.items[0]!;
  }

  private amountOf({ seller, terms }: AccountRecord, wish: MoneyDto): Minor {
    if (wish.currency !== seller.currency) {
      throw billingError('wrong_currency', `Расчёты ведутся в ${seller.currency}`, {}, [
        { path: 'amount.currency', message: `Нужна ${seller.currency}` },
      ]);
    }
    const amount = parseMinor(wish.amount);
    if (amount < parseMinor(terms.minimumPayment.amount)) {
      const minimum = terms.minimumPayment;
      throw billingError(
        'below_minimum_payment',
        `Наименьший платёж — ${minimum.amount} ${minimum.currency}`,
        { minimum },
        [{ path: 'amount.amount', message: `Не меньше ${minimum.amount}` }],
      );
    }
    return amount;
  }
}

interface InvoiceParts {
  readonly number: number;
  readonly issuedOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly amount: Minor;
  readonly vat: { rate: string | null; amount: Minor };
  readonly customer: InvoiceFacts['customer'];
}

function factsOf(account: AccountRecord, parts: InvoiceParts): InvoiceFacts {
  const { number, issuedOn, amount, vat } = parts;
  const [year, month, day] = issuedOn.split('-');
  const tax =
    vat.rate === null
      ? 'Без НДС'
      : `В том числе НДС ${vat.rate}% ${printMinor(vat.amount).replace('.', '-')} руб.`;
  return {
    ...parts,
    number: String(number),
    seller: partyOf(account.seller.requisites),
    contract: account.terms.title,
    currency: account.seller.currency,
    lines: [
      {
        name: `Пополнение лицевого счёта сервиса «${account.seller.name}», аккаунт amoCRM ${account.amocrmAccountId}`,
        quantity: '1',
        unit: 'усл.',
        amount,
      },
    ],
    total: amount,
    purpose: `Оплата по счету № ${number} от ${day}.${month}.${year} за пополнение лицевого счёта ${account.amocrmAccountId}. ${tax}`,
  };
}
