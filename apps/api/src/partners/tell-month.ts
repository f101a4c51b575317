import { Injectable } from '@nestjs/common';
import type { Currency } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { NoticeStore } from '../notices/notice.store';
import { BroughtCustomerStore } from './brought-customer.store';
import { CountRewards } from './count-rewards';
import { rewardedNotice } from './partner-notices';
import type { PartnershipRecord } from './partnership.store';
import { RewardStore } from './reward.store';

/** Tells a partner what its next month has earned. */
@Injectable()
export class TellMonth {
  constructor(
    private readonly brought: BroughtCustomerStore,
    private readonly rewards: RewardStore,
    private readonly count: CountRewards,
    private readonly notices: NoticeStore,
  ) {}

  /** Within a transaction of everybody that holds the lock of the partner's account. Nothing of the month may still be to come. */
  async within(
    tx: EntityManager,
    partnership: PartnershipRecord,
    { timeZone, currency }: { readonly timeZone: string; readonly currency: Currency },
    now: Date,
  ): Promise<void> {
    const { accountId, nextMonth: month } = partnership;
    const { rewards, moved } = await this.count.ofMonth(tx, partnership, month, timeZone);
    await this.rewards.tell(tx, accountId, month, rewards, now);
    await this.brought.counted(tx, accountId, moved);
    const notice = rewardedNotice(accountId, month, rewards, currency);
    if (notice) await this.notices.post(tx, [notice], now);
  }
}
