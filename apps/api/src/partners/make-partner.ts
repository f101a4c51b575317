import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { billingError } from '@rocket/billing';
import { assertPartner } from '@rocket/catalog';
import type { MakePartnerDto, PartnershipDto } from '@rocket/contracts';
import { Clock, dayOf, localDate } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { ApiError } from '../platform/api-error';
import { withTransaction } from '../platform/database';
import { firstOfMonth } from './months';
import { PartnershipStore, type NewPartnership } from './partnership.store';
import { ShowPartnership } from './show-partnership';

/** Without what is read as something else: no 0 and O, no 1 and I. */
const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const CODE_LENGTH = 8;
const newCode = (): string =>
  Array.from({ length: CODE_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');

/**
 * Makes the holder of an account a partner: it has a code to give to customers, and rewards from this month on (rule 34).
 *
 * Throws `already_partner`, `account_not_active` after the contract of the account itself, `partner_unknown` for a code the offer does not name, `validation_failed`.
 */
@Injectable()
export class MakePartner {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly partnerships: PartnershipStore,
    private readonly show: ShowPartnership,
  ) {}

  async run(accountId: string, wish: MakePartnerDto, by: string): Promise<PartnershipDto> {
    const now = await this.clock.now();
    return withTransaction(this.db, async (tx) => {
      const account = await this.accounts.lock(tx, accountId);
      const today = dayOf(now, account.seller.timeZone);
      if (await this.partnerships.find(tx, accountId))
        throw new ApiError('already_partner', 'Этот аккаунт уже партнёр');
      if (account.state === 'terminated' || account.state === 'erased')
        throw billingError(
          'account_not_active',
          'Договор с этим клиентом закончился: партнёром его не сделать',
        );
      if (wish.signedOn > today)
        throw new ApiError('validation_failed', 'Договор ещё не подписан', {}, [
          { path: 'signedOn', message: 'Этот день ещё не наступил' },
        ]);
      if (wish.offerCode !== null) assertPartner(account.terms.partners ?? [], wish.offerCode);
      const since = firstOfMonth(today);
      const contract = { contractNumber: wish.number, signedOn: localDate(wish.signedOn), since };
      const made = { accountId, ...contract, offerCode: wish.offerCode };
      while (!(await this.partnerships.insert(tx, withCode(made), by, now)));
      await this.partnerships.addTerms(tx, accountId, { ...wish.terms, from: since }, by, now);
      return this.show.within(tx, accountId);
    });
  }
}

const withCode = (made: Omit<NewPartnership, 'code'>): NewPartnership => ({ ...made, code: newCode() });
