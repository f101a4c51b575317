import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { billingError } from '@rocket/billing';
import type { DecideFiscalReceiptDto, FiscalReceiptDto } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { withTransaction } from '../platform/database';
import { idOfRequest } from '../platform/ids';
import { Waker } from '../platform/wakings/waker';
import { FiscalReceiptStore, mayBe, type FiscalReceiptRecord } from './fiscal-receipt.store';
import { ProviderPaymentStore } from './provider-payment.store';

/**
 * A person decides about a cash receipt the register did not make (54-FZ, facts 8.1): writes down the numbers under which it is
 * there after all, or that there will be none, or has it sent again. Each decision stays, with its author, reason and how the
 * receipt stood. A second receipt is never sent for one that may still be registered: only what the register itself refused goes
 * again, under a key it has not seen.
 *
 * Refuses: `not_found`, `already_decided`, `receipt_under_way` while the register may still answer, `not_resendable`.
 */
@Injectable()
export class DecideFiscalReceipt {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly receipts: FiscalReceiptStore,
    private readonly payments: ProviderPaymentStore,
    private readonly waker: Waker,
  ) {}

  async run(
    receiptId: string,
    wish: DecideFiscalReceiptDto,
    actor: string,
    requestKey: string | null,
  ): Promise<FiscalReceiptDto> {
    const now = await this.clock.now();
    const accountId = await this.receipts.accountOf(this.db.manager, receiptId);
    await withTransaction(this.db, async (tx) => {
      await this.accounts.lock(tx, accountId);
      const id = await idOfRequest(tx, accountId, requestKey, now);
      if (await this.receipts.isDecided(tx, accountId, id)) return;
      const receipt = await this.receipts.lock(tx, accountId, receiptId);
      refuseWrong(receipt, wish, now);
      const evidence = evidenceOf(wish);
      const { decision, reason } = wish;
      await this.receipts.decide(tx, receipt, { id, decision, reason, evidence, actor }, now);
      await this.carryOut(tx, receipt, wish, now);
    });
    this.waker.wake('providers');
    return (await this.receipts.list(this.db.manager, now, { id: receiptId })).items[0]!;
  }

  private async carryOut(
    tx: EntityManager,
    receipt: FiscalReceiptRecord,
    wish: DecideFiscalReceiptDto,
    now: Date,
  ): Promise<void> {
    if (wish.decision === 'not_needed') return this.receipts.settle(tx, receipt, now);
    if (wish.decision === 'registered') {
      const numbers = {
        documentNumber: wish.fiscalDocumentNumber,
        storageNumber: wish.fiscalStorageNumber,
        attribute: wish.fiscalAttribute,
      };
      return this.receipts.setRegistered(tx, receipt, numbers, now);
    }
    // Robokassa takes a number once, and the refused receipt has used its own up.
    const number = receipt.number === null ? null : await this.payments.nextNumber(tx, 'robokassa');
    return this.receipts.again(tx, receipt, { requestKey: randomUUID(), number }, now);
  }
}

function refuseWrong(receipt: FiscalReceiptRecord, { decision }: DecideFiscalReceiptDto, now: Date): void {
  const allowed = mayBe(receipt, now);
  if (allowed.includes(decision)) return;
  if (receipt.isSettled || receipt.state === 'succeeded')
    throw billingError('already_decided', 'По этому чеку всё решено', { state: receipt.state });
  if (allowed.length === 0)
    throw billingError(
      'receipt_under_way',
      'Касса ещё может ответить: решать можно через час после отправки',
    );
  throw billingError(
    'not_resendable',
    receipt.state === 'canceled'
      ? 'Этот чек уходит внутри платежа или возврата, второй раз его не отправить: пробейте чек коррекции и впишите его номера'
      : 'Неизвестно, отказала ли касса: второй чек на те же деньги отправлять нельзя',
    { state: receipt.state },
  );
}

const evidenceOf = (wish: DecideFiscalReceiptDto): string | null =>
  wish.decision === 'not_needed'
    ? wish.evidence
    : wish.decision === 'registered'
      ? `ФД ${wish.fiscalDocumentNumber}, ФН ${wish.fiscalStorageNumber}, ФПД ${wish.fiscalAttribute}`
      : null;
