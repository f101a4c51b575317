import { Controller, Get } from '@nestjs/common';
import { searchQuery, type SearchHitDto } from '@rocket/contracts';
import type { z } from 'zod';
import { Who, ZodQuery } from '../platform/door';
import { SearchAccounts } from './search-accounts';

@Controller('search')
@Who('staff')
export class SearchController {
  constructor(private readonly searchAccounts: SearchAccounts) {}

  @Get()
  async search(
    @ZodQuery(searchQuery) query: z.output<typeof searchQuery>,
  ): Promise<{ items: SearchHitDto[] }> {
    return { items: await this.searchAccounts.run(query.q, query.limit) };
  }
}
