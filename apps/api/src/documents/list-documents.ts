import { Injectable } from '@nestjs/common';
import type { DocumentDto, Page } from '@rocket/contracts';
import { DataSource } from 'typeorm';
import type { PageRequest } from '../platform/cursor';
import { DocumentStore, type DocumentKind } from './document.store';

@Injectable()
export class ListDocuments {
  constructor(
    private readonly db: DataSource,
    private readonly documents: DocumentStore,
  ) {}

  run(
    accountId: string,
    request: PageRequest & { kind?: DocumentKind | undefined },
  ): Promise<Page<DocumentDto>> {
    return this.documents.list(this.db.manager, accountId, request);
  }

  /** Whose document it is. @throws ApiError `not_found` */
  async accountOf(documentId: string): Promise<string> {
    return (await this.documents.read(this.db.manager, documentId)).accountId;
  }
}
