import { Injectable } from '@nestjs/common';
import { adviseTopUp, costOf } from '@rocket/billing';
import { currentPrice, isTrialOver, termsOf, type PriceVersion } from '@rocket/catalog';
import type { Language, ShelfDto, ShelfItemDto, SubscriptionDto } from '@rocket/contracts';
import {
  Clock,
  dayOf,
  localDate,
  moneyText,
  parseMinor,
  printUnitPrice,
  type LocalDate,
} from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { isContractOver } from '../accounts/contract-end';
import { ReadBalance } from '../accounts/read-balance';
import { ReaderStore } from '../notices/reader.store';
import { mayEnter, type UserCaller } from '../platform/door';
import { OfferPromotions, promisedView } from '../promotions/offer-promotions';
import { AppConfig } from '../platform/config';
import { pictureOf } from '../storefront/product-view';
import { ProductStore, wordsOf, type ProductRecord } from '../storefront/product.store';
import { ListSubscriptions } from '../subscriptions/list-subscriptions';
import { SubscriptionStore } from '../subscriptions/subscription.store';
import { TrialStore } from '../subscriptions/trial.store';

const MOST_PRODUCTS = 200;

/** The seller's products as one account may have them, priced for its own units, for the storefront inside amoCRM. */
@Injectable()
export class FillShelf {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly balances: ReadBalance,
    private readonly products: ProductStore,
    private readonly list: ListSubscriptions,
    private readonly subscriptions: SubscriptionStore,
    private readonly trials: TrialStore,
    private readonly readers: ReaderStore,
    private readonly promotions: OfferPromotions,
    private readonly config: AppConfig,
  ) {}

  /** `seats`: how many people work in the account, if its page of amoCRM says so; only a proposal of a quantity. */
  async run(user: UserCaller, seats: number | null, asked: Language | undefined): Promise<ShelfDto> {
    const now = await this.clock.now();
    const tx = this.db.manager;
    const language = await this.readers.languageOf(tx, user, asked);
    const account = await this.accounts.read(tx, user.accountId);
    const today = dayOf(now, account.seller.timeZone);
    const balance = await this.balances.run(user.accountId, null);
    const all = await this.list.run(user.accountId, { lang: language });
    const records = await this.products.list(tx, null, MOST_PRODUCTS, account.seller.code, {
      accountId: account.id,
    });
    const promised = await this.promotions.run(tx, account, now);
    const items: ShelfItemDto[] = [];
    for (const product of records) {
      const own = all.filter(({ productCode }) => productCode === product.code);
      const subscription = own.find(({ state }) => state !== 'ended') ?? null;
      // Projects and tariffs are chosen in the panel.
      const isPlain = !product.hasProjects && product.tariffs.length === 0;
      const prices = isPlain ? pricesOf(product, today, subscription, seats) : [];
      if (prices.length === 0 && !subscription) continue;
      const { code, kind, tariffUnit, trialDays } = product;
      const { name, summary } = wordsOf(product, language);
      const trial = subscription ? 'none' : await this.trialOf(account, product, today);
      const term = promised.get(code);
      const picture = pictureOf(product);
      items.push({
        code,
        name,
        kind,
        summary,
        tariffUnit,
        prices,
        picture: picture && new URL(picture, this.config.publicUrl).href,
        trialDays,
        trial,
        subscription,
        promised: term ? promisedView(term) : null,
      });
    }
    const advised = adviseTopUp(
      parseMinor(balance.total.amount),
      parseMinor(balance.forecast.next30Days.amount),
      parseMinor(account.terms.minimumPayment.amount),
    );
    return {
      today,
      maySpend: mayEnter(user, ['spender']) && !isContractOver(account),
      ...(isContractOver(account) ? { isOver: true as const } : {}),
      balance,
      advised: advised === null ? null : moneyText(advised, account.seller.currency),
      items,
    };
  }

  /** As connecting decides it (rule 10): begun and not over goes on; else due once, and not for what was paid before. */
  private async trialOf(
    account: AccountRecord,
    product: ProductRecord,
    today: LocalDate,
  ): Promise<ShelfItemDto['trial']> {
    const tx = this.db.manager;
    const begun = await this.trials.find(tx, account.id, product.code);
    if (begun) return isTrialOver(begun, today, account.seller.timeZone) ? 'none' : 'goes_on';
    const isPaidFor = await this.subscriptions.wasConnected(tx, account.id, product.code);
    return product.trialDays > 0 && !isPaidFor ? 'due' : 'none';
  }
}

function pricesOf(
  product: ProductRecord,
  today: LocalDate,
  subscription: SubscriptionDto | null,
  seats: number | null,
): ShelfItemDto['prices'] {
  const periods = [...new Set(product.prices.map(({ period }) => period))];
  return periods.flatMap((period) => {
    const price = currentPrice(product.prices, period, localDate(today));
    if (!price) return [];
    const quantity =
      subscription?.quantity ?? fitting(price, product.quantityFollows === 'seats' ? seats : null);
    return [
      {
        period,
        unitPrice: { amount: printUnitPrice(price.unitPrice), currency: product.currency },
        ...(price.packSize ? { packSize: price.packSize } : {}),
        minQuantity: price.minQuantity,
        quantity,
        cost: moneyText(costOf(termsOf(price), quantity), product.currency),
      },
    ];
  });
}

/** So many units as the price is sold for, at least its smallest number and at most the end of its last tier. */
function fitting(price: PriceVersion, wished: number | null): number {
  const most = price.tiers?.at(-1)?.upTo ?? Infinity;
  return Math.min(most, Math.max(price.minQuantity, wished ?? price.minQuantity));
}
