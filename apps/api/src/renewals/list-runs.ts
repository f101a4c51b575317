import { Injectable } from '@nestjs/common';
import type { Page, RunDto } from '@rocket/contracts';
import { DataSource } from 'typeorm';
import type { PageRequest } from '../platform/cursor';
import { RunStore } from './run.store';

@Injectable()
export class ListRuns {
  constructor(
    private readonly db: DataSource,
    private readonly runs: RunStore,
  ) {}

  run(request: PageRequest): Promise<Page<RunDto>> {
    return this.runs.list(this.db.manager, request);
  }

  one(id: string): Promise<RunDto> {
    return this.runs.read(this.db.manager, id);
  }
}
