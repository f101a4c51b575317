import { Injectable } from '@nestjs/common';
import type { ActForCustomerDto, AuditEventDto, Page } from '@rocket/contracts';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import type { PageRequest } from '../platform/cursor';
import { ActStore, type AuditRequest } from './act.store';

/** Acts of people: all of them for an administrator (rule 31), what staff did for an account for the account itself. */
@Injectable()
export class ReadActs {
  constructor(
    private readonly db: DataSource,
    private readonly accounts: AccountStore,
    private readonly acts: ActStore,
  ) {}

  audit(request: AuditRequest): Promise<Page<AuditEventDto>> {
    return this.acts.audit(this.db.manager, request);
  }

  /** Without addresses, devices and reasons: those are between staff. @throws ApiError `not_found` */
  async forCustomer(accountId: string, request: PageRequest): Promise<Page<ActForCustomerDto>> {
    await this.accounts.read(this.db.manager, accountId);
    return this.acts.ofStaff(this.db.manager, accountId, request);
  }
}
