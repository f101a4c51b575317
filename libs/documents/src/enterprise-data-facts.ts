import type { Currency, LocalDate, Minor } from '@rocket/kernel';
import type { AdvanceInvoiceFacts } from './advance-invoice-facts';
import type { CorrectionFacts } from './correction-facts';
import type { InvoiceFacts } from './invoice-facts';
import type { PartyRequisites } from './party';
import type { DocumentReference, UpdFacts } from './upd-facts';

/** The contract of one account: two accounts of one company settle apart, as their balances do. */
export interface ExportedContract {
  readonly accountId: string;
  /** «Публичная оферта № 6 от 19.08.2025». */
  readonly title: string;
  /** What the customer knows the account by: the number of the account in amoCRM. */
  readonly accountNumber: string;
}

/** A part of received money and whose it is. Minor units. */
export interface ExportedPart {
  readonly amount: Minor;
  /** Null: not found out yet whose it is. */
  readonly owner: { readonly contract: ExportedContract; readonly customer: PartyRequisites } | null;
}

/** Money that came in, whole: its parts make its amount. */
export interface ReceivedMoney {
  readonly id: string;
  readonly receivedOn: LocalDate;
  readonly source: 'bank' | 'robokassa' | 'yookassa';
  readonly currency: Currency;
  readonly amount: Minor;
  readonly order: DocumentReference | null;
  readonly purpose: string;
  readonly seller: PartyRequisites;
  /** The customer when all of it is one customer's; else whoever paid, as the bank called him. */
  readonly from: PartyRequisites;
  readonly parts: readonly ExportedPart[];
}

/** Money paid back to a customer when the contract ended. Minor units. */
export interface PaidBack {
  readonly id: string;
  readonly paidOn: LocalDate;
  readonly to: 'bank' | 'robokassa' | 'yookassa';
  readonly currency: Currency;
  readonly amount: Minor;
  readonly purpose: string;
  readonly seller: PartyRequisites;
  readonly customer: PartyRequisites;
  readonly contract: ExportedContract;
}

interface Paper<Facts> {
  readonly id: string;
  readonly contract: ExportedContract;
  readonly facts: Facts;
}

/** One thing an accountant loads. `id` of a paper is that of the document: it never changes. */
export type ExportedObject =
  | { readonly type: 'counterparty'; readonly party: PartyRequisites }
  | {
      readonly type: 'contract';
      readonly contract: ExportedContract;
      readonly seller: PartyRequisites;
      readonly customer: PartyRequisites;
      readonly currency: Currency;
    }
  | ({ readonly type: 'invoice' } & Paper<InvoiceFacts>)
  | { readonly type: 'received'; readonly money: ReceivedMoney }
  | ({
      readonly type: 'advance';
      /** The receipt it is drawn up for; null when it cannot be told any more. */
      readonly receipt: Pick<ReceivedMoney, 'id' | 'source' | 'receivedOn' | 'order'> | null;
    } & Paper<AdvanceInvoiceFacts>)
  /** `isInvoice`: a UPD of status 1, which is a tax invoice too. An act and a certificate are none. */
  | ({ readonly type: 'sale'; readonly isInvoice: boolean } & Paper<
      Pick<
        UpdFacts,
        'number' | 'issuedOn' | 'seller' | 'customer' | 'currency' | 'lines' | 'totals' | 'transferredOn'
      > &
        Partial<Pick<UpdFacts, 'paymentDocuments'>>
    >)
  | ({
      readonly type: 'correction';
      /** The corrected UPDs, in the order of `facts.original`. */
      readonly originals: readonly { readonly id: string; readonly transferredOn: LocalDate }[];
    } & Paper<CorrectionFacts>)
  | { readonly type: 'paid_back'; readonly money: PaidBack };
