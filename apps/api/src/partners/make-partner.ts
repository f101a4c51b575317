import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { billingError } from '@rocket/billing';
import { assertPartner } from '@rocket/catalog';
import type { MakePartnerDto, PartnershipDto } from '@rocket/contracts';
import { Clock, dayOf, localDate, type LocalDate } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { isContractOver } from '../accounts/contract-end';
import { ApiError } from '../platform/api-error';
import { withTransaction } from '../platform/database';
import { firstOfMonth } from './months';
import { PartnershipStore, isOverOn, type NewPartnership } from './partnership.store';
import { RenewPartnership } from './renew-partnership';
import { ShowPartnership } from './show-partnership';

/** Without what is read as something else: no 0 and O, no 1 and I. */
const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const CODE_LENGTH = 8;
const newCode = (): string =>
  Array.from({ length: CODE_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');

/**
 * Makes the holder of an account a partner: it has a code to give to customers, and rewards from this month on (rule 34). One whose
 * partnership is over becomes a partner again by another contract, with the code and the customers it had.
 *
 * Throws `already_partner` while a partnership lasts, `account_not_active` after the contract of the account itself, `partner_unknown` for a code the offer does not name, `validation_failed`.
 */
@Injectable()
export class MakePartner {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly partnerships: PartnershipStore,
    private readonly renew: RenewPartnership,
    private readonly show: ShowPartnership,
  ) {}

  async run(accountId: string, wish: MakePartnerDto, by: string): Promise<PartnershipDto> {
    const now = await this.clock.now();
    return withTransaction(this.db, async (tx) => {
      const account = await this.accounts.lock(tx, accountId);
      const today = dayOf(now, account.seller.timeZone);
      const before = await this.partnerships.find(tx, accountId);
      if (before && !isOverOn(before, today))
        throw new ApiError('already_partner', 'Этот аккаунт уже партнёр');
      if (isContractOver(account))
        throw billingError(
          'account_not_active',
          'Договор с этим клиентом закончился: партнёром его не сделать',
        );
      if (wish.signedOn > today)
        throw new ApiError('validation_failed', 'Договор ещё не подписан', {}, [
          { path: 'signedOn', message: 'Этот день ещё не наступил' },
        ]);
      if (wish.offerCode !== null) assertPartner(account.terms.partners ?? [], wish.offerCode);
      const contract = { contractNumber: wish.number, signedOn: localDate(wish.signedOn) };
      const made = { accountId, ...contract, offerCode: wish.offerCode };
      const since = before
        ? await this.renew.within(tx, before, made, account.seller, { by, now, today })
        : await this.begin(tx, { ...made, since: firstOfMonth(today) }, by, now);
      await this.partnerships.addTerms(tx, accountId, { ...wish.terms, from: since }, by, now);
      return this.show.within(tx, accountId);
    });
  }

  private async begin(
    tx: EntityManager,
    made: Omit<NewPartnership, 'code'>,
    by: string,
    now: Date,
  ): Promise<LocalDate> {
    while (!(await this.partnerships.insert(tx, { ...made, code: newCode() }, by, now)));
    return made.since;
  }
}
