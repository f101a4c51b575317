import { Injectable } from '@nestjs/common';
import type { NoticeDto, Page } from '@rocket/contracts';
import { DataSource } from 'typeorm';
import type { PageRequest } from '../platform/cursor';
import { NoticeStore } from './notice.store';

/** What an account was told, with the evidence of delivery (rule 28). */
@Injectable()
export class ListNotices {
  constructor(
    private readonly db: DataSource,
    private readonly notices: NoticeStore,
  ) {}

  run(accountId: string, request: PageRequest): Promise<Page<NoticeDto>> {
    return this.notices.list(this.db.manager, accountId, request);
  }
}
