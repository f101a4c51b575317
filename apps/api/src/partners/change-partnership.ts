import { Injectable } from '@nestjs/common';
import type { PartnershipDto, RewardTermsDto } from '@rocket/contracts';
import { Clock, dayOf, localDate, type LocalDate } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { ApiError } from '../platform/api-error';
import { withTransaction } from '../platform/database';
import { readMonth } from './months';
import { PartnershipStore, isOverOn, type PartnershipRecord } from './partnership.store';
import { ShowPartnership } from './show-partnership';

/** Changes what is agreed with a partner: by which terms it is rewarded from a month on, and with which day it ends. */
@Injectable()
export class ChangePartnership {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly partnerships: PartnershipStore,
    private readonly show: ShowPartnership,
  ) {}

  /** @throws ApiError `not_found`, `partnership_over`, `rewards_told` for a month whose rewards are told */
  async terms(accountId: string, { from, ...terms }: RewardTermsDto, by: string): Promise<PartnershipDto> {
    const now = await this.clock.now();
    return this.change(accountId, now, async (tx, { nextMonth, endsOn }) => {
      const month = readMonth(from);
      if (endsOn !== null && month > endsOn)
        throw new ApiError('validation_failed', 'Договор с партнёром закончится раньше', {}, [
          { path: 'from', message: 'К этому месяцу договор уже закончится' },
        ]);
      if (month < nextMonth)
        throw new ApiError(
          'rewards_told',
          'Начисленное не пересчитывается: выберите более поздний месяц',
          {},
          [{ path: 'from', message: 'За этот месяц вознаграждение уже начислено' }],
        );
      await this.partnerships.addTerms(tx, accountId, { ...terms, from: month }, by, now);
    });
  }

  /** @throws ApiError `not_found`, `partnership_over`, `validation_failed` for a day that is over */
  async end(accountId: string, on: string, reason: string): Promise<PartnershipDto> {
    const now = await this.clock.now();
    return this.change(accountId, now, async (tx, _, today) => {
      if (on < today)
        throw new ApiError('validation_failed', 'Договор не закончить прошедшим днём', {}, [
          { path: 'on', message: 'Выберите сегодняшний или более поздний день' },
        ]);
      await this.partnerships.end(tx, accountId, localDate(on), reason);
    });
  }

  private change(
    accountId: string,
    now: Date,
    how: (tx: EntityManager, partnership: PartnershipRecord, today: LocalDate) => Promise<void>,
  ): Promise<PartnershipDto> {
    return withTransaction(this.db, async (tx) => {
      const { seller } = await this.accounts.lock(tx, accountId);
      const partnership = await this.partnerships.read(tx, accountId);
      const today = dayOf(now, seller.timeZone);
      if (isOverOn(partnership, today))
        throw new ApiError('partnership_over', 'Договор с партнёром закончился: его условий уже не изменить');
      await how(tx, partnership, today);
      return this.show.within(tx, accountId);
    });
  }
}
