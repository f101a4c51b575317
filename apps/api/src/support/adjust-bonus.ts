import { Injectable } from '@nestjs/common';
import type { ApprovalDto, BonusGrantDto, GrantBonusDto, Page } from '@rocket/contracts';
import { Clock, type Minor } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { GrantStore } from '../ledger/grant.store';
import { withTransaction } from '../platform/database';
import type { StaffCaller } from '../platform/door';
import { callerKey } from '../platform/door';
import type { PageRequest } from '../platform/cursor';
import { idOfRequest, newId } from '../platform/ids';
import { Waker } from '../platform/wakings/waker';
import { ApprovalStore, type ApprovalPayload } from './approval.store';
import { assertGrantPossible, needsSecondPerson } from './bonus-limit';
import { GiveBonus, assertSomethingLeft } from './give-bonus';

/** Done, or waiting for a second person because the amount is above the configured limit. */
export type BonusOutcome =
  | { readonly kind: 'done'; readonly grant: BonusGrantDto }
  | { readonly kind: 'pending'; readonly approval: ApprovalDto };

/**
 * Support grants and revokes bonuses with a ground and a reason; above the limit of the offer's terms a second person
 * approves (rule 6, flow e).
 *
 * Refuses: `nothing_left`, an expiry in the past, another currency.
 */
@Injectable()
export class AdjustBonus {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly grants: GrantStore,
    private readonly approvals: ApprovalStore,
    private readonly giveBonus: GiveBonus,
    private readonly waker: Waker,
  ) {}

  async grant(
    accountId: string,
    wish: GrantBonusDto,
    staff: StaffCaller,
    requestKey: string | null,
  ): Promise<BonusOutcome> {
    const now = await this.clock.now();
    const outcome = await withTransaction(this.db, async (tx): Promise<BonusOutcome> => {
      const account = await this.accounts.lock(tx, accountId);
      const amount = assertGrantPossible(account, wish, now);
      const id = await idOfRequest(tx, accountId, requestKey, now);
      if (needsSecondPerson(account, amount)) {
        return this.ask(tx, account, amount, { kind: 'bonus_grant', wish }, wish.reason, staff, id, now);
      }
      return {
        kind: 'done',
        grant: await this.giveBonus.grant(tx, account, id, wish, callerKey(staff), now),
      };
    });
    this.waker.wake('notices');
    return outcome;
  }

  async revoke(grantId: string, reason: string, staff: StaffCaller): Promise<BonusOutcome> {
    const now = await this.clock.now();
    const outcome = await withTransaction(this.db, async (tx): Promise<BonusOutcome> => {
      const { accountId } = await this.grants.read(tx, grantId);
      const account = await this.accounts.lock(tx, accountId);
      const grant = await this.grants.read(tx, grantId);
      assertSomethingLeft(grant, now);
      if (needsSecondPerson(account, grant.remaining)) {
        const payload: ApprovalPayload = { kind: 'bonus_revocation', grantId, reason };
        return this.ask(tx, account, grant.remaining, payload, reason, staff, newId(now), now);
      }
      return {
        kind: 'done',
        grant: await this.giveBonus.revoke(tx, account, grantId, reason, callerKey(staff), now),
      };
    });
    this.waker.wake('notices');
    return outcome;
  }

  async list(accountId: string, request: PageRequest): Promise<Page<BonusGrantDto>> {
    const now = await this.clock.now();
    const { seller } = await this.accounts.read(this.db.manager, accountId);
    return this.grants.list(this.db.manager, accountId, seller.currency, now, request);
  }

  private async ask(
    tx: EntityManager,
    account: AccountRecord,
    amount: Minor,
    payload: ApprovalPayload,
    reason: string,
    staff: StaffCaller,
    id: string,
    now: Date,
  ): Promise<BonusOutcome> {
    const requested = { requestedBy: callerKey(staff), requestedByName: staff.name };
    await this.approvals.insert(
      tx,
      { id, accountId: account.id, amount, payload, reason, ...requested },
      now,
    );
    return { kind: 'pending', approval: await this.approvals.view(tx, id) };
  }
}
