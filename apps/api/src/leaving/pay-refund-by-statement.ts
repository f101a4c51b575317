import { Injectable } from '@nestjs/common';
import type { StatementRefundDto } from '@rocket/contracts';
import { Clock, DomainError, moneyText } from '@rocket/kernel';
import {
  givesBack,
  matchRefund,
  type GivenBack,
  type OutgoingPayment,
  type RefundMatch,
} from '@rocket/payment-sources';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { withTransaction } from '../platform/database';
import { RefundMoney } from './refund-money';
import { RefundPaymentStore, type ComparedRefund } from './refund-payment.store';

type Unclear = Extract<RefundMatch, { kind: 'unclear' }>['because'];
type Said = Pick<StatementRefundDto, 'outcome' | 'reason'>;

const WHY: Readonly<Record<Unclear, string>> = {
  several: 'подходит к нескольким возвратам, отметьте выплату вручную.',
  not_named:
    'получатель и сумма как у возврата, но номер и назначение не нашего поручения. Если это его выплата, отметьте её вручную.',
  other_payee:
    'номер или назначение и сумма как у возврата, а получатель другой. Проверьте, кому ушли деньги.',
  other_sum: 'назначение как у возврата, а сумма другая. Проверьте, сколько выплачено.',
  paid_twice: 'этот возврат уже выплачен другим документом. Проверьте, не ушли ли деньги дважды.',
};
const unclear = (reason: string): Said => ({ outcome: 'unclear', reason });

/** Who imports which file. */
export interface Importing {
  readonly statementId: string;
  readonly actor: string;
}

/**
 * An outgoing line of a bank statement marks the refund it pays as paid, on the day the bank names (rule 22): an exact sum to the
 * customer's INN by the number or the purpose of our order. One line proves one payment, in however many files it stands. A line
 * that fits several refunds, or only looks like one, and a payment the bank gave back, mark nothing: they are told to a person.
 */
@Injectable()
export class PayRefundByStatement {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly payments: RefundPaymentStore,
    private readonly refundMoney: RefundMoney,
  ) {}

  /** Whether a line is about refunds at all. */
  async concerns(line: OutgoingPayment): Promise<boolean> {
    if ((await this.payments.known(this.db.manager, line, [])) !== null) return true;
    return matchRefund(line, await this.comparable(this.db.manager, line)) !== null;
  }

  /** Null when the line has nothing to do with refunds. `back`: the line of the same file by which the bank gave it back. */
  async run(
    line: OutgoingPayment,
    back: GivenBack | null,
    by: Importing,
  ): Promise<StatementRefundDto | null> {
    const tx = this.db.manager;
    const compared = await this.comparable(tx, line);
    const match = matchRefund(line, compared);
    const ids = match === null ? [] : match.kind === 'refund' ? [match.id] : match.ids;
    const known = await this.payments.known(tx, line, ids);
    const refunds = compared.filter(({ id }) => (known ? id === known.refundId : ids.includes(id)));
    const [first] = refunds;
    if (!first) return null;
    const said =
      known !== null
        ? knownSaid(known.outcome, back)
        : match?.kind === 'refund'
          ? await this.prove(first, line, back, by)
          : unclear(WHY[(match as { because: Unclear }).because]);
    return {
      ...{ line: line.line, amount: moneyText(line.amount, first.currency), outcome: said.outcome },
      refunds: refunds.map(({ id, accountId, accountName }) => ({ id, accountId, accountName })),
      reason: `Исходящий платёж № ${line.documentNumber} от ${written(line.sentOn)}: ${said.reason}`,
    };
  }

  /** A payment that was marked by an earlier file and has come back in this one. */
  async givenBack(back: GivenBack): Promise<StatementRefundDto | null> {
    const { payeeAccount: ourAccount, amount } = back;
    const paid = (await this.payments.paidFrom(this.db.manager, { ourAccount, amount })).find((one) =>
      givesBack(back, {
        ...{ amount, ourAccount, sentOn: one.sentOn, documentNumber: one.documentNumber },
        payee: { name: '', inn: one.inn, kpp: null, account: one.account, bic: null, bankName: null },
      }),
    );
    if (!paid) return null;
    const { refundId: id, accountId, accountName } = paid;
    return {
      ...{ line: back.line, amount: moneyText(amount, paid.currency), outcome: 'unclear' },
      refunds: [{ id, accountId, accountName }],
      reason:
        `Похоже, банк вернул выплату № ${paid.documentNumber} от ${written(paid.sentOn)}, а возврат отмечен выплаченным. ` +
        'Верните деньги на баланс клиента, и он запросит возврат снова.',
    };
  }

  private async prove(
    found: ComparedRefund,
    line: OutgoingPayment,
    back: GivenBack | null,
    { statementId, actor }: Importing,
  ): Promise<Said> {
    const now = await this.clock.now();
    const by = { statementId, actor, now };
    try {
      return await withTransaction(this.db, async (tx) => {
        await this.accounts.lock(tx, found.accountId);
        const known = await this.payments.known(tx, line, [found.id]);
        if (known) return knownSaid(known.outcome, back);
        const compared = await this.comparable(tx, line);
        const again = matchRefund(line, compared);
        if (again?.kind !== 'refund' || again.id !== found.id) return unclear(WHY.several);
        if (back) {
          await this.payments.insert(tx, found, line, 'given_back', by);
          return knownSaid('given_back', back);
        }
        await this.payments.insert(tx, found, line, 'paid', by);
        if (compared.some(({ id, state }) => id === found.id && state === 'paid'))
          return { outcome: 'already_paid' as const, reason: 'возврат отметил выплаченным сотрудник.' };
        const proof = `платёж № ${line.documentNumber} от ${written(line.sentOn)} по выписке`;
        await this.refundMoney.payInside(tx, found.id, { actor, paidOn: line.sentOn, proof }, now);
        return { outcome: 'paid' as const, reason: 'возврат отмечен выплаченным.' };
      });
    } catch (error) {
      if (error instanceof DomainError)
        return unclear(`это выплата возврата, но отметить её нельзя. ${error.message}`);
      throw error;
    }
  }

  private async comparable(tx: EntityManager, line: OutgoingPayment): Promise<ComparedRefund[]> {
    const compared = await this.payments.compared(tx, line);
    return compared.filter(({ currency }) => line.currency === null || line.currency === currency);
  }
}

function knownSaid(outcome: 'paid' | 'given_back', back: GivenBack | null): Said {
  if (outcome === 'given_back')
    return unclear('банк вернул эту выплату, возврат не отмечен. Проверьте реквизиты клиента.');
  if (back)
    return unclear(
      `банк вернул эту выплату (строка ${back.line}), а возврат отмечен выплаченным. Верните деньги на баланс клиента, и он запросит возврат снова.`,
    );
  return { outcome: 'already_paid', reason: 'возврат уже отмечен выплаченным по этому документу.' };
}

const written = (day: string): string => day.split('-').reverse().join('.');
