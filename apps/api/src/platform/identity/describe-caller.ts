import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { MeDto } from '@rocket/contracts';
import { ApiError } from '../api-error';
import type { Caller } from '../caller';
import { DataSource } from 'typeorm';
import { AccountCards } from './account-cards';
import { IdentityStore } from './identity.store';

/** Who is signed in, as the panel shows it: a staff member, or a user with their account. */
@Injectable()
export class DescribeCaller {
  constructor(
    private readonly modules: ModuleRef,
    private readonly db: DataSource,
    private readonly store: IdentityStore,
  ) {}

  async run(caller: Caller): Promise<MeDto> {
    if (caller.kind === 'staff') {
      const { id, name, role, mustEnrol } = caller;
      return { kind: 'staff', id, name, role, ...(mustEnrol && { mustEnrol }) };
    }
    if (caller.kind !== 'user') throw new ApiError('unauthenticated', 'Нужно войти');
    const account = await this.modules.get(AccountCards, { strict: false }).card(caller.accountId);
    if (!account) throw new ApiError('not_connected', 'Аккаунт не найден');
    const email = await this.store.emailOf(this.db, caller.accountId, caller.id);
    return { kind: 'user', id: caller.id, name: caller.name, level: caller.level, email, account };
  }
}
