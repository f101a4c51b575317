import { Injectable } from '@nestjs/common';
import type { Page, StaffMemberDto } from '@rocket/contracts';
import { DataSource } from 'typeorm';
import { ApiError, notFound } from '../../api-error';
import { WallClock } from '../../clock';
import { type PageRequest } from '../../cursor';
import { StaffMemberStore } from './staff-member.store';

/** Members of staff and how they sign in, as an administrator sees them. */
@Injectable()
export class StaffMembers {
  constructor(
    private readonly db: DataSource,
    private readonly clock: WallClock,
    private readonly store: StaffMemberStore,
  ) {}

  async page(request: PageRequest): Promise<Page<StaffMemberDto>> {
    return this.store.page(this.db, request, await this.clock.now());
  }

  /** @throws ApiError `not_found` */
  async one(id: string): Promise<StaffMemberDto> {
    const member = await this.store.read(this.db, id, await this.clock.now());
    if (!member) throw notFound('Такого сотрудника нет');
    return member;
  }

  /** Somebody else than who asks. @throws ApiError `not_found`, `forbidden` */
  async another(id: string, by: string): Promise<StaffMemberDto> {
    const member = await this.one(id);
    if (id === by) throw new ApiError('forbidden', 'О своём входе решает другой администратор');
    return member;
  }
}
