import { Injectable } from '@nestjs/common';
import type { Page, ParkedAccountDto, RunDetailsDto, RunDto } from '@rocket/contracts';
import { DataSource } from 'typeorm';
import type { PageRequest } from '../platform/cursor';
import { ParkedStore } from './parked.store';
import { RunStore } from './run.store';

@Injectable()
export class ListRuns {
  constructor(
    private readonly db: DataSource,
    private readonly runs: RunStore,
    private readonly parkedAccounts: ParkedStore,
  ) {}

  run(request: PageRequest): Promise<Page<RunDto>> {
    return this.runs.list(this.db.manager, request);
  }

  one(id: string): Promise<RunDetailsDto> {
    return this.runs.read(this.db.manager, id);
  }

  parked(request: PageRequest): Promise<Page<ParkedAccountDto>> {
    return this.parkedAccounts.list(this.db.manager, request);
  }
}
