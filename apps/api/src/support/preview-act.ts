import { Injectable } from '@nestjs/common';
import type { ActPreviewDto, PreviewGrantDto } from '@rocket/contracts';
import { addDays, Clock, moneyText, type Minor } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { GrantStore } from '../ledger/grant.store';
import { callerKey, type StaffCaller } from '../platform/door';
import { newId } from '../platform/ids';
import { rehearse } from '../platform/rehearse';
import { AdjustBalance, type Adjustment } from './adjust-balance';
import { ApprovalStore } from './approval.store';
import { approvalLimitOf, assertGrantPossible, needsSecondPerson } from './bonus-limit';
import { ExtendTrial, type TrialExtension } from './extend-trial';
import { GiveBonus } from './give-bonus';
import { changedStates, PreviewStore } from './preview.store';

/** Stands for the reason of an act that is only looked at: it changes nothing of what would be posted. */
const UNSAID = '—';
/** A wish without its reason. */
type Unsaid<T> = Omit<T, 'reason'> & { readonly reason?: string | undefined };

interface Rehearsed {
  readonly account: AccountRecord;
  /** What a second person is asked about; null for an act without a limit. */
  readonly amount: Minor | null;
  readonly trial?: ActPreviewDto['trial'];
}

/**
 * What an act of staff would do, before it is done: the act itself is carried out and undone, so the preview and the act cannot
 * differ unless something happens between them. Refuses what the act refuses.
 */
@Injectable()
export class PreviewAct {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly grants: GrantStore,
    private readonly approvals: ApprovalStore,
    private readonly giveBonus: GiveBonus,
    private readonly adjustBalance: AdjustBalance,
    private readonly extendTrial: ExtendTrial,
    private readonly previews: PreviewStore,
  ) {}

  grant(accountId: string, { reason = UNSAID, ...wish }: PreviewGrantDto, staff: StaffCaller) {
    return this.rehearse(accountId, async (tx, account, now) => {
      const amount = assertGrantPossible(account, wish, now);
      await this.giveBonus.grant(tx, account, newId(now), { ...wish, reason }, callerKey(staff), now);
      return { account, amount };
    });
  }

  async revoke(grantId: string, reason: string | undefined, staff: StaffCaller): Promise<ActPreviewDto> {
    const { accountId } = await this.grants.read(this.db.manager, grantId);
    return this.rehearse(accountId, async (tx, account, now) => {
      const { remaining } = await this.grants.read(tx, grantId);
      await this.giveBonus.revoke(tx, account, grantId, reason ?? UNSAID, callerKey(staff), now);
      return { account, amount: remaining };
    });
  }

  /** What approving a request would do now: since it was made, the grant may have been spent or the balance changed. */
  async approval(id: string, staff: StaffCaller): Promise<ActPreviewDto> {
    const { accountId } = await this.approvals.view(this.db.manager, id);
    return this.rehearse(accountId, async (tx, account, now) => {
      const approval = await this.approvals.lock(tx, id);
      const amount = await this.giveBonus.approved(tx, account, approval, callerKey(staff), now);
      return { account, amount };
    });
  }

  adjust(accountId: string, { reason = UNSAID, ...wish }: Unsaid<Adjustment>, actor: string) {
    return this.rehearse(accountId, async (tx, account, now) => {
      await this.adjustBalance.post(tx, account, { ...wish, reason }, { id: newId(now), actor, now });
      return { account, amount: null };
    });
  }

  extend(accountId: string, { reason = UNSAID, ...wish }: Unsaid<TrialExtension>, actor: string) {
    return this.rehearse(accountId, async (tx, account, now) => {
      const { paidTo, willPaidTo, left } = await this.extendTrial.carryOut(
        tx,
        account,
        { ...wish, reason },
        { actor, now },
      );
      const trial = { endsOn: addDays(paidTo, -1), willEndOn: addDays(willPaidTo, -1), daysLeft: left };
      return { account, amount: null, trial };
    });
  }

  private async rehearse(
    accountId: string,
    act: (tx: EntityManager, account: AccountRecord, now: Date) => Promise<Rehearsed>,
  ): Promise<ActPreviewDto> {
    const now = await this.clock.now();
    return rehearse(this.db, async (tx): Promise<ActPreviewDto> => {
      const locked = await this.accounts.lock(tx, accountId);
      const { currency } = locked.seller;
      const before = await this.previews.standing(tx, accountId, now);
      const { account, amount, trial = null } = await act(tx, locked, now);
      const after = await this.previews.standing(tx, accountId, now);
      const balance = ({ money, bonus }: { money: Minor; bonus: Minor }) => ({
        money: moneyText(money, currency),
        bonus: moneyText(bonus, currency),
      });
      return {
        needsSecondPerson: amount !== null && needsSecondPerson(account, amount),
        limit: amount === null ? null : moneyText(approvalLimitOf(account), currency),
        before: balance(before),
        after: balance(after),
        entries: await this.previews.posted(tx, accountId, before, currency),
        subscriptions: changedStates(before, after),
        trial,
      };
    });
  }
}
