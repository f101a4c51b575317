import { Injectable } from '@nestjs/common';
import { addTerm, decideRefund, type RefundDecision } from '@rocket/billing';
import { counted } from '@rocket/catalog';
import type { RefundPreviewDto } from '@rocket/contracts';
import { Clock, DomainError, addDays, dayOf, moneyText, sum, type LocalDate } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { GrantStore } from '../ledger/grant.store';
import { LeavingFactsReader, type KnownOfLeaving, type NamedLine } from './leaving-facts';

type Decided = Omit<RefundDecision, 'lines'> & {
  readonly lines: readonly (Omit<RefundDecision['lines'][number], 'line'> & { readonly line: NamedLine })[];
};

export interface ComputedRefund {
  readonly facts: KnownOfLeaving;
  readonly decision: Decided;
  readonly computeBy: LocalDate | null;
  /** Notice was given and its day has come. */
  readonly isTerminated: boolean;
  readonly effectiveOn: LocalDate | null;
}

/** What goes back when a contract ends: computed once, shown by the preview and done by the request. */
@Injectable()
export class ComputeRefund {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly grants: GrantStore,
    private readonly leavingFacts: LeavingFactsReader,
  ) {}

  /** `initiator` counts while no notice was given. */
  async run(
    tx: EntityManager,
    account: AccountRecord,
    now: Date,
    initiator: 'customer' | 'seller' = 'customer',
  ): Promise<ComputedRefund> {
    const today = dayOf(now, account.seller.timeZone);
    const given = await this.leavingFacts.termination(tx, account.id);
    const notice = given ?? { initiator, breach: false, requestedAt: now };
    const facts = await this.leavingFacts.read(
      tx,
      account,
      notice,
      given?.isDone ? given.effectiveOn : today,
    );
    const decision = decideRefund(account.terms.refund, facts) as Decided;
    return {
      facts,
      decision,
      computeBy: termFrom(today, counted(account.terms, account.terms.refund.computedWithin)),
      isTerminated: given?.isDone ?? false,
      effectiveOn: given?.effectiveOn ?? null,
    };
  }

  async preview(accountId: string, initiator?: 'customer' | 'seller'): Promise<RefundPreviewDto> {
    const now = await this.clock.now();
    const tx = this.db.manager;
    const account = await this.accounts.read(tx, accountId);
    const { decision, facts, computeBy, isTerminated } = await this.run(tx, account, now, initiator);
    const money = (amount: bigint) => moneyText(amount, account.seller.currency);
    const grants = await this.grants.withRest(tx, accountId, now);
    return {
      amount: money(decision.amount),
      fromBalance: money(decision.fromBalance),
      lines: decision.lines.map(({ line, amount, ground }) => ({
        productCode: line.productCode,
        productName: line.productName,
        periodStart: line.charged.start,
        periodUntil: addDays(line.endsOn, -1),
        paid: money(line.money),
        amount: money(amount),
        ground,
      })),
      initiator: facts.initiator,
      endsOn: facts.endsOn,
      computeBy,
      needs: [
        ...(isTerminated ? [] : (['termination'] as const)),
        ...(account.terms.refund.needsSignedCorrection ? (['signed_correction'] as const) : []),
      ],
      bonusAnnulled: money(sum(grants.map(({ remaining }) => remaining))),
    };
  }
}

/** Null when the term reaches a year whose calendar is not known: nothing waits for it, it is only told. */
function termFrom(day: LocalDate, term: Parameters<typeof addTerm>[1]): LocalDate | null {
  try {
    return addTerm(day, term);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'calendar_unknown') return null;
    throw error;
  }
}
