import { Module } from '@nestjs/common';
import { SearchAccounts } from './search-accounts';
import { SearchController } from './search.controller';
import { SearchStore } from './search.store';

@Module({ controllers: [SearchController], providers: [SearchAccounts, SearchStore] })
export class SearchModule {}
