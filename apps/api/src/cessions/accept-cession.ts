import { Injectable } from '@nestjs/common';
import { billingError } from '@rocket/billing';
import { catalogError } from '@rocket/catalog';
import { requisitesOf, type AccountCessionDto } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { AccountStore } from '../accounts/account.store';
import { isContractOver } from '../accounts/contract-end';
import { ProfileStore } from '../accounts/profile.store';
import { NoticeStore } from '../notices/notice.store';
import { ThirdPartyPayerStore } from '../payments/third-party-payer.store';
import { PeopleStore } from '../people/people.store';
import { ApiError } from '../platform/api-error';
import { withTransaction } from '../platform/database';
import { callerKey, parseOr422, type CallerOf } from '../platform/door';
import { PRINTED_REQUISITES, printedFields } from '../platform/printed-fields';
import { Waker } from '../platform/wakings/waker';
import { KeptCardStore } from '../providers/kept-card.store';
import { CessionStore } from './cession.store';
import { ShowCession } from './show-cession';

/** What the new owner sends; its requisites are judged by the law of the seller's country. */
export interface CessionAcceptance {
  readonly version: string;
  readonly requisites: unknown;
}

/**
 * The new owner takes an account over (Alfa CRM 4.6): accepts the whole offer as the account stands under it, gives requisites
 * of its own, and from this instant papers carry the new party. Money, subscriptions and history stay with the account; the
 * former owners are out at once; what they alone had agreed to (a card that pays, payers confirmed in writing) ends.
 *
 * Refuses: `cession_not_open`, `forbidden` for anybody else, `version_not_offered` when the terms have changed since they were
 * read, `account_not_active`, requisites that do not hold.
 */
@Injectable()
export class AcceptCession {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly people: PeopleStore,
    private readonly profiles: ProfileStore,
    private readonly payers: ThirdPartyPayerStore,
    private readonly cards: KeptCardStore,
    private readonly cessions: CessionStore,
    private readonly notices: NoticeStore,
    private readonly show: ShowCession,
    private readonly waker: Waker,
  ) {}

  async run(accountId: string, wish: CessionAcceptance, caller: CallerOf): Promise<AccountCessionDto> {
    const now = await this.clock.now();
    const by = callerKey(caller);
    const seen = await withTransaction(this.db, async (tx) => {
      const account = await this.accounts.lock(tx, accountId);
      const open = await this.cessions.open(tx, accountId);
      if (!open) throw catalogError('cession_not_open', 'Этот аккаунт сейчас никому не уступают');
      if (caller.kind !== 'user' || caller.id !== open.toUser)
        throw new ApiError('forbidden', 'Принять аккаунт может только тот, кому его уступают');
      if (isContractOver(account))
        throw billingError('account_not_active', 'Договор по этому аккаунту уже закончился');
      if (wish.version !== account.offerVersion)
        throw catalogError('version_not_offered', 'Условия оферты изменились: прочитайте их ещё раз', {}, [
          { path: 'version', message: `Действует версия «${account.offerVersion}»` },
        ]);
      const law = z.object({
        requisites: printedFields(requisitesOf(account.seller.country), PRINTED_REQUISITES),
      });
      const { requisites: to } = parseOr422(law, { requisites: wish.requisites });
      const from = await this.profiles.find(tx, accountId);
      await this.profiles.save(tx, accountId, to, by, now);
      await this.changeOwners(tx, accountId, open.toUser, by, now);
      await this.cards.remove(tx, accountId, { by, because: 'ceded' }, now);
      await this.payers.withdrawAll(tx, accountId, now);
      const { id } = open;
      await this.cessions.complete(tx, accountId, { id, version: wish.version, from, to, by }, now);
      const facts = { newOwner: open.toName, party: to.legalName };
      await this.notices.post(tx, [{ accountId, key: `ceded:${id}`, kind: 'account_ceded', facts }], now);
      return this.show.run(accountId, caller, tx);
    });
    this.waker.wake('documents');
    this.waker.wake('notices');
    return seen;
  }

  private async changeOwners(
    tx: EntityManager,
    accountId: string,
    toUser: string,
    by: string,
    now: Date,
  ): Promise<void> {
    const receiver = (await this.people.find(tx, accountId, toUser))!;
    const former = await this.people.owners(tx, accountId);
    const after = { level: 'owner', access: true } as const;
    await this.people.change(tx, { accountId, userId: toUser, before: receiver, after, by }, now);
    for (const before of former) {
      const out = { level: 'viewer', access: false } as const;
      await this.people.change(tx, { accountId, userId: before.id, before, after: out, by }, now);
    }
  }
}
