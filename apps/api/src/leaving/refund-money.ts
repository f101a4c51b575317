import { Injectable } from '@nestjs/common';
import { billingError, givenBack, refunded, type Act } from '@rocket/billing';
import type { RefundRequestDto } from '@rocket/contracts';
import { Clock, dayOf, moneyText, startOfDay, yearOf, type LocalDate } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { ProfileStore } from '../accounts/profile.store';
import { CertificateStore } from '../certificates/certificate.store';
import { DocumentStore } from '../documents/document.store';
import { LedgerStore } from '../ledger/ledger.store';
import { SeriesStore } from '../documents/series.store';
import { NoticeStore } from '../notices/notice.store';
import { withTransaction } from '../platform/database';
import { newId } from '../platform/ids';
import { Waker } from '../platform/wakings/waker';
import { EndSubscription } from '../subscriptions/end-subscription';
import { PostEntry } from '../subscriptions/post-entry';
import { ComputeRefund, type ComputedRefund } from './compute-refund';
import { correctionFacts, type CorrectedUpd } from './correction-facts';
import { RefundStore, type RefundRecord } from './refund.store';

/**
 * Refund on request after the contract has ended (rules 22, 23; clauses 6.8, 7.8): computed by the accepted offer from real
 * money, never from bonus; a correction document is drawn up at the rates of the documents it corrects; where the offer asks
 * for it, the transfer is allowed only when its signed copy has arrived. What is given back of paid periods comes to the
 * balance in entries of their own, together with the refund that takes it out.
 *
 * Refuses: `termination_required`, `refund_not_offered`, `nothing_left`, `refund_under_way`, `refund_not_approved`,
 * `money_gone`, `already_decided`, `not_the_holder`.
 */
