import { Injectable } from '@nestjs/common';
import { TWO_SIDED } from '@rocket/billing';
import type { HandOverTaskDto, HandOverTasksDto } from '@rocket/contracts';
import { DataSource } from 'typeorm';
import { ListDocuments } from '../documents/list-documents';
import { pageOf, type PageRequest } from '../platform/cursor';
import { EdoOperator } from './edo-operator';
import { HandOverStore, type HandOverTaskRow } from './hand-over.store';

const LIMIT = 25;

/** Documents whose originals wait to go to customers, and how those that went did: the accountant's desk (rule 19, clause 2.1.6). */
@Injectable()
export class ListHandOverTasks {
  constructor(
    private readonly db: DataSource,
    private readonly documents: ListDocuments,
    private readonly handOvers: HandOverStore,
    private readonly operator: EdoOperator,
  ) {}

  async run(asked: PageRequest & { state: HandOverTaskDto['state'] }): Promise<HandOverTasksDto> {
    const request = { ...asked, limit: asked.limit ?? LIMIT };
    const rows = await this.handOvers.tasks(this.db.manager, TWO_SIDED, request);
    const page = pageOf(
      rows,
      request,
      (row) => row,
      (row) => [row.created_at.toISOString(), row.id],
    );
    const items: HandOverTaskDto[] = [];
    for (const row of page.items) items.push(await this.task(row));
    return { items, nextCursor: page.nextCursor, operator: this.operator.isConfigured };
  }

  private async task(row: HandOverTaskRow): Promise<HandOverTaskDto> {
    const { account_id: account, id } = row;
    const [document] = (await this.documents.run(account, { id })).items;
    const all = row.handover_id ? await this.handOvers.ofDocument(this.db.manager, account, id) : [];
    return {
      account,
      accountName: row.account_name,
      document: document!,
      participant: row.participant,
      state: row.state,
      handOver: all.find((one) => one.id === row.handover_id) ?? null,
      tries: row.tries,
      nextTryAt: row.next_try_at?.toISOString() ?? null,
    };
  }
}
