import { Injectable } from '@nestjs/common';
import { billingError } from '@rocket/billing';
import type { CountedBatchDto, CountedUsageDto, RecordUsageDto, UsageEventDto } from '@rocket/contracts';
import { Clock, DomainError, Exact } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountPace } from '../platform/account-pace';
import { NoteActivity } from '../platform/activity/note-activity';
import { WallClock } from '../platform/clock';
import { idOfKey, newId } from '../platform/ids';
import { Waker } from '../platform/wakings/waker';
import { ProjectStore } from '../projects/project.store';
import { CountInTurns, type TurnOf } from './count-in-turns';
import type { SentUsage, UsageAnswer } from './count-usage';
import { UsageStore } from './usage.store';
import { placeOf } from './used-subscription.store';

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
    private readonly projects: ProjectStore,
    private readonly inTurns: CountInTurns,
    private readonly waker: Waker,
    private readonly activity: NoteActivity,
    private readonly wallClock: WallClock,
    private readonly pace: AccountPace,
  ) {}

  async run(productCode: string, wish: RecordUsageDto, requestKey: string | null): Promise<CountedUsageDto> {
    const now = await this.clock.now();
    const tx = this.db.manager;
    const using = (await this.usage.accountsOf(tx, productCode, [wish.account])).get(wish.account);
    if (using === undefined) throw unknownAccount(wish.account);
    this.pace.take(using.id, using.requestsPerSecond, (await this.wallClock.now()).getTime());
    const projectId = await this.projects.ofUse(tx, productCode, using, wish.project);
    const sent = [read(wish, requestKey === null ? newId(now) : idOfKey(requestKey))];
    const [answer] = await this.inTurns.one(productCode, { accountId: using.id, projectId, sent }, now);
    this.waker.wake('notices');
    if (answer instanceof DomainError) throw answer;
    await this.activity.run([using.id], 'usage');
    return toDto(answer!);
  }

  /** A batch is one request about each account in it: those asked about too often are refused, the others are not held up. */
  private async inPace(
    accounts: ReadonlyMap<number, { readonly id: string; readonly requestsPerSecond: number | null }>,
  ): Promise<Map<number, DomainError>> {
    const now = (await this.wallClock.now()).getTime();
    const hurried = new Map<number, DomainError>();
    for (const [account, { id, requestsPerSecond }] of accounts) {
      try {
        this.pace.take(id, requestsPerSecond, now);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        hurried.set(account, error);
      }
    }
    return hurried;
  }

  async batch(productCode: string, events: readonly UsageEventDto[]): Promise<CountedBatchDto> {
    const now = await this.clock.now();
    const tx = this.db.manager;
    const accounts = [...new Set(events.map(({ account }) => account))];
    const ids = await this.usage.accountsOf(tx, productCode, accounts);
    const hurried = await this.inPace(ids);
    const places = await this.projects.ofUses(
      tx,
      productCode,
      events.map(({ account, project }) => ({ account: ids.get(account) ?? null, project })),
    );
    const indexes = new Map<string, { turn: TurnOf & { sent: SentUsage[] }; own: number[] }>();
    for (const [index, event] of events.entries()) {
      const using = ids.get(event.account);
      const projectId = places[index] ?? null;
      if (!using || hurried.has(event.account) || projectId instanceof DomainError) continue;
      const place = placeOf({ id: using.id, projectId });
      const known = indexes.get(place) ?? { turn: { accountId: using.id, projectId, sent: [] }, own: [] };
      known.turn.sent.push(read(event, idOfEvent(productCode, event.key)));
      known.own.push(index);
      indexes.set(place, known);
    }
    const known = [...indexes.values()];
    const turns = known.map(({ turn }) => turn);
    const answers = await this.inTurns.many(productCode, turns, now);
    if (turns.length > 0) this.waker.wake('notices');
    const isUse = (nth: number) => answers[nth]!.some((each) => !(each instanceof DomainError));
    const used = turns.filter((_, nth) => isUse(nth)).map(({ accountId }) => accountId);
    await this.activity.run(used, 'usage');
    const items: (Item | undefined)[] = events.map(() => undefined);
    known.forEach(({ own }, nth) =>
      own.forEach((index, place) => {
        items[index] = toItem(events[index]!.key, answers[nth]![place]!);
      }),
    );
    return {
      items: items.map((item, index) => {
        const { key, account } = events[index]!;
        const place = places[index];
        const refusal =
          hurried.get(account) ?? (place instanceof DomainError ? place : unknownAccount(account));
        return item ?? toItem(key, refusal);
      }),
    };
  }
}

const idOfEvent = (productCode: string, key: string): string =>
  idOfKey(`product:${productCode} usage ${key}`);

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
