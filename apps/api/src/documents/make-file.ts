import { Injectable } from '@nestjs/common';
import {
  renderCorrection,
  renderInvoice,
  renderUpd,
  type CorrectionFacts,
  type InvoiceFacts,
  type UpdFacts,
} from '@rocket/documents';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { notFound } from '../platform/api-error';
import { DocumentStore, type DocumentRecord } from './document.store';

/** The bytes of a document: made once of its facts, kept with their hash, the same for ever. */
@Injectable()
export class MakeFile {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly documents: DocumentStore,
  ) {}

  /** @throws ApiError `not_found` for a format this kind does not have */
  async run(documentId: string, format: 'pdf' | 'xml'): Promise<{ bytes: Buffer; document: DocumentRecord }> {
    const now = await this.clock.now();
    const document = await this.documents.read(this.db.manager, documentId);
    const { accountId } = document;
    const kept = await this.documents.file(this.db.manager, accountId, documentId, format);
    if (kept) return { bytes: kept, document };
    if (format === 'xml') throw notFound('У этого документа нет XML');
    const bytes = await render(document);
    await this.documents.keepFile(this.db.manager, accountId, documentId, 'pdf', bytes, now);
    return { bytes: (await this.documents.file(this.db.manager, accountId, documentId, 'pdf'))!, document };
  }
}

function render(document: DocumentRecord): Promise<Uint8Array> {
  switch (document.kind) {
    case 'invoice':
      return renderInvoice(document.facts as InvoiceFacts);
    case 'upd':
      return renderUpd(document.facts as UpdFacts);
    case 'correction':
      return renderCorrection(document.facts as CorrectionFacts);
    default:
      throw new Error(`Documents of kind ${document.kind} are not drawn yet`);
  }
}
