import { Injectable } from '@nestjs/common';
import { billingError, planStart } from '@rocket/billing';
import { catalogError, currentPrice, type PriceVersion } from '@rocket/catalog';
import type { AccessGrantDto, GrantAccessDto, Page } from '@rocket/contracts';
import { Clock, addDays, dayOf, localDate, type FieldError, type LocalDate } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { isContractOver } from '../accounts/contract-end';
import { NoticeStore } from '../notices/notice.store';
import type { PageRequest } from '../platform/cursor';
import { withTransaction } from '../platform/database';
import { idOfRequest, newId } from '../platform/ids';
import { Waker } from '../platform/wakings/waker';
import { ProductStore, notForProjects, type ProductRecord } from '../storefront/product.store';
import { CarryOutPlans } from '../subscriptions/carry-out-plans';
import { SettleAccount } from '../subscriptions/settle-account';
import { SnapshotStore } from '../subscriptions/snapshot.store';
import { SubscriptionStore, type SubscriptionRecord } from '../subscriptions/subscription.store';
import { AccessStore } from './access.store';

/**
 * Staff give an account a product free of charge for a period (rule 8; first offer, 3.12, last part). What lives goes on and
 * the free term begins when what is paid or on trial ends; what is suspended, and what was not connected, begins today.
 * Nothing of it is money or bonus: the planner takes the term as a period that costs nothing.
 *
 * Refuses: `account_not_active`, a product of another seller or without a price, fewer free units than are in use, a last
 * day that has passed or is paid for already.
 */
