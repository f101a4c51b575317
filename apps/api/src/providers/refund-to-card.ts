import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { billingError, vatRate } from '@rocket/billing';
import { fiscalReceiptTerms } from '@rocket/catalog';
import type { CardRefundDto } from '@rocket/contracts';
import { Clock, dayOf, smaller, type Minor } from '@rocket/kernel';
import { fiscalLineIn, fiscalName, fiscalTax, type FiscalLine } from '@rocket/payment-sources';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { ProfileStore } from '../accounts/profile.store';
import { RefundStore, type RefundRecord } from '../leaving/refund.store';
import { withTransaction } from '../platform/database';
import { newId } from '../platform/ids';
import { CarryOutRefunds } from './carry-out-refunds';
import { ProviderRefundStore } from './provider-refund.store';
import { Shops } from './shops';
import { ShowCardRefund } from './show-card-refund';

/**
 * Sends an approved refund back to the cards the money came from, newest payments first, as far as they and the balance reach;
 * what is left, and what is given back of paid periods, the accountant pays by bank. The intents are written before any provider is called; asked again it finds them.
 *
 * Refuses: `refund_not_approved`, `money_gone`, `nothing_left` when no card payment of the account has anything to return.
 */
@Injectable()
export class RefundToCard {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly profiles: ProfileStore,
    private readonly requests: RefundStore,
    private readonly refunds: ProviderRefundStore,
    private readonly carryOut: CarryOutRefunds,
    private readonly show: ShowCardRefund,
    private readonly shops: Shops,
  ) {}

  async run(requestId: string, actor: string): Promise<CardRefundDto> {
    const now = await this.clock.now();
    await withTransaction(this.db, async (tx) => {
      const { accountId: owner } = await this.requests.read(tx, requestId);
      const account = await this.accounts.lock(tx, owner);
      await this.intend(tx, account, await this.requests.read(tx, requestId), actor, now);
    });
    await this.carryOut.run();
    return this.show.run(requestId);
  }

  private async intend(
    tx: EntityManager,
    account: AccountRecord,
    request: RefundRecord,
    actor: string,
    now: Date,
  ): Promise<void> {
    const cards = await this.requests.onCards(tx, account.id, request.id);
    if (cards.underWay > 0n || request.state === 'paid') return;
    if (request.state !== 'approved')
      throw billingError(
        'refund_not_approved',
        'Возврат возможен только после подписанного корректировочного документа',
        { state: request.state },
      );
    let left = request.fromBalance - cards.done;
    if (account.money < left) throw billingError('money_gone', 'Этих денег на балансе уже нет');
    const sources = (await this.refunds.refundable(tx, account.id)).filter(
      ({ rest, payment }) => rest > 0n && this.shops.has(payment),
    );
    if (sources.length === 0 || left <= 0n)
      throw billingError('nothing_left', 'Картой этот аккаунт не платил или всё уже возвращено');
    const email = await this.emailOf(tx, account);
    for (const { payment, rest, ...came } of sources) {
      if (left === 0n) break;
      const amount = smaller(left, rest);
      left -= amount;
      // All that the call will say: a repeat under the same key must not say anything else.
      const { taxSystem } = this.shops.ofPayment(payment);
      const body = { email, taxSystem, lines: this.lines(account, amount, came).map(lineToJson) };
      const refund = {
        accountId: account.id,
        id: newId(now),
        paymentId: payment.id,
        requestId: request.id,
        amount,
        requestKey: randomUUID(),
        request: body,
        requestedBy: actor,
      };
      await this.refunds.insert(tx, refund, now);
    }
  }

  private async emailOf(tx: EntityManager, account: AccountRecord): Promise<string> {
    const profile = await this.profiles.find(tx, account.id);
    return profile?.emails?.[0] ?? account.seller.requisites.emails?.[0] ?? '';
  }

  /**
   * «Возврат прихода»: the same rate and name of payment as the receipt it takes back (facts §8.1), which was made when the payment
   * was begun: perhaps on the eve of another rate, perhaps under other terms.
   */
  private lines(
    account: AccountRecord,
    amount: Minor,
    { receipt, paidAt }: { readonly receipt: unknown; readonly paidAt: Date },
  ): FiscalLine[] {
    const terms = fiscalReceiptTerms(account.terms);
    const said = fiscalLineIn(receipt);
    if (!said && terms.issuedBy !== 'provider') return [];
    const { vatRegime, timeZone } = account.seller;
    const { tax, method } = said ?? {
      tax: fiscalTax(vatRate(vatRegime, dayOf(paidAt, timeZone)), 'prepayment'),
      method: terms.topUp,
    };
    const name = fiscalName(`Возврат остатка лицевого счета аккаунта ${account.amocrmAccountId}`);
    return [{ name, amount, tax, method, object: 'payment' }];
  }
}

const lineToJson = ({ amount, ...line }: FiscalLine) => ({ ...line, amount: amount.toString() });
