import { Injectable } from '@nestjs/common';
import type { PartnerPayoutDto, PayPartnerDto } from '@rocket/contracts';
import { Clock, dayOf, localDate, moneyText, parseMinor, type Currency } from '@rocket/kernel';
import { billingError } from '@rocket/billing';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { ApiError, notFound } from '../platform/api-error';
import { withTransaction } from '../platform/database';
import { idOfRequest } from '../platform/ids';
import { payoutView } from './payout-view';
import { PartnershipStore, beganOn } from './partnership.store';
import { PayoutStore } from './payout.store';
import { RewardStore } from './reward.store';

const wrongDay = (path: string, message: string): ApiError =>
  new ApiError('validation_failed', message, {}, [{ path, message }]);

/** Records what was paid to a partner by the bank, and what the bank sent back. The money itself moves outside. */
@Injectable()
export class PayPartner {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly partnerships: PartnershipStore,
    private readonly rewards: RewardStore,
    private readonly payouts: PayoutStore,
  ) {}

  /** @throws ApiError `not_found`, `more_than_due`, `validation_failed`; DomainError `wrong_currency` */
  async pay(
    accountId: string,
    wish: PayPartnerDto,
    by: string,
    requestKey: string | null,
  ): Promise<PartnerPayoutDto> {
    const now = await this.clock.now();
    return withTransaction(this.db, async (tx) => {
      const { seller } = await this.accounts.lock(tx, accountId);
      const partnership = await this.partnerships.read(tx, accountId);
      const id = await idOfRequest(tx, accountId, requestKey, now);
      // Recorded before, and the answer was lost.
      const known = await this.payouts.find(tx, accountId, id);
      if (known) return payoutView(known, partnership, seller);
      if (wish.amount.currency !== seller.currency)
        throw billingError('wrong_currency', `Вознаграждение выплачивается в ${seller.currency}`);
      const paidOn = localDate(wish.paidOn);
      if (paidOn > dayOf(now, seller.timeZone)) throw wrongDay('paidOn', 'Этот день ещё не наступил');
      if (paidOn < beganOn(partnership)) throw wrongDay('paidOn', 'Тогда партнёрства ещё не было');
      const amount = parseMinor(wish.amount.amount);
      const { earned, paid } = await this.rewards.balance(tx, accountId);
      if (amount > earned - paid) throw moreThanDue(earned - paid, seller.currency);
      const payout = { id, paidOn, amount, reference: wish.reference };
      await this.payouts.add(tx, accountId, payout, by, now);
      return payoutView({ ...payout, returnedOn: null }, partnership, seller);
    });
  }

  /** @throws ApiError `not_found`, `validation_failed`; DomainError `already_decided` when it came back already */
  async takeBack(
    accountId: string,
    id: string,
    { on, reason }: { readonly on: string; readonly reason: string },
    by: string,
  ): Promise<PartnerPayoutDto> {
    const now = await this.clock.now();
    return withTransaction(this.db, async (tx) => {
      const { seller } = await this.accounts.lock(tx, accountId);
      const payout = await this.payouts.find(tx, accountId, id);
      if (!payout) throw notFound('Такой выплаты нет');
      if (payout.returnedOn !== null) throw billingError('already_decided', 'Эта выплата уже возвращена');
      const returnedOn = localDate(on);
      if (returnedOn > dayOf(now, seller.timeZone)) throw wrongDay('on', 'Этот день ещё не наступил');
      if (returnedOn < payout.paidOn) throw wrongDay('on', 'Раньше самой выплаты');
      await this.payouts.takeBack(tx, accountId, id, { on: returnedOn, reason, by });
      return payoutView({ ...payout, returnedOn }, await this.partnerships.read(tx, accountId), seller);
    });
  }
}

const moreThanDue = (due: bigint, currency: Currency): ApiError => {
  const most = moneyText(due > 0n ? due : 0n, currency);
  return new ApiError('more_than_due', 'Это больше, чем начислено и ещё не выплачено', { due: most }, [
    { path: 'amount', message: 'Больше суммы к выплате' },
  ]);
};
