import { Injectable } from '@nestjs/common';
import { billingError } from '@rocket/billing';
import type { ApprovalDto, Page } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import type { PageRequest } from '../platform/cursor';
import { withTransaction } from '../platform/database';
import { callerKey, type StaffCaller } from '../platform/door';
import { Waker } from '../platform/wakings/waker';
import { ApprovalStore } from './approval.store';
import { GiveBonus } from './give-bonus';

/** A second person decides (rule 6). Refuses: one's own request (`own_request`), one already decided, what cannot be given any more. */
@Injectable()
export class DecideApproval {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly approvals: ApprovalStore,
    private readonly giveBonus: GiveBonus,
    private readonly waker: Waker,
  ) {}

  async run(id: string, decision: 'approve' | 'reject', staff: StaffCaller): Promise<ApprovalDto> {
    const now = await this.clock.now();
    const by = callerKey(staff);
    const view = await withTransaction(this.db, async (tx) => {
      const approval = await this.approvals.lock(tx, id);
      if (approval.requestedBy === by)
        throw billingError('own_request', 'Свой запрос подтверждает другой сотрудник');
      if (approval.state !== 'pending')
        throw billingError('already_decided', 'По этому запросу уже есть решение');
      await this.approvals.decide(tx, id, decision === 'approve' ? 'approved' : 'rejected', by, now);
      if (decision === 'approve') {
        const account = await this.accounts.lock(tx, approval.accountId);
        await this.giveBonus.approved(tx, account, approval, by, now);
      }
      return this.approvals.view(tx, id);
    });
    this.waker.wake('notices');
    return view;
  }

  pending(request: PageRequest): Promise<Page<ApprovalDto>> {
    return this.approvals.pending(this.db.manager, request);
  }
}
