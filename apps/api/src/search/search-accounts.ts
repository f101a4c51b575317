import { Injectable } from '@nestjs/common';
import type { SearchHitDto } from '@rocket/contracts';
import { DataSource } from 'typeorm';
import { readSearch } from './read-search';
import { SearchStore } from './search.store';

const USUAL_LIMIT = 12;

/** Finds what one line may mean: exact numbers first, then beginnings, then parts of names. */
@Injectable()
export class SearchAccounts {
  constructor(
    private readonly db: DataSource,
    private readonly store: SearchStore,
  ) {}

  run(line: string, limit = USUAL_LIMIT): Promise<SearchHitDto[]> {
    return this.store.find(this.db.manager, readSearch(line), limit);
  }
}
