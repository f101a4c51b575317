import { Injectable } from '@nestjs/common';
import {
  assertBilled,
  billingError,
  planStart,
  usableBonus,
  type AccountSnapshot,
  type Plan,
} from '@rocket/billing';
import {
  assertFreePlan,
  isFreePrice,
  trialEndsOn,
  trialPaidTo,
  type PriceVersion,
  type Trial,
} from '@rocket/catalog';
import type { ConnectProductDto, SubscriptionDto } from '@rocket/contracts';
import { Clock, dayOf, moneyText, sum, type LocalDate, type Minor } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { NoticeStore } from '../notices/notice.store';
import { withTransaction } from '../platform/database';
import { parseOr422 } from '../platform/door';
import { Waker } from '../platform/wakings/waker';
import { newId } from '../platform/ids';
import { printedPurchase } from '../platform/printed-fields';
import { ProductStore, type ProductRecord } from '../storefront/product.store';
import { TakePromotion } from '../promotions/take-promotion';
import { IssueCertificate } from '../certificates/issue-certificate';
import { ProjectStore, type ProjectRecord } from '../projects/project.store';
import { CarryOutPlans } from './carry-out-plans';
import { assertMayConnect, priceToConnect } from './price-to-connect';
import { FindTrial } from './find-trial';
import { FollowSeats } from './follow-seats';
import { PriceChangeStore } from './price-change.store';
import { SettleAccount } from './settle-account';
import { SnapshotStore } from './snapshot.store';
import { SubscriptionStore } from './subscription.store';
import { TrialStore } from './trial.store';

/** What was agreed before the purchase. */
export interface AgreedPurchase {
  readonly price: PriceVersion;
  readonly paidOn: LocalDate;
}

/** More than anything costs: what is asked for, whatever there is. */
const PLENTY = 10n ** 17n;

/**
 * Connects a product to an account: starts or goes on with the trial when one is due, else charges the first period now
 * (rules 9–11). What a promotion gives comes after the trial, or in the place of the first charge (rule 8).
 * (rules 9–11). A package is charged for its term, and may be bought again beside those that live.
 *
 * Refuses: `insufficient_balance` with what is required and available, `trial_used`, `already_connected`,
 * `technical_account` for what is not free, a period or quantity that is not sold, `not_counted_by_seats`, `seats_unknown`,
 * `quantity_not_seats`, `project_required`, `projects_not_offered`, `not_for_this_customer`, `not_passable`.
 */
