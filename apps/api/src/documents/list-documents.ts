import { Injectable } from '@nestjs/common';
import type { DocumentDto, Page } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { ElectronicForms } from './electronic-forms';
import { DocumentStore, type DocumentRecord, type DocumentsRequest } from './document.store';

@Injectable()
export class ListDocuments {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly documents: DocumentStore,
    private readonly forms: ElectronicForms,
  ) {}

  async run(accountId: string, request: DocumentsRequest): Promise<Page<DocumentDto>> {
    const now = await this.clock.now();
    const parties = await this.forms.parties(this.db.manager, accountId);
    const hasXml = (document: DocumentRecord) => this.forms.isReady(document, parties);
    const page = await this.documents.list(this.db.manager, accountId, request, hasXml, now);
    if (!request.asked) return page;
    return { ...page, items: page.items.filter(({ due }) => due.some(({ who }) => who === request.asked)) };
  }

  /** Whose document it is. @throws ApiError `not_found` */
  async accountOf(documentId: string): Promise<string> {
    return (await this.documents.read(this.db.manager, documentId)).accountId;
  }
}
