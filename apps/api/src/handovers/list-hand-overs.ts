import { Injectable } from '@nestjs/common';
import type { HandOverDto } from '@rocket/contracts';
import { DataSource } from 'typeorm';
import { DocumentStore } from '../documents/document.store';
import { HandOverStore } from './hand-over.store';

/** How a document went to the customer, with the evidence. */
@Injectable()
export class ListHandOvers {
  constructor(
    private readonly db: DataSource,
    private readonly documents: DocumentStore,
    private readonly handOvers: HandOverStore,
  ) {}

  /** @throws ApiError `not_found` */
  async run(documentId: string): Promise<{ items: HandOverDto[] }> {
    const { accountId } = await this.documents.read(this.db.manager, documentId);
    return { items: await this.handOvers.ofDocument(this.db.manager, accountId, documentId) };
  }
}
