import { Injectable } from '@nestjs/common';
import { billingError } from '@rocket/billing';
import type { CountedBatchDto, CountedUsageDto, RecordUsageDto, UsageEventDto } from '@rocket/contracts';
import { Clock, DomainError, Exact } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { withTransaction } from '../platform/database';
import { idOfRequest } from '../platform/ids';
import { Waker } from '../platform/wakings/waker';
import { CountUsage, type SentUsage, type UsageAnswer } from './count-usage';
import { UsageStore } from './usage.store';

type Sent = Omit<RecordUsageDto, 'account'> & { readonly id: string };
type Item = CountedBatchDto['items'][number];

/**
 * What a product says an account has used (http-api, "For products"). Each account is one transaction.
 *
 * Refuses: `limit_exceeded` with used and limit, `account_unknown`, `product_not_connected`, `unit_not_metered`,
 * `usage_in_the_future`, `subscription_suspended`, `subscription_ended`, `account_not_active`; `insufficient_balance` when a
 * raise of the paid sum cannot be paid. In a batch a refusal is the answer for its own event only.
 */
@Injectable()
export class RecordUsage {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly usage: UsageStore,
    private readonly countUsage: CountUsage,
    private readonly waker: Waker,
  ) {}

  async run(productCode: string, wish: RecordUsageDto, requestKey: string | null): Promise<CountedUsageDto> {
    const now = await this.clock.now();
    const sent = { ...wish, id: idOfRequest(requestKey, now) };
    const [answer] = await this.ofAccount(productCode, wish.account, [sent], now);
    if (answer instanceof DomainError) throw answer;
    return toDto(answer!);
  }

  async batch(productCode: string, events: readonly UsageEventDto[]): Promise<CountedBatchDto> {
    const now = await this.clock.now();
    const byAccount = new Map<number, number[]>();
    for (const [index, { account }] of events.entries())
      byAccount.set(account, [...(byAccount.get(account) ?? []), index]);
    const items: Item[] = [];
    for (const [account, indexes] of byAccount) {
      const sent = indexes.map((index) => {
        const event = events[index]!;
        return { ...event, id: idOfRequest(`product:${productCode} usage ${event.key}`, now) };
      });
      const answers = await this.ofAccount(productCode, account, sent, now);
      for (const [nth, index] of indexes.entries()) items[index] = toItem(events[index]!.key, answers[nth]!);
    }
    return { items };
  }

  private async ofAccount(
    productCode: string,
    amocrmAccountId: number,
    sent: readonly Sent[],
    now: Date,
  ): Promise<(UsageAnswer | DomainError)[]> {
    const accountId = await this.usage.accountOf(this.db.manager, productCode, amocrmAccountId);
    if (accountId === null) return sent.map(() => unknownAccount(amocrmAccountId));
    const answers = await withTransaction(this.db, async (tx) => {
      const account = await this.accounts.lock(tx, accountId);
      return this.countUsage.run(tx, account, productCode, sent.map(read), now);
    });
    this.waker.wake('notices');
    return answers;
  }
}

const read = ({ id, unit, quantity, at }: Sent): SentUsage => ({
  id,
  unit,
  quantity: new Exact(quantity),
  at: new Date(at),
});

const unknownAccount = (account: number): DomainError =>
  billingError('account_unknown', `Аккаунт amoCRM ${account} не подключён`, {}, [
    { path: 'account', message: 'Такого аккаунта нет' },
  ]);

const toDto = ({ accepted, used, quota }: UsageAnswer): CountedUsageDto => ({
  accepted,
  used: used.toNumber(),
  limit: quota?.toNumber() ?? null,
});

function toItem(key: string, answer: UsageAnswer | DomainError): Item {
  if (!(answer instanceof DomainError)) return { key, ...toDto(answer), code: null, detail: null };
  const { used, limit } = answer.facts as { used?: number; limit?: number };
  return {
    key,
    accepted: false,
    used: used ?? null,
    limit: limit ?? null,
    code: answer.code,
    detail: answer.message,
  };
}
