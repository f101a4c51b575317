import { Injectable } from '@nestjs/common';
import { billingError } from '@rocket/billing';
import { catalogError } from '@rocket/catalog';
import type { AccountCessionDto } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { isContractOver } from '../accounts/contract-end';
import { NoticeStore } from '../notices/notice.store';
import { PeopleStore } from '../people/people.store';
import { withTransaction } from '../platform/database';
import { callerKey, type CallerOf } from '../platform/door';
import { newId } from '../platform/ids';
import { Waker } from '../platform/wakings/waker';
import { CessionStore } from './cession.store';
import { ShowCession } from './show-cession';

/**
 * An owner offers the account to another of its people (Alfa CRM 4.6). Nothing changes until that one accepts the whole offer.
 * Offered to somebody else, the earlier offer is withdrawn; offered again to the same one, it stands.
 *
 * Refuses: `cession_not_offered` by the terms, `account_not_active`, `cession_receiver`: nobody of the account who may come in,
 * or an owner already.
 */
@Injectable()
export class OfferCession {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly people: PeopleStore,
    private readonly cessions: CessionStore,
    private readonly notices: NoticeStore,
    private readonly show: ShowCession,
    private readonly waker: Waker,
  ) {}

  async run(accountId: string, to: string, caller: CallerOf): Promise<AccountCessionDto> {
    const now = await this.clock.now();
    const by = callerKey(caller);
    const seen = await withTransaction(this.db, async (tx) => {
      const account = await this.accounts.lock(tx, accountId);
      if (account.terms.transfer !== 'ownership_cession')
        throw catalogError('cession_not_offered', 'Оферта продавца не предусматривает уступку аккаунта');
      if (isContractOver(account))
        throw billingError('account_not_active', 'Договор по этому аккаунту уже закончился');
      const receiver = await this.people.find(tx, accountId, to);
      if (!receiver?.access || !receiver.inAmocrm || receiver.level === 'owner')
        throw catalogError('cession_receiver', 'Этому человеку аккаунт уступить нельзя', {}, [
          { path: 'to', message: 'Выберите того, у кого есть доступ к аккаунту и кто ещё не владелец' },
        ]);
      const open = await this.cessions.open(tx, accountId);
      if (open?.toUser !== to) {
        if (open) await this.cessions.end(tx, accountId, { id: open.id, state: 'withdrawn', by }, now);
        const id = newId(now);
        await this.cessions.offer(tx, { accountId, id, to, by }, now);
        const facts = { newOwner: receiver.name };
        await this.notices.post(
          tx,
          [{ accountId, key: `cession_offered:${id}`, kind: 'cession_offered', facts }],
          now,
        );
      }
      return this.show.run(accountId, caller, tx);
    });
    this.waker.wake('notices');
    return seen;
  }
}
