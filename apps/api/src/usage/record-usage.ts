import { Injectable } from '@nestjs/common';
import { billingError } from '@rocket/billing';
import type { CountedBatchDto, CountedUsageDto, RecordUsageDto, UsageEventDto } from '@rocket/contracts';
import { Clock, DomainError, Exact } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { idOfRequest } from '../platform/ids';
import { Waker } from '../platform/wakings/waker';
import { CountInTurns } from './count-in-turns';
import type { SentUsage, UsageAnswer } from './count-usage';
import { UsageStore } from './usage.store';

type Item = CountedBatchDto['items'][number];

/**
 * What a product says an account has used (http-api, "For products"). Accounts of a batch are counted together.
 *
 * Refuses: `limit_exceeded` with used, reserved and limit, `account_unknown`, `product_not_connected`, `unit_not_metered`,
 * `unit_not_gauge`, `usage_in_the_future`, `usage_too_old`, `subscription_suspended`, `subscription_ended`,
 * `account_not_active`; `insufficient_balance` when a raise of the paid sum cannot be paid. In a batch a refusal is the answer
 * for its own event only.
 */
@Injectable()
export class RecordUsage {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly usage: UsageStore,
    private readonly inTurns: CountInTurns,
    private readonly waker: Waker,
  ) {}

  async run(productCode: string, wish: RecordUsageDto, requestKey: string | null): Promise<CountedUsageDto> {
    const now = await this.clock.now();
    const accountId = (await this.usage.accountsOf(this.db.manager, productCode, [wish.account])).get(
      wish.account,
    );
    if (accountId === undefined) throw unknownAccount(wish.account);
    const sent = [read(wish, idOfRequest(requestKey, now))];
    const [answer] = await this.inTurns.one(productCode, { accountId, sent }, now);
    this.waker.wake('notices');
    if (answer instanceof DomainError) throw answer;
    return toDto(answer!);
  }

  async batch(productCode: string, events: readonly UsageEventDto[]): Promise<CountedBatchDto> {
    const now = await this.clock.now();
    const indexes = new Map<number, number[]>();
    for (const [index, { account }] of events.entries()) {
      const known = indexes.get(account);
      if (known) known.push(index);
      else indexes.set(account, [index]);
    }
    const ids = await this.usage.accountsOf(this.db.manager, productCode, [...indexes.keys()]);
    const known = [...indexes].filter(([account]) => ids.has(account));
    const turns = known.map(([account, own]) => ({
      accountId: ids.get(account)!,
      sent: own.map((index) => read(events[index]!, idOfKey(productCode, events[index]!.key, now))),
    }));
    const answers = await this.inTurns.many(productCode, turns, now);
    if (turns.length > 0) this.waker.wake('notices');
    const items: (Item | undefined)[] = events.map(() => undefined);
    known.forEach(([, own], nth) =>
      own.forEach((index, place) => {
        items[index] = toItem(events[index]!.key, answers[nth]![place]!);
      }),
    );
    return {
      items: items.map((item, index) => {
        const { key, account } = events[index]!;
        return item ?? toItem(key, unknownAccount(account));
      }),
    };
  }
}

const idOfKey = (productCode: string, key: string, now: Date): string =>
  idOfRequest(`product:${productCode} usage ${key}`, now);

const read = (
  { unit, quantity, at, change }: Pick<RecordUsageDto, 'unit' | 'quantity' | 'at' | 'change'>,
  id: string,
): SentUsage => ({ id, unit, quantity: new Exact(quantity), at: new Date(at), change });

export const unknownAccount = (account: number): DomainError =>
  billingError('account_unknown', `Аккаунт amoCRM ${account} не подключён`, {}, [
    { path: 'account', message: 'Такого аккаунта нет' },
  ]);

export const toDto = ({ accepted, used, quota }: UsageAnswer): CountedUsageDto => ({
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
