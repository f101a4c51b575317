import { Injectable } from '@nestjs/common';
import {
  reconciliationXlsx,
  renderAct,
  renderAdvanceInvoice,
  renderCertificate,
  renderCorrection,
  renderInvoice,
  renderReconciliation,
  renderUpd,
  type ActFacts,
  type AdvanceInvoiceFacts,
  type CertificateFacts,
  type CorrectionFacts,
  type InvoiceFacts,
  type ReconciliationFacts,
  type UpdFacts,
} from '@rocket/documents';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { notFound } from '../platform/api-error';
import { DocumentStore, type DocumentRecord, type FileFormat, type KeptFile } from './document.store';
import { ElectronicForms } from './electronic-forms';

export interface DocumentBytes {
  readonly bytes: Buffer;
  /** What to call the file: the formats of FNS prescribe it. */
  readonly fileName: string;
  readonly document: DocumentRecord;
}

/** The bytes of a document: made once of its facts, kept with their hash, the same for ever. */
@Injectable()
export class MakeFile {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly documents: DocumentStore,
    private readonly forms: ElectronicForms,
  ) {}

  /**
   * @throws ApiError `not_found` for a format this kind does not have, `requisites_incomplete` and `not_in_format` for an
   *   electronic form that cannot be made
   */
  async run(documentId: string, format: FileFormat): Promise<DocumentBytes> {
    const now = await this.clock.now();
    const tx = this.db.manager;
    const document = await this.documents.read(tx, documentId);
    const { accountId } = document;
    const kept = await this.documents.file(tx, accountId, documentId, format);
    if (kept) return named(kept, document, format);
    await this.documents.keepFile(tx, accountId, documentId, format, await this.make(document, format), now);
    return named((await this.documents.file(tx, accountId, documentId, format))!, document, format);
  }

  private async make(document: DocumentRecord, format: FileFormat) {
    switch (format) {
      case 'pdf':
        return { bytes: await render(document) };
      case 'xml':
        return this.forms.render(document, await this.forms.parties(this.db.manager, document.accountId));
      case 'xlsx':
        if (document.kind !== 'reconciliation') throw notFound('У этого документа нет таблицы');
        return { bytes: await reconciliationXlsx(document.facts as ReconciliationFacts) };
    }
  }
}

const named = (
  { bytes, fileName }: KeptFile,
  document: DocumentRecord,
  format: FileFormat,
): DocumentBytes => ({
  bytes,
  fileName: fileName ?? `${document.kind}-${document.number}-${document.issuedOn}.${format}`,
  document,
});

function render(document: DocumentRecord): Promise<Uint8Array> {
  switch (document.kind) {
    case 'invoice':
      return renderInvoice(document.facts as InvoiceFacts);
    case 'upd':
      return renderUpd(document.facts as UpdFacts);
    case 'correction':
      return renderCorrection(document.facts as CorrectionFacts);
    case 'act':
      return renderAct(document.facts as ActFacts);
    case 'certificate':
      return renderCertificate(document.facts as CertificateFacts);
    case 'advance_invoice':
      return renderAdvanceInvoice(document.facts as AdvanceInvoiceFacts);
    case 'reconciliation':
      return renderReconciliation(document.facts as ReconciliationFacts);
  }
}
