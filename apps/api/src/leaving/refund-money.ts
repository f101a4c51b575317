import { Injectable } from '@nestjs/common';
import { billingError, refunded } from '@rocket/billing';
import { Clock, dayOf, moneyText, yearOf, type MoneyText } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { ProfileStore } from '../accounts/profile.store';
import { DocumentStore } from '../documents/document.store';
import { SeriesStore } from '../documents/series.store';
import { withTransaction } from '../platform/database';
import { newId } from '../platform/ids';
import { Waker } from '../platform/wakings/waker';
import { PostEntry } from '../subscriptions/post-entry';
import { correctionFacts, type CorrectedUpd } from './correction-facts';
import { RefundStore, type RefundRecord } from './refund.store';

export interface RefundView {
  readonly id: string;
  readonly amount: MoneyText;
  readonly state: RefundRecord['state'];
  readonly documentId: string | null;
}

/**
 * Refund of unused money on request after the contract has ended (rules 22, 23; clauses 6.8, 7.8): computed from the money
 * that is still there, never from bonus; a correction document is drawn up at the rates of the documents it corrects; the
 * transfer is allowed only when its signed copy has arrived.
 *
 * Refuses: `termination_required`, `refund_not_offered`, `nothing_left`, `refund_under_way`, `refund_not_approved`.
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
    private readonly postEntry: PostEntry,
    private readonly waker: Waker,
  ) {}

  async request(accountId: string, actor: string): Promise<RefundView> {
    const now = await this.clock.now();
    const view = await withTransaction(this.db, async (tx) => {
      const account = await this.accounts.lock(tx, accountId);
      await this.assertRefundable(tx, account);
      const refund = { id: newId(now), accountId, amount: account.money };
      const documentId = await this.correct(tx, account, refund, actor, now);
      const waits = documentId !== null && account.terms.refund.needsSignedCorrection;
      const state = waits ? 'awaiting_signed_correction' : 'approved';
      await this.refunds.insert(tx, { ...refund, state, documentId, requestedBy: actor }, now);
      return viewOf({ ...refund, state, documentId }, account);
    });
    this.waker.wake('documents');
    return view;
  }

  /** The money has been transferred: an accountant says so, and the books follow. */
  async pay(refundId: string, actor: string): Promise<RefundView> {
    const now = await this.clock.now();
    return withTransaction(this.db, async (tx) => {
      const { accountId } = await this.refunds.read(tx, refundId);
      const account = await this.accounts.lock(tx, accountId);
      const refund = await this.refunds.read(tx, refundId);
      if (refund.state !== 'approved') {
        throw billingError(
          'refund_not_approved',
          'Перевод возможен только после подписанного корректировочного документа',
          {
            state: refund.state,
          },
        );
      }
      if (account.money < refund.amount) throw billingError('money_gone', 'Этих денег на балансе уже нет');
      const act = {
        happenedAt: now,
        businessDate: dayOf(now, account.seller.timeZone),
        actor,
        reason: 'Возврат неиспользованных средств',
      };
      await this.postEntry.run(tx, accountId, refunded(refund, act), now);
      await this.refunds.setPaid(tx, accountId, refundId, actor, now);
      return viewOf({ ...refund, state: 'paid' }, account);
    });
  }

  async list(accountId: string): Promise<RefundView[]> {
    const account = await this.accounts.read(this.db.manager, accountId);
    return (await this.refunds.ofAccount(this.db.manager, accountId)).map((refund) =>
      viewOf(refund, account),
    );
  }

  async accountOf(refundId: string): Promise<string> {
    return (await this.refunds.read(this.db.manager, refundId)).accountId;
  }

  private async assertRefundable(tx: EntityManager, account: AccountRecord): Promise<void> {
    const [termination] = await tx.query(
      'select initiator, done_at, effective_on from termination where account_id = $1',
      [account.id],
    );
    if (!termination?.done_at) {
      const detail = termination
        ? `Возврат рассчитывается после расторжения: ${String(termination.effective_on)}`
        : 'Возврат возможен при расторжении договора';
      throw billingError('termination_required', detail, { effectiveOn: termination?.effective_on ?? null });
    }
    const { rule, onSellerExit } = account.terms.refund;
    const isOffered =
      termination.initiator === 'seller' ? onSellerExit !== 'none' : rule === 'unused_balance';
    if (!isOffered) throw billingError('refund_not_offered', 'Оферта не предусматривает возврата');
    if (await this.refunds.isOpen(tx, account.id))
      throw billingError('refund_under_way', 'Заявка на возврат уже рассматривается');
    if (account.money === 0n) throw billingError('nothing_left', 'Неиспользованных денег на балансе нет');
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

const viewOf = (
  refund: Pick<RefundRecord, 'id' | 'amount' | 'state' | 'documentId'>,
  account: AccountRecord,
): RefundView => ({
  id: refund.id,
  amount: moneyText(refund.amount, account.seller.currency),
  state: refund.state,
  documentId: refund.documentId,
});
