import { Injectable } from '@nestjs/common';
import { rewardOf, rewardedUntil } from '@rocket/billing';
import { addDays, dayOf, startOfDay, type LocalDate } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { BroughtCustomerStore, type Moved } from './brought-customer.store';
import { endOfMonth } from './months';
import { termsOf, type PartnershipRecord } from './partnership.store';
import type { ToldReward } from './reward.store';

/** What a month comes to, and up to which entries of the customers it goes. */
export interface CountedMonth {
  readonly rewards: readonly ToldReward[];
  readonly moved: readonly Moved[];
}

/** Counts what the customers of a partner paid in a month. Of other accounts, so only work for everybody may ask. */
@Injectable()
export class CountRewards {
  constructor(private readonly brought: BroughtCustomerStore) {}

  async ofMonth(
    tx: EntityManager,
    partnership: PartnershipRecord,
    month: LocalDate,
    timeZone: string,
  ): Promise<CountedMonth> {
    const { accountId, endsOn } = partnership;
    const { base, percent, months } = termsOf(partnership, month);
    const end = endOfMonth(month, timeZone);
    const customers = await this.brought.toCount(tx, accountId);
    const asked = customers.map(({ id, since }) => {
      const until = rewardedUntil(dayOf(since, timeZone), months, endsOn);
      const over = until && startOfDay(addDays(until, 1), timeZone);
      return { id, before: over && over < end ? over : end };
    });
    const moved = await this.brought.moved(tx, accountId, base, asked, end);
    const byId = new Map(moved.map((each) => [each.id, each]));
    const rewards = customers.flatMap((customer): ToldReward[] => {
      const { amount, uptoSeq } = byId.get(customer.id)!;
      const reward = rewardOf(amount, customer, percent);
      if (!reward) return [];
      return [
        { ...reward, broughtId: customer.id, percent: reward.kind === 'earned' ? percent : null, uptoSeq },
      ];
    });
    return { rewards, moved };
  }
}
