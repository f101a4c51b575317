import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type {
  AccountDto,
  BalanceDto,
  Language,
  SubscriptionDto,
  WidgetNoticeDto,
  WidgetNoticesDto,
  WidgetStateDto,
} from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { isContractOver } from '../accounts/contract-end';
import { FindAccount } from '../accounts/find-account';
import { ReadBalance } from '../accounts/read-balance';
import { InstallationStore, type Installation } from '../installs/installation.store';
import { NoticeStore, type NoticeRow } from '../notices/notice.store';
import { ReaderStore } from '../notices/reader.store';
import { notFound } from '../platform/api-error';
import type { UserCaller } from '../platform/door';
import { ProductStore } from '../storefront/product.store';
import { ListPriceChanges } from '../subscriptions/list-price-changes';
import { SubscriptionStore } from '../subscriptions/subscription.store';
import { asksToAcknowledge, detailsOf, linkOf } from '../notices/notice-details';
import { named, productsIn } from '../notices/notice-products';
import { textOf } from '../notices/notice-texts';
import { day, dayInEnglish } from '../notices/notice-writing';

const MOST_NOTICES = 50;

/** What the widget draws: state, notices in words, and the mark that a user has seen one. */
@Injectable()
export class ShowWidget {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: FindAccount,
    private readonly balances: ReadBalance,
    private readonly subscriptions: SubscriptionStore,
    private readonly products: ProductStore,
    private readonly notices: NoticeStore,
    private readonly readers: ReaderStore,
    private readonly priceChanges: ListPriceChanges,
    private readonly installations: InstallationStore,
  ) {}

  async state(user: UserCaller, asked: Language | undefined): Promise<WidgetStateDto> {
    const language = await this.readers.languageOf(this.db.manager, user, asked);
    const [account, balance, all, installation] = await Promise.all([
      this.accounts.run(user.accountId),
      this.balances.run(user.accountId, null),
      this.subscriptions.views(this.db.manager, user.accountId, { language }),
      this.installations.read(this.db, user.accountId),
    ]);
    const products = all.filter(({ state }) => state !== 'ended');
    const { id, name, level } = user;
    return {
      account,
      user: { id, name, level },
      balance,
      banner: bannerOf(account, balance, products, installation, language),
      products,
    };
  }

  /** Notices for the user, newest first, with a tag that changes when anything in them does. */
  async list(
    user: UserCaller,
    asked: Language | undefined,
  ): Promise<{ body: WidgetNoticesDto; etag: string }> {
    const now = await this.clock.now();
    const language = await this.readers.languageOf(this.db.manager, user, asked);
    const declined = await this.readers.declinedKinds(this.db.manager, user);
    const rows = await this.notices.forUser(this.db.manager, user, declined, MOST_NOTICES);
    const codes = rows.flatMap(({ facts }) => productsIn(facts));
    const names = await this.products.names(this.db.manager, [...new Set(codes)], language);
    const decidable = await this.decidable(user, rows);
    const items = rows.map((row) => {
      const facts = named(row.facts, names);
      return {
        id: row.id,
        kind: row.kind,
        ...textOf(row.kind, facts, language),
        createdAt: row.created_at.toISOString(),
        seenAt: row.seen_at?.toISOString() ?? null,
        asksToAcknowledge: asksToAcknowledge(row.kind),
        acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
        link: linkOf(row.kind, facts),
        details: detailsOf(row.kind, facts),
        priceChange: decidable.get(row.facts['changeId']) ?? null,
      };
    });
    const shown = items.map(({ id }) => id);
    await this.notices.recordShown(this.db.manager, user.accountId, shown, user.id, now);
    const body = { items, unseen: items.filter(({ seenAt }) => seenAt === null).length };
    const etag = `"${createHash('sha256').update(JSON.stringify(body)).digest('base64url').slice(0, 27)}"`;
    return { body, etag };
  }

  /** Announced prices that the user may still refuse, by the id a notice names; asked only when a notice tells of one. */
  private async decidable(
    { accountId, level }: UserCaller,
    rows: readonly NoticeRow[],
  ): Promise<ReadonlyMap<unknown, WidgetNoticeDto['priceChange']>> {
    const mayDecide = level === 'owner' || level === 'administrator';
    if (!mayDecide || !rows.some(({ kind }) => kind === 'price_change')) return new Map();
    const changes = await this.priceChanges.run(accountId);
    return new Map(
      changes.map(({ id, refused, lastDayIfRefused }) => [id, { id, refused, lastDayIfRefused }]),
    );
  }

  /** Writes down that this user saw a notice, or said that it is understood (which is seeing it too). Twice is once. */
  async noted(user: UserCaller, noticeId: string, act: 'seen' | 'acknowledged'): Promise<void> {
    const now = await this.clock.now();
    const { accountId, id: userId } = user;
    if (!(await this.notices.isOf(this.db.manager, accountId, noticeId))) throw notFound();
    for (const state of act === 'seen' ? [act] : (['seen', act] as const))
      await this.notices.record(
        this.db.manager,
        { accountId, noticeId, channel: 'push', state, userId },
        now,
      );
  }
}

