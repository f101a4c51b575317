import { Injectable } from '@nestjs/common';
import type { DocumentDto, Page } from '@rocket/contracts';
import { DataSource } from 'typeorm';
import type { PageRequest } from '../platform/cursor';
import { ElectronicForms } from './electronic-forms';
import { DocumentStore, type DocumentKind } from './document.store';

@Injectable()
export class ListDocuments {
  constructor(
    private readonly db: DataSource,
    private readonly documents: DocumentStore,
    private readonly forms: ElectronicForms,
  ) {}

  async run(
    accountId: string,
    request: PageRequest & { kind?: DocumentKind | undefined; id?: string },
  ): Promise<Page<DocumentDto>> {
    const parties = await this.forms.parties(this.db.manager, accountId);
    return this.documents.list(this.db.manager, accountId, request, (document) =>
      this.forms.isReady(document, parties),
    );
  }

  /** Whose document it is. @throws ApiError `not_found` */
  async accountOf(documentId: string): Promise<string> {
    return (await this.documents.read(this.db.manager, documentId)).accountId;
  }
}
