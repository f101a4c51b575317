import { Injectable } from '@nestjs/common';
import { Clock } from '@rocket/kernel';
import type { OutgoingPayment } from '@rocket/payment-sources';
import { DataSource } from 'typeorm';
import { withTransaction } from '../platform/database';
import { ReceiptStore } from './receipt.store';
import { ReturnReceipt } from './return-receipt';

const SAYS_RETURN = /возврат|возвращ|верн[уё]т/i;

/**
 * Finds the receipt that an outgoing document of the bank proves to be returned: nobody's, of the same sum, from the very
 * account the money went back to, and the purpose says so (or the bank itself took the crediting back). One document
 * proves one return; when two receipts fit, or the money has been given to a customer, a person decides.
 */
@Injectable()
export class FindReturn {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly receipts: ReceiptStore,
    private readonly returnReceipt: ReturnReceipt,
  ) {}

  /** Null when the document has nothing to do with receipts. */
  async run(
    payment: OutgoingPayment,
    actor: string,
  ): Promise<{ outcome: 'returned' | 'unclear'; words: string } | null> {
    const payeeAccount = payment.payee.account;
    if (payeeAccount === null || !(payment.isReversal || SAYS_RETURN.test(payment.purpose))) return null;
    const now = await this.clock.now();
    const name = `${payment.isReversal ? 'Сторно банка' : 'Исходящий платёж'} № ${payment.documentNumber}`;
    return withTransaction(this.db, async (tx) => {
      if (await this.receipts.isReturnedBy(tx, payment.reference)) return null;
      const { amount, ourAccount, sentOn } = payment;
      const sent = { payeeAccount, ourAccount, amount, sentOn };
      const found = await this.receipts.returnable(tx, sent);
      if (found.length === 1) {
        const reason = `${name} от ${sentOn.split('-').reverse().join('.')}: ${payment.purpose}`.slice(
          0,
          1000,
        );
        const wish = { reason, reference: payment.reference, returnedOn: sentOn };
        await this.returnReceipt.inside(tx, found[0]!, wish, { actor, now });
        return { outcome: 'returned', words: `${name}: поступление отмечено возвращённым плательщику.` };
      }
      const isKnown = payment.isReversal || (await this.receipts.isCreditedAlike(tx, sent));
      if (found.length === 0 && !isKnown) return null;
      const words =
        found.length > 1
          ? 'подходит к нескольким поступлениям, отметьте возврат вручную.'
          : 'нераспределённого поступления на эту сумму нет. Если деньги уже зачислены клиенту, отмените зачисление.';
      return { outcome: 'unclear', words: `${name}: ${words}` };
    });
  }
}
