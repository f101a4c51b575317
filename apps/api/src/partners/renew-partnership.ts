import { Injectable } from '@nestjs/common';
import { later, type Currency, type LocalDate } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { BroughtCustomerStore } from './brought-customer.store';
import { firstOfMonth } from './months';
import { PartnershipStore, isToTell, type NewPartnership, type PartnershipRecord } from './partnership.store';
import { TellMonth } from './tell-month';

/**
 * Puts another contract in the place of a partner's contract that is over (decision 0027). What the one before has earned is told first, as
 * far as it goes; what customers paid since then is nobody's, and what they pay from now on is counted under the new one.
 */
@Injectable()
export class RenewPartnership {
  constructor(
    private readonly partnerships: PartnershipStore,
    private readonly brought: BroughtCustomerStore,
    private readonly tellMonth: TellMonth,
  ) {}

  /** Within a transaction of everybody that holds the lock of the partner's account. `before` is over. Gives the first month rewarded. */
  async within(
    tx: EntityManager,
    before: PartnershipRecord,
    made: Omit<NewPartnership, 'code' | 'since'>,
    seller: { readonly timeZone: string; readonly currency: Currency },
    { by, now, today }: { readonly by: string; readonly now: Date; readonly today: LocalDate },
  ): Promise<LocalDate> {
    const next = await this.tellRest(tx, before, seller, now);
    // A month is told once, so what is paid in one that is told already comes with the month after it.
    const since = later(firstOfMonth(today), next);
    await this.brought.passOver(tx, before.accountId);
    await this.partnerships.renew(tx, { ...made, since }, by, now);
    if (made.offerCode !== before.offerCode)
      await this.brought.changeLists(tx, before.accountId, before.offerCode, made.offerCode);
    return since;
  }

  /** Tells every month of a contract that is over. Gives the month after them. */
  private async tellRest(
    tx: EntityManager,
    before: PartnershipRecord,
    seller: { readonly timeZone: string; readonly currency: Currency },
    now: Date,
  ): Promise<LocalDate> {
    let partnership = before;
    while (isToTell(partnership)) {
      await this.tellMonth.within(tx, partnership, seller, now);
      partnership = await this.partnerships.read(tx, before.accountId);
    }
    return partnership.nextMonth;
  }
}