/** The one thing that needs attention now: the contract is over, the account is blocked, something stopped, amoCRM keeps us out, or money runs out within a week. */
function bannerOf(
  account: AccountDto,
  balance: BalanceDto,
  products: readonly SubscriptionDto[],
  installation: Installation | null,
  language: Language,
): WidgetStateDto['banner'] {
  const words = BANNERS[language];
  if (isContractOver(account)) return { tone: 'danger', text: words.over };
  const { blockedFor } = account;
  if (blockedFor) return { tone: 'danger', text: words.blocked[blockedFor] };
  const stopped = products.filter(({ state }) => state === 'suspended');
  if (stopped.length > 0) {
    return { tone: 'danger', text: words.stopped(stopped.map(({ productName }) => productName)) };
  }
  if (installation?.state === 'needs_reauth') return { tone: 'warning', text: words.lost };
  if (installation?.trouble === 'unpaid') return { tone: 'warning', text: words.unpaid };
  const { daysLeft, emptyOn } = balance.forecast;
  if (daysLeft === null || emptyOn === null || daysLeft > 7) return null;
  return { tone: 'warning', text: words.lastsUntil(emptyOn) };
}

interface BannerWords {
  readonly over: string;
  readonly blocked: Readonly<Record<NonNullable<AccountDto['blockedFor']>, string>>;
  readonly stopped: (products: readonly string[]) => string;
  readonly lastsUntil: (day: string) => string;
  readonly lost: string;
  readonly unpaid: string;
}

const BANNERS: Readonly<Record<Language, BannerWords>> = {
  ru: {
    over: 'Договор закончился: продукты не работают, платить больше не нужно.',
    blocked: {
      idle: 'Аккаунт заблокирован: им давно не пользовались. Чтобы вернуть доступ, напишите в поддержку.',
      staff: 'Аккаунт приостановлен службой поддержки. Пополнение его не возобновит: напишите в поддержку.',
    },
    stopped: (products) =>
      `Приостановлено: ${products.map((name) => `«${name}»`).join(', ')}. Пополните баланс, чтобы продолжить.`,
    lastsUntil: (on) => `Средств хватит до ${day(on)}.`,
    lost: 'Связь с amoCRM потеряна. Откройте кабинет и нажмите «Подключить заново».',
    unpaid: 'Подписка amoCRM не оплачена: часть данных нам недоступна.',
  },
  en: {
    over: 'The contract is over: products do not work, and there is nothing to pay.',
    blocked: {
      idle: 'The account is blocked: nobody used it for long. To have it back, write to support.',
      staff: 'The account is suspended by support. A top-up does not resume it: write to support.',
    },
    stopped: (products) =>
      `Suspended: ${products.map((name) => `“${name}”`).join(', ')}. Top up the balance to go on.`,
    lastsUntil: (on) => `The balance lasts until ${dayInEnglish(on)}.`,
    lost: 'The link to amoCRM is lost. Open the control panel and press “Connect again”.',
    unpaid: 'The amoCRM subscription is not paid: some data is out of our reach.',
  },
};