@Injectable()
export class GrantAccess {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly products: ProductStore,
    private readonly subscriptions: SubscriptionStore,
    private readonly access: AccessStore,
    private readonly snapshots: SnapshotStore,
    private readonly plans: CarryOutPlans,
    private readonly settle: SettleAccount,
    private readonly notices: NoticeStore,
    private readonly waker: Waker,
  ) {}

  async run(
    accountId: string,
    wish: GrantAccessDto,
    actor: string,
    requestKey: string | null,
  ): Promise<AccessGrantDto> {
    const now = await this.clock.now();
    const view = await withTransaction(this.db, async (tx) => {
      const account = await this.accounts.lock(tx, accountId);
      const today = dayOf(now, account.seller.timeZone);
      const id = await idOfRequest(tx, accountId, requestKey, now);
      const product = await this.products.read(tx, wish.productCode);
      const live = await this.liveOne(tx, accountId, product.code);
      this.assertPossible(account, product, wish, live, today);
      const isNew = await this.access.insert(tx, rowOf(accountId, id, wish, actor), now);
      if (isNew) {
        const act = { today, actor, now };
        if (live === null) await this.start(tx, account, product, wish, act);
        else await this.join(tx, live, wish, act);
        await this.tell(tx, accountId, id, product, wish, { today, live, now });
      }
      return this.access.view(tx, accountId, id, today);
    });
    this.waker.wake('notices');
    return view;
  }

  async list(accountId: string, request: PageRequest): Promise<Page<AccessGrantDto>> {
    const now = await this.clock.now();
    const { seller } = await this.accounts.read(this.db.manager, accountId);
    return this.access.list(this.db.manager, accountId, dayOf(now, seller.timeZone), request);
  }

  private async liveOne(tx: EntityManager, accountId: string, productCode: string) {
    const live = await this.subscriptions.findLive(tx, accountId, productCode);
    return live && this.subscriptions.read(tx, accountId, live.id);
  }

  private assertPossible(
    account: AccountRecord,
    product: ProductRecord,
    wish: GrantAccessDto,
    live: SubscriptionRecord | null,
    today: LocalDate,
  ): void {
    if (isContractOver(account) || account.heldGround !== null) {
      throw billingError('account_not_active', 'Аккаунту нельзя дать доступ', { state: account.state });
    }
    if (product.sellerCode !== account.seller.code)
      throw catalogError('product_not_found', 'Этот продукт продаёт другой продавец');
    if (product.hasProjects) throw notForProjects(product, 'productCode');
    if (live && live.packageNo > 0)
      throw billingError('package_is_fixed', 'Продукт куплен пакетом: бесплатные дни к пакету не добавляют');
    if (live && wish.quantity < live.quantity) {
      throw catalogError('quantity_below_minimum', `Подключено единиц: ${live.quantity}`, {}, [
        { path: 'quantity', message: `Не меньше подключённого: ${live.quantity}` },
      ]);
    }
    if (wish.untilOn === undefined) return;
    const begins = live && live.state !== 'suspended' ? live.paidTo : today;
    if (localDate(wish.untilOn) < begins) {
      const field: FieldError =
        begins > today
          ? { path: 'untilOn', message: `Уже оплачено до ${addDays(begins, -1)}` }
          : { path: 'untilOn', message: 'Сегодня или позже' };
      throw billingError('expiry_in_the_past', field.message, { begins }, [field]);
    }
  }

  /** Nothing was connected: a subscription is made and runs at once. Its trial stays untouched. */
  private async start(
    tx: EntityManager,
    account: AccountRecord,
    product: ProductRecord,
    wish: GrantAccessDto,
    act: { today: LocalDate; actor: string; now: Date },
  ): Promise<void> {
    const price = priceFor(product, wish, act.today);
    const id = newId(act.now);
    await this.subscriptions.insert(tx, {
      id,
      accountId: account.id,
      productCode: product.code,
      state: 'suspended',
      quantity: wish.quantity,
      priceId: price.id,
      pinnedOn: act.today,
      period: price.period,
      anchor: act.today,
      paidTo: act.today,
      trialEndsAt: null,
      autoRenew: wish.autoRenew ?? false,
      rank: await this.subscriptions.nextRank(tx, account.id),
      startedAt: act.now,
      packageNo: 0,
      projectId: null,
    });
    const before = await this.snapshots.readOne(tx, account.id);
    const plan = planStart(before.snapshot, id, act.today, act.now);
    if ('required' in plan) throw new Error(`The free term of ${id} was not taken`);
    await this.plans.run(tx, [{ before, plan }], { ...act, runId: null });
  }

  /** What lives keeps its number and its switch unless told; a suspended one resumes with the free term. */
  private async join(
    tx: EntityManager,
    live: SubscriptionRecord,
    wish: GrantAccessDto,
    act: { actor: string; now: Date },
  ): Promise<void> {
    if (wish.autoRenew !== undefined)
      await this.subscriptions.set(tx, live.accountId, live.id, { auto_renew: wish.autoRenew });
    await this.settle.run(tx, live.accountId, act.actor, act.now);
  }

  private async tell(
    tx: EntityManager,
    accountId: string,
    id: string,
    product: ProductRecord,
    wish: GrantAccessDto,
    at: { today: LocalDate; live: SubscriptionRecord | null; now: Date },
  ): Promise<void> {
    const from = at.live && at.live.state !== 'suspended' ? at.live.paidTo : at.today;
    const untilOn = wish.untilOn ?? addDays(from, wish.days! - 1);
    const facts = {
      productCode: product.code,
      productName: product.name,
      quantity: wish.quantity,
      from,
      untilOn,
    };
    await this.notices.post(
      tx,
      [{ accountId, key: `access_granted:${id}`, kind: 'access_granted', facts }],
      at.now,
    );
  }
}

const rowOf = (accountId: string, id: string, wish: GrantAccessDto, actor: string) => ({
  id,
  accountId,
  productCode: wish.productCode,
  quantity: wish.quantity,
  days: wish.days ?? null,
  untilOn: wish.untilOn === undefined ? null : localDate(wish.untilOn),
  reason: wish.reason,
  grantedBy: actor,
  promotionId: null,
});

/** The price and period a new connection would go on with: as asked, else by the month, else what is sold first. */
function priceFor(product: ProductRecord, wish: GrantAccessDto, today: LocalDate): PriceVersion {
  const asked =
    wish.period === undefined ? ['P1M', ...product.prices.map(({ period }) => period)] : [wish.period];
  const price = asked
    .map((period) => currentPrice(product.prices, period, today))
    .find((found) => found !== null && !found.isPackage);
  if (!price) {
    throw billingError('period_not_offered', `У «${product.name}» нет цены, с которой продолжать`, {}, [
      { path: wish.period === undefined ? 'productCode' : 'period', message: 'Сначала назначьте цену' },
    ]);
  }
  if (wish.quantity < price.minQuantity) {
    throw catalogError('quantity_below_minimum', `Наименьшее количество — ${price.minQuantity}`, {}, [
      { path: 'quantity', message: `Не меньше ${price.minQuantity}` },
    ]);
  }
  return price;
}
