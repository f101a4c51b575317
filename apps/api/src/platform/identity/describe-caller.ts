import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { MeDto } from '@rocket/contracts';
import { ApiError } from '../api-error';
import type { Caller } from '../caller';
import { AccountCards } from './account-cards';

/** Who is signed in, as the panel shows it: a staff member, or a user with their account. */
@Injectable()
export class DescribeCaller {
  constructor(private readonly modules: ModuleRef) {}

  async run(caller: Caller): Promise<MeDto> {
    if (caller.kind === 'staff')
      return { kind: 'staff', id: caller.id, name: caller.name, role: caller.role };
    if (caller.kind !== 'user') throw new ApiError('unauthenticated', 'Нужно войти');
    const account = await this.modules.get(AccountCards, { strict: false }).card(caller.accountId);
    if (!account) throw new ApiError('not_connected', 'Аккаунт не найден');
    return { kind: 'user', id: caller.id, name: caller.name, level: caller.level, account };
  }
}
