import { Injectable } from '@nestjs/common';
import {
  NotInFormat,
  contractOf,
  renderAdvanceInvoiceXml,
  renderCorrectionXml,
  renderReconciliationXml,
  renderUpdXml,
  type AdvanceInvoiceFacts,
  type CorrectionFacts,
  type PartyRequisites,
  type ReconciliationFacts,
  type UpdFacts,
  type XmlFile,
} from '@rocket/documents';
import type { EntityManager } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { ProfileStore } from '../accounts/profile.store';
import { ApiError, notFound } from '../platform/api-error';
import type { DocumentKind, DocumentRecord } from './document.store';
import { exchangeEnvelope } from './exchange-envelope';
import { partyOf } from './party-of';

/** The requisites of today, which complete what a document did not know on its day. */
export interface Parties {
  readonly timeZone: string;
  readonly seller: PartyRequisites;
  readonly customer: PartyRequisites | null;
}

export interface ElectronicFile extends XmlFile {
  /** With the facts of the document it gives the same bytes again. */
  readonly envelope: unknown;
}

type Form = (document: DocumentRecord, parties: Parties) => ElectronicFile;

/** Names of the text fields of line 5б: the format has no element for it and the letter that names them was not read. */
const ADVANCE_INVOICE_FIELDS = { number: 'НомерАвансСФ', date: 'ДатаАвансСФ' };

const updForm: Form = (document, parties) => {
  const facts = document.facts as UpdFacts;
  const envelope = {
    ...exchangeEnvelope(exchangeFacts(document, facts, parties)),
    basis: contractOf(facts.basis),
    advanceInvoiceFields: ADVANCE_INVOICE_FIELDS,
  };
  return { ...renderUpdXml(facts, envelope), envelope };
};

const correctionForm: Form = (document, parties) => {
  const facts = document.facts as CorrectionFacts;
  const envelope = exchangeEnvelope(exchangeFacts(document, facts, parties));
  return { ...renderCorrectionXml(facts, envelope), envelope };
};

const advanceForm: Form = (document, parties) => {
  const facts = document.facts as AdvanceInvoiceFacts;
  const envelope = exchangeEnvelope(exchangeFacts(document, facts, parties));
  return { ...renderAdvanceInvoiceXml(facts, envelope), envelope };
};

const reconciliationForm: Form = (document, parties) => {
  const facts = document.facts as ReconciliationFacts;
  const missing = [
    ...(facts.seller.ogrn ? [] : [{ path: 'seller.ogrn', message: 'Укажите ОГРН продавца' }]),
    ...(facts.customer.ogrn
      ? []
      : [{ path: 'ogrn', message: 'Укажите ОГРН в реквизитах и запросите акт заново' }]),
    // The format of this paper has a place for the KPP of an organisation and lets nobody leave it out.
    ...(facts.customer.kpp || facts.customer.inn.length !== 10
      ? []
      : [{ path: 'kpp', message: 'Укажите КПП в реквизитах и запросите акт заново' }]),
  ];
  if (missing.length > 0)
    throw new ApiError(
      'requisites_incomplete',
      missing.map(({ message }) => message).join('. '),
      {},
      missing,
    );
  const envelope = exchangeEnvelope(exchangeFacts(document, facts, parties));
  return { ...renderReconciliationXml(facts, envelope), envelope };
};

const exchangeFacts = (
  { id, createdAt }: DocumentRecord,
  { seller, customer }: { seller: PartyRequisites; customer: PartyRequisites },
  parties: Parties,
) => ({
  documentId: id,
  createdAt,
  timeZone: parties.timeZone,
  seller,
  customer,
  sellerToday: parties.seller,
  customerToday: parties.customer,
});

const FORMS: Partial<Record<DocumentKind, Form>> = {
  upd: updForm,
  correction: correctionForm,
  advance_invoice: advanceForm,
  reconciliation: reconciliationForm,
};

/** Documents as files of the formats of FNS, for accounting programs and for exchange through an operator (facts 1.5–1.6). */
@Injectable()
export class ElectronicForms {
  /** Kinds that have an electronic form. */
  readonly kinds = Object.keys(FORMS) as DocumentKind[];

  constructor(
    private readonly accounts: AccountStore,
    private readonly profiles: ProfileStore,
  ) {}

  async parties(tx: EntityManager, accountId: string): Promise<Parties> {
    const { seller } = await this.accounts.read(tx, accountId);
    const customer = await this.profiles.find(tx, accountId);
    return {
      timeZone: seller.timeZone,
      seller: partyOf(seller.requisites, seller.country),
      customer: customer && partyOf(customer, seller.country),
    };
  }

  /**
   * @throws ApiError `not_found` for a kind that has no electronic form, `requisites_incomplete` naming what is missing,
   *   `not_in_format` when the format has no place for what the document says
   */
  render(document: DocumentRecord, parties: Parties): ElectronicFile {
    const form = FORMS[document.kind];
    // The formats are those of the Russian tax service.
    if (!form || parties.seller.country) throw notFound('У этого документа нет XML');
    try {
      return form(document, parties);
    } catch (error) {
      if (error instanceof NotInFormat) throw new ApiError('not_in_format', error.message);
      throw error;
    }
  }

  /** Whether the file can be had now. One paper that cannot does not keep others from being listed; asked for, it says why. */
  isReady(document: DocumentRecord, parties: Parties): boolean {
    try {
      return this.render(document, parties).bytes.length > 0;
    } catch {
      return false;
    }
  }
}