@Injectable()
export class RefundMoney {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly profiles: ProfileStore,
    private readonly documents: DocumentStore,
    private readonly series: SeriesStore,
    private readonly refunds: RefundStore,
    private readonly compute: ComputeRefund,
    private readonly ledger: LedgerStore,
    private readonly postEntry: PostEntry,
    private readonly notices: NoticeStore,
    private readonly certificates: CertificateStore,
    private readonly endSubscription: EndSubscription,
    private readonly waker: Waker,
  ) {}

  /**
   * With `subscriptionId`, one subscription is given back while the account stays. Nobody uses a package from the request on, and a
   * refusal gives it back to its holder (Astars 3.8); a period goes back that was wholly lost (QSockets 4.3.2.2). What of it is still
   * in use ends when the money has gone.
   */
  async request(
    accountId: string,
    actor: string,
    subscriptionId: string | null = null,
  ): Promise<RefundRequestDto> {
    const now = await this.clock.now();
    const view = await withTransaction(this.db, async (tx) => {
      const account = await this.accounts.lock(tx, accountId);
      const computed =
        subscriptionId === null
          ? await this.compute.run(tx, account, now)
          : await this.compute.ofOne(tx, account, subscriptionId, now);
      if (subscriptionId !== null) await this.assertHeld(tx, accountId, subscriptionId);
      await this.assertRefundable(tx, account, computed, subscriptionId);
      const { amount, fromBalance, lines } = computed.decision;
      const id = newId(now);
      const documentId =
        subscriptionId === null ? await this.correct(tx, account, { id, amount }, actor, now) : null;
      const waits = documentId !== null && account.terms.refund.needsSignedCorrection;
      const refund = {
        id,
        accountId,
        amount,
        fromBalance,
        subscriptionId,
        computeBy: computed.computeBy,
        state: waits ? ('awaiting_signed_correction' as const) : ('approved' as const),
        documentId,
        requestedBy: actor,
        lines: lines
          .filter((each) => each.amount > 0n)
          .map(({ line, ground, ...given }) => ({ ...line, ground, amount: given.amount })),
      };
      await this.refunds.insert(tx, refund, now);
      return viewOf(await this.refunds.read(tx, id), account);
    });
    this.waker.wake('documents');
    return view;
  }

  /** The money has been transferred: an accountant says so, and the books follow. */
  async pay(refundId: string, actor: string): Promise<RefundRequestDto> {
    const now = await this.clock.now();
    return withTransaction(this.db, (tx) => this.payInside(tx, refundId, { actor }, now));
  }

  /** `paidOn`: the day a bank names, in the zone of the seller; today when left out. `proof` is told in the books. */
  async payInside(
    tx: EntityManager,
    refundId: string,
    { actor, paidOn, proof }: { actor: string; paidOn?: LocalDate; proof?: string },
    now: Date,
  ): Promise<RefundRequestDto> {
    const { accountId } = await this.refunds.read(tx, refundId);
    const account = await this.accounts.lock(tx, accountId);
    const refund = await this.refunds.read(tx, refundId);
    if (refund.state !== 'approved')
      throw billingError(
        'refund_not_approved',
        'Перевод возможен только после подписанного корректировочного документа',
        { state: refund.state },
      );
    const cards = await this.cardsOf(tx, refund);
    const amount = refund.amount - cards.done;
    if (account.money < refund.fromBalance - cards.done)
      throw billingError('money_gone', 'Этих денег на балансе уже нет');
    const { timeZone } = account.seller;
    const today = dayOf(now, timeZone);
    const day = paidOn !== undefined && paidOn < today ? paidOn : today;
    const act = {
      happenedAt: day === today ? now : startOfDay(day, timeZone),
      businessDate: day,
      actor,
      reason: `Возврат неиспользованных средств${proof === undefined ? '' : `: ${proof}`}`,
    };
    await this.giveBack(tx, refund, act, now);
    await this.postEntry.run(tx, accountId, refunded({ id: refund.id, amount }, act), now);
    await this.refunds.setPaid(tx, accountId, refundId, actor, act.happenedAt);
    if (refund.subscriptionId !== null && (await this.refunds.isInUse(tx, refund)))
      await this.endSubscription.within(tx, accountId, refund.subscriptionId, actor, now);
    return viewOf({ ...refund, state: 'paid' }, account);
  }

  /** Staff refuse it with a reason: the money stays on the balance, and a new request may be made. */
  async reject(refundId: string, reason: string, actor: string): Promise<RefundRequestDto> {
    const now = await this.clock.now();
    const view = await withTransaction(this.db, async (tx) => {
      const { accountId } = await this.refunds.read(tx, refundId);
      const account = await this.accounts.lock(tx, accountId);
      const refund = await this.refunds.read(tx, refundId);
      if (refund.state === 'paid' || refund.state === 'rejected')
        throw billingError('already_decided', 'По этой заявке решение уже принято', { state: refund.state });
      if ((await this.cardsOf(tx, refund)).done > 0n)
        throw billingError('refund_under_way', 'Часть денег уже вернулась на карту: остаток платится банком');
      await this.refunds.setRejected(tx, refund, { by: actor, reason }, now);
      if (refund.documentId) {
        const today = dayOf(now, account.seller.timeZone);
        await this.documents.addStatus(tx, accountId, refund.documentId, 'cancelled', today, actor, now);
      }
      const facts = { amount: moneyText(refund.amount, account.seller.currency), reason };
      const notice = {
        accountId,
        key: `refund_rejected:${refundId}`,
        kind: 'refund_rejected' as const,
        facts,
      };
      await this.notices.post(tx, [notice], now);
      return viewOf(await this.refunds.read(tx, refundId), account);
    });
    this.waker.wake('notices');
    return view;
  }

  /** What went back to cards; while some of it is on its way nothing else is decided. */
  private async cardsOf(tx: EntityManager, refund: RefundRecord): Promise<{ done: bigint }> {
    const cards = await this.refunds.onCards(tx, refund.accountId, refund.id);
    if (cards.underWay > 0n)
      throw billingError('refund_under_way', 'Деньги возвращаются на карту: дождитесь, чем это кончится');
    return cards;
  }

  /** Each paid period comes back once, in an entry of its own; one whose charge was reversed meanwhile came back already. */
  private async giveBack(tx: EntityManager, refund: RefundRecord, act: Act, now: Date): Promise<void> {
    for (const line of await this.refunds.lines(tx, refund.accountId, refund.id)) {
      if (await this.ledger.isReversed(tx, refund.accountId, line.entryId))
        throw billingError('money_gone', 'Списание за этот период уже отменено: отклоните заявку');
      await this.postEntry.run(tx, refund.accountId, givenBack(line, act), now);
    }
  }

  async list(accountId: string): Promise<RefundRequestDto[]> {
    const account = await this.accounts.read(this.db.manager, accountId);
    return (await this.refunds.ofAccount(this.db.manager, accountId)).map((refund) =>
      viewOf(refund, account),
    );
  }

  async accountOf(refundId: string): Promise<string> {
    return (await this.refunds.read(this.db.manager, refundId)).accountId;
  }

  private async assertRefundable(
    tx: EntityManager,
    account: AccountRecord,
    { decision, isTerminated, effectiveOn }: ComputedRefund,
    subscriptionId: string | null,
  ): Promise<void> {
    if (!isTerminated) {
      const detail = effectiveOn
        ? `Возврат рассчитывается после расторжения: ${effectiveOn}`
        : 'Возврат возможен при расторжении договора';
      throw billingError('termination_required', detail, { effectiveOn });
    }
    if (await this.refunds.isOpen(tx, account.id, subscriptionId))
      throw billingError('refund_under_way', 'Заявка на возврат уже рассматривается');
    if (decision.amount > 0n) return;
    const { rule } = account.terms.refund;
    const wasPaidFor = rule !== 'unused_balance' && decision.lines.length > 0;
    if (subscriptionId === null && rule !== 'none' && account.money === 0n && !wasPaidFor)
      throw billingError('nothing_left', 'Неиспользованных денег на балансе нет');
    const grounds = decision.lines.map(({ ground }) => ground);
    const why = subscriptionId === null ? undefined : WHY_NOT[grounds[0] ?? 'was_over'];
    throw billingError('refund_not_offered', why ?? 'Оферта не предусматривает возврата', { grounds });
  }

  /** What was passed on whole is no more the account's to give back (Astars 3.10). */
  private async assertHeld(tx: EntityManager, accountId: string, subscriptionId: string): Promise<void> {
    const certificate = await this.certificates.ofSubscription(tx, accountId, subscriptionId);
    if (certificate?.passedAt)
      throw billingError('not_the_holder', `Сертификат передан: ${certificate.holder!.name}`);
  }

  /** The correction document, or null when no UPD was ever drawn up. The newest documents are corrected first. */
  private async correct(
    tx: EntityManager,
    account: AccountRecord,
    refund: { id: string; amount: bigint },
    actor: string,
    now: Date,
  ): Promise<string | null> {
    const upds: CorrectedUpd[] = await this.refunds.correctable(tx, account.id);
    const requisites = await this.profiles.find(tx, account.id);
    if (upds.length === 0 || !requisites) return null;
    const issuedOn = dayOf(now, account.seller.timeZone);
    const year = yearOf(issuedOn);
    const number = await this.series.next(tx, account.seller.code, 'correction', year);
    const facts = correctionFacts(account, requisites, upds, { number, issuedOn, amount: refund.amount });
    const id = newId(now);
    const rates = new Set(facts.lines.map(({ vatRate }) => vatRate));
    const paper = {
      id,
      accountId: account.id,
      kind: 'correction' as const,
      sellerCode: account.seller.code,
      year,
      number,
      issuedOn,
      amount: facts.totals.decrease.gross,
      vatRate: rates.size === 1 ? [...rates][0]! : null,
      vatAmount: facts.totals.decrease.vat,
      source: `refund:${refund.id}`,
      facts,
    };
    await this.documents.insert(tx, paper, actor, now);
    return id;
  }
}

/** Why a package is not given back. */
const WHY_NOT: Partial<Record<string, string>> = {
  was_used: 'Пакетом уже пользовались: деньги за него не возвращают',
  too_late: 'Срок, в который пакет можно вернуть, прошёл',
  was_over: 'Срок пакета закончился: деньги за него не возвращают',
};

const viewOf = (refund: RefundRecord, account: AccountRecord): RefundRequestDto => ({
  id: refund.id,
  amount: moneyText(refund.amount, account.seller.currency),
  state: refund.state,
  documentId: refund.documentId,
  ...(refund.subscriptionId === null ? {} : { subscriptionId: refund.subscriptionId }),
  fromBalance: moneyText(refund.fromBalance, account.seller.currency),
  requestedAt: refund.requestedAt.toISOString(),
  computeBy: refund.computeBy,
  payment: refund.payment,
  rejection: refund.rejection && { ...refund.rejection, at: refund.rejection.at.toISOString() },
});
