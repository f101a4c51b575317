import { Module } from '@nestjs/common';
import { GrantStore } from './grant.store';
import { LedgerStore } from './ledger.store';

@Module({ providers: [GrantStore, LedgerStore], exports: [GrantStore, LedgerStore] })
export class LedgerModule {}