@Injectable()
export class ConnectProduct {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly products: ProductStore,
    private readonly subscriptions: SubscriptionStore,
    private readonly trials: TrialStore,
    private readonly snapshots: SnapshotStore,
    private readonly plans: CarryOutPlans,
    private readonly settle: SettleAccount,
    private readonly notices: NoticeStore,
    private readonly priceChanges: PriceChangeStore,
    private readonly followSeats: FollowSeats,
    private readonly findTrial: FindTrial,
    private readonly promotion: TakePromotion,
    private readonly projects: ProjectStore,
    private readonly certificate: IssueCertificate,
    private readonly waker: Waker,
  ) {}

  async run(accountId: string, wish: ConnectProductDto, actor: string): Promise<SubscriptionDto> {
    const now = await this.clock.now();
    const subscription = await withTransaction(this.db, (tx) => this.within(tx, accountId, wish, actor, now));
    this.waker.wake('documents');
    this.waker.wake('notices');
    return subscription;
  }

  /**
   * The same in somebody's transaction, which may be undone: what `run` does before it wakes anybody.
   * @param agreed the price that was agreed before and the day it was paid; left out: the price list of today, paid today
   */
  async within(
    tx: EntityManager,
    accountId: string,
    wish: ConnectProductDto,
    actor: string,
    now: Date,
    agreed?: AgreedPurchase,
  ): Promise<SubscriptionDto> {
    const account = await this.accounts.lock(tx, accountId);
    const today = dayOf(now, account.seller.timeZone);
    const product = await this.products.read(tx, wish.productCode);
    assertMayConnect(account, product);
    const price = agreed?.price ?? priceToConnect(account, product, wish, today);
    this.certificate.assertHolder(account, price.isPackage, wish.holder);
    // What was agreed and paid is carried out, whatever was written in it.
    if (!agreed) parseOr422(printedPurchase, wish);
    const project = await this.projects.ofConnection(tx, accountId, product, wish.project);
    const projectId = project?.id ?? null;
    const live = await this.subscriptions.findLive(tx, accountId, product.code, projectId);
    if (live && !(price.isPackage && live.packageNo > 0)) {
      const where = project ? ` для проекта «${project.name}»` : '';
      throw billingError('already_connected', `«${product.name}» уже подключён${where}`);
    }
    if (product.freeInstances !== null) {
      const taken = await this.subscriptions.freeOnes(tx, accountId, product.code, null);
      assertFreePlan(product, price, wish.quantity, taken);
    }
    if (wish.followSeats) await this.followSeats.assertSeats(tx, accountId, product, price, wish.quantity);
    const trial =
      price.isPackage || isFreePrice(price)
        ? null
        : await this.findTrial.run(tx, accountId, product, projectId, wish.trial, now);
    const freeFrom = trial ? trialPaidTo(trial, account.seller.timeZone) : today;
    // A package is fixed: free days are not added to it.
    if (!price.isPackage) await this.promotion.within(tx, account, product, { on: today, freeFrom }, now);
    // Whoever connects is shown what is announced and agrees with it, refused before or not.
    const consented = { accountId, productCode: product.code, act: 'connection', by: actor } as const;
    await this.priceChanges.consent(tx, consented, now);
    const id = newId(now);
    await this.subscriptions.insert(tx, {
      id,
      accountId,
      productCode: product.code,
      projectId,
      state: trial ? 'trial' : 'suspended',
      quantity: wish.quantity,
      priceId: price.id,
      pinnedOn: today,
      period: wish.period,
      anchor: freeFrom,
      paidTo: freeFrom,
      trialEndsAt: trial?.endsAt ?? null,
      autoRenew: price.isPackage
        ? false
        : (wish.autoRenew ?? (account.terms.autoRenewal || isFreePrice(price))),
      rank: await this.subscriptions.nextRank(tx, accountId),
      startedAt: now,
      packageNo: price.isPackage
        ? await this.subscriptions.nextPackageNo(tx, accountId, product.code, projectId)
        : 0,
    });
    if (trial) await this.beginTrial(tx, account, product, { id, project }, trial, actor, now);
    else {
      const previousEnd = await this.subscriptions.paidBefore(tx, accountId, product.code, projectId);
      await this.chargeFirstPeriod(
        tx,
        account,
        { id, previousEnd, paidOn: agreed?.paidOn ?? today },
        today,
        actor,
        now,
      );
    }
    if (price.isPackage) {
      const { holder = null } = wish;
      await this.certificate.run(tx, account, { subscriptionId: id, productCode: product.code, holder }, now);
    }
    if (wish.followSeats) await this.followSeats.begin(tx, account, id, now);
    const [view] = await this.subscriptions.views(tx, accountId, { id });
    return view!;
  }

  private async beginTrial(
    tx: EntityManager,
    account: AccountRecord,
    product: ProductRecord,
    { id, project }: { readonly id: string; readonly project: ProjectRecord | null },
    trial: Trial,
    actor: string,
    now: Date,
  ): Promise<void> {
    await this.trials.begin(tx, account.id, product.code, project?.id ?? null, trial);
    await this.settle.run(tx, account.id, actor, now);
    await this.notices.post(
      tx,
      [
        {
          accountId: account.id,
          key: `trial_started:${id}`,
          kind: 'trial_started',
          facts: {
            productCode: product.code,
            productName: product.name,
            ...(project ? { project: project.name } : {}),
            endsAt: trial.endsAt.toISOString(),
            endsOn: trialEndsOn(trial, account.seller.timeZone),
          },
        },
      ],
      now,
    );
  }

  private async chargeFirstPeriod(
    tx: EntityManager,
    account: AccountRecord,
    { id, previousEnd, paidOn }: { id: string; previousEnd: LocalDate | null; paidOn: LocalDate },
    today: LocalDate,
    actor: string,
    now: Date,
  ): Promise<void> {
    const before = await this.snapshots.readOne(tx, account.id);
    const plan = planStart(before.snapshot, id, today, now, previousEnd, paidOn);
    const short = 'required' in plan ? plan : shortOfUnits(before.snapshot, plan, { id, today, now });
    if ('required' in plan || short) {
      assertBilled(before.snapshot);
      const { currency } = account.seller;
      throw billingError('insufficient_balance', 'На балансе недостаточно средств', {
        required: moneyText(short!.required, currency),
        available: moneyText(short!.available, currency),
      });
    }
    await this.plans.run(tx, [{ before, plan }], { now, actor, runId: null, today });
  }
}

/** Of a free term with a bound: what the units above it cost, when the balance does not reach and the plan would let them go. */
function shortOfUnits(
  account: AccountSnapshot,
  plan: Plan,
  { id, today, now }: { id: string; today: LocalDate; now: Date },
): { required: Minor; available: Minor } | null {
  const quantityOf = ({ subscriptions }: AccountSnapshot) =>
    subscriptions.find((each) => each.id === id)!.quantity;
  if (quantityOf(plan.after) === quantityOf(account)) return null;
  const rich = planStart({ ...account, money: PLENTY }, id, today, now);
  if ('required' in rich) return rich;
  return {
    required: sum(rich.charges.map(({ amount }) => amount)),
    available: account.neverBilled ? 0n : account.money + usableBonus(account, now),
  };
}
