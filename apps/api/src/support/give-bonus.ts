import { Injectable } from '@nestjs/common';
import { billingError, bonusGranted } from '@rocket/billing';
import type { BonusGrantDto, GrantBonusDto } from '@rocket/contracts';
import { addDays, dayOf, localDate, moneyText, parseMinor, startOfDay, type Minor } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import type { AccountRecord } from '../accounts/account.store';
import { GrantStore, type GrantRecord } from '../ledger/grant.store';
import { newId } from '../platform/ids';
import { PostEntry } from '../subscriptions/post-entry';
import type { ApprovalRecord } from './approval.store';
import { assertGrantPossible } from './bonus-limit';
import { RevokeRest } from './revoke-rest';
import { NoticeStore } from '../notices/notice.store';
import { SettleAccount } from '../subscriptions/settle-account';

/** Grants and revocations as they are carried out, at once or after a second person's approval (rule 6). */
@Injectable()
export class GiveBonus {
  constructor(
    private readonly grants: GrantStore,
    private readonly postEntry: PostEntry,
    private readonly revokeRest: RevokeRest,
    private readonly notices: NoticeStore,
    private readonly settle: SettleAccount,
  ) {}

  /**
   * The caller holds the account's lock. What a request was given already is shown and not given again. The id says when, and
   * sorts in the order of granting: of grants made at one instant the first burns first, and lists show the last first.
   */
  async grant(
    tx: EntityManager,
    account: AccountRecord,
    request: string,
    wish: GrantBonusDto,
    actor: string,
    now: Date,
  ): Promise<BonusGrantDto> {
    const made = await this.grants.ofRequest(tx, account.id, request);
    if (made !== null) return this.view(tx, account, made, now);
    const { timeZone, currency } = account.seller;
    const expiresOn = wish.expiresOn === undefined ? null : localDate(wish.expiresOn);
    const grant = {
      id: newId(now),
      accountId: account.id,
      amount: parseMinor(wish.amount.amount),
      priority: wish.priority ?? 100,
      effectiveAt: now,
      expiresOn,
      // The last day of use: it ends at the first instant of the next.
      expiresAt: expiresOn && startOfDay(addDays(expiresOn, 1), timeZone),
      ground: wish.ground,
      reason: wish.reason,
      grantedBy: actor,
    };
    await this.grants.insert(tx, grant, now);
    const act = { happenedAt: now, businessDate: dayOf(now, timeZone), actor, reason: wish.reason };
    await this.postEntry.run(tx, account.id, bonusGranted(grant, act, request), now);
    const facts = { amount: moneyText(grant.amount, currency), reason: wish.reason, expiresOn };
    await this.notices.post(
      tx,
      [{ accountId: account.id, key: `bonus_granted:${grant.id}`, kind: 'bonus_granted', facts }],
      now,
    );
    await this.settle.run(tx, account.id, actor, now);
    return this.view(tx, account, grant.id, now);
  }

  /** The caller holds the account's lock. @throws DomainError `nothing_left` */
  async revoke(
    tx: EntityManager,
    account: AccountRecord,
    grantId: string,
    reason: string,
    actor: string,
    now: Date,
  ): Promise<BonusGrantDto> {
    const grant = await this.grants.read(tx, grantId);
    assertSomethingLeft(grant, now);
    const act = { happenedAt: now, businessDate: dayOf(now, account.seller.timeZone), actor, reason };
    await this.revokeRest.run(tx, grant, act);
    const facts = { amount: moneyText(grant.remaining, account.seller.currency), reason };
    await this.notices.post(
      tx,
      [{ accountId: account.id, key: `bonus_revoked:${grantId}`, kind: 'bonus_revoked', facts }],
      now,
    );
    return this.view(tx, account, grantId, now);
  }

  /**
   * A request that a second person approves; answers with its amount. The caller holds the account's lock. What was possible when it
   * was asked may not be any more: between the two a contract ends, and with it every bonus (clauses 2.2.6, 6.8).
   * @throws DomainError `account_not_active`, `expiry_in_the_past`, `nothing_left`
   */
  async approved(
    tx: EntityManager,
    account: AccountRecord,
    { id, payload, requestedBy }: Pick<ApprovalRecord, 'id' | 'payload' | 'requestedBy'>,
    by: string,
    now: Date,
  ): Promise<Minor> {
    const actor = `${requestedBy} + ${by}`;
    if (payload.kind === 'bonus_grant') {
      const amount = assertGrantPossible(account, payload.wish, now);
      await this.grant(tx, account, id, payload.wish, actor, now);
      return amount;
    }
    const { remaining } = await this.grants.read(tx, payload.grantId);
    await this.revoke(tx, account, payload.grantId, payload.reason, actor, now);
    return remaining;
  }

  async view(tx: EntityManager, account: AccountRecord, grantId: string, now: Date): Promise<BonusGrantDto> {
    const page = await this.grants.list(tx, account.id, account.seller.currency, now, { id: grantId });
    return page.items[0]!;
  }
}

export function assertSomethingLeft(grant: GrantRecord, now: Date): void {
  const hasEnded = grant.expiresAt !== null && grant.expiresAt <= now;
  if (grant.remaining === 0n || hasEnded)
    throw billingError('nothing_left', 'От этого бонуса ничего не осталось');
}
