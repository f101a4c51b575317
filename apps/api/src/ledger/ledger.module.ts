import { Module } from '@nestjs/common';
import { AlertStore } from './alert.store';
import { GrantStore } from './grant.store';
import { LedgerStore } from './ledger.store';

@Module({ providers: [AlertStore, GrantStore, LedgerStore], exports: [AlertStore, GrantStore, LedgerStore] })
export class LedgerModule {}
