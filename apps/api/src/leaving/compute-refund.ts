import { Injectable } from '@nestjs/common';
import { addTerm, decideRefund, type RefundDecision } from '@rocket/billing';
import { counted } from '@rocket/catalog';
import type { RefundPreviewDto } from '@rocket/contracts';
import { Clock, DomainError, addDays, dayOf, moneyText, sum, type LocalDate } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { notFound } from '../platform/api-error';
import { GrantStore } from '../ledger/grant.store';
import { LeavingFactsReader, type KnownOfLeaving, type NamedLine } from './leaving-facts';
import { readTermination } from './termination.rows';

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
    const given = await readTermination(tx, account.id);
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
      computeBy: lastDayToCompute(account, today),
      isTerminated: given?.isDone ?? false,
      effectiveOn: given?.effectiveOn ?? null,
    };
  }

  /**
   * What one subscription was paid with, given back while the account stays: an unused package (Astars 3.8.1, 3.8.2), or a period
   * wholly lost through the seller's fault (QSockets 4.3.2.2), also when it is over.
   * @throws ApiError `not_found` when there was no such subscription
   */
  async ofOne(
    tx: EntityManager,
    account: AccountRecord,
    subscriptionId: string,
    now: Date,
  ): Promise<ComputedRefund> {
    const [bought]: { isPackage: boolean }[] = await tx.query(
      'select package_no > 0 as "isPackage" from subscription where account_id = $1 and id = $2',
      [account.id, subscriptionId],
    );
    if (!bought) throw notFound('Такого подключения нет');
    const today = dayOf(now, account.seller.timeZone);
    const facts = await this.leavingFacts.ofOne(tx, account, subscriptionId, today);
    // What is unused goes back by packages, what was down by periods: other rules are about the end of a contract.
    const { refund } = account.terms;
    const isAsked = refund.rule === 'full_if_down' || (refund.rule === 'full_if_unused' && bought.isPackage);
    const terms = isAsked ? refund : { ...refund, rule: 'none' as const };
    const decision = decideRefund(terms, facts) as Decided;
    const computeBy = lastDayToCompute(account, today);
    return { facts, decision, computeBy, isTerminated: true, effectiveOn: today };
  }

  async preview(
    accountId: string,
    asked: { initiator?: 'customer' | 'seller' | undefined; subscriptionId?: string | undefined },
  ): Promise<RefundPreviewDto> {
    const now = await this.clock.now();
    const tx = this.db.manager;
    const account = await this.accounts.read(tx, accountId);
    const isWhole = asked.subscriptionId === undefined;
    const { decision, facts, computeBy, isTerminated } = isWhole
      ? await this.run(tx, account, now, asked.initiator)
      : await this.ofOne(tx, account, asked.subscriptionId!, now);
    const money = (amount: bigint) => moneyText(amount, account.seller.currency);
    // Giving a package back leaves the bonus where it is.
    const grants = isWhole ? await this.grants.withRest(tx, accountId, now) : [];
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
        ...(isWhole && account.terms.refund.needsSignedCorrection ? (['signed_correction'] as const) : []),
      ],
      bonusAnnulled: money(sum(grants.map(({ remaining }) => remaining))),
    };
  }
}

/** By when it is to be computed: counted from the request, or from the working day after it (Astars 3.8.2.3). */
function lastDayToCompute({ terms }: AccountRecord, today: LocalDate): LocalDate | null {
  const { computedWithin, countedFrom } = terms.refund;
  const from =
    countedFrom === 'next_working_day'
      ? termFrom(today, counted(terms, { count: 1, unit: 'working_days' }))
      : today;
  return from && termFrom(from, counted(terms, computedWithin));
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
