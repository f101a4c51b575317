import { Injectable } from '@nestjs/common';
import { perMonth, type PriceTerms } from '@rocket/billing';
import { currentPrice } from '@rocket/catalog';
import type { AnnouncePriceChangeDto, PreviewPriceChangeDto, PriceChangePreviewDto } from '@rocket/contracts';
import {
  Clock,
  addDays,
  dayOf,
  later,
  localDate,
  moneyText,
  nextBoundary,
  parsePeriod,
  type LocalDate,
  type Minor,
  type Period,
} from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { composeMail } from '../mail/compose-mail';
import { named } from '../notices/notice-products';
import { textOf } from '../notices/notice-texts';
import { AppConfig } from '../platform/config';
import { pageOf, cursorOf, limitOf, type PageRequest } from '../platform/cursor';
import { assertSellable, termsOfWish } from '../storefront/add-price';
import { announcedPrice } from '../storefront/announce-price-change';
import {
  costsOf,
  priceNoticeFacts,
  PriceUserStore,
  type PriceUser,
  type PriceUserPlace,
} from '../storefront/price-user.store';
import { ProductStore, type ProductRecord } from '../storefront/product.store';
import { priceView } from '../storefront/product-view';

/** Sums are added up so many accounts at a time. */
const BATCH = 5000;

interface Summed {
  readonly accounts: number;
  readonly before: Minor;
  readonly after: Minor;
  readonly first: PriceUser | null;
}

/**
 * Who a new price would concern, what they would pay by it, when it may begin and what they would read: answered from what the
 * announcement itself reads and writes, and nothing is written. Refuses what the announcement refuses, but for a day too near:
 * that it says.
 */
@Injectable()
export class PreviewPriceChange {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    private readonly products: ProductStore,
    private readonly users: PriceUserStore,
  ) {}

  /** @throws DomainError `product_not_found`, `price_not_found`, `period_not_allowed`, `currency_mismatch` */
  async run(
    productCode: string,
    { tellOn: asked, effectiveOn, ...change }: PreviewPriceChangeDto,
    request: PageRequest,
  ): Promise<PriceChangePreviewDto> {
    const now = await this.clock.now();
    const product = await this.products.read(this.db.manager, productCode);
    const { currency, terms } = product;
    const today = dayOf(now, product.timeZone);
    const tellOn = asked === undefined ? today : later(today, localDate(asked));
    const { days, channels } = terms.priceChangeNotice;
    const earliest = addDays(tellOn, days);
    const wish: AnnouncePriceChangeDto = { ...change, effectiveOn: localDate(effectiveOn ?? earliest) };
    const price = announcedPrice(product, wish);
    assertSellable(product, price);
    const announced = termsOfWish(price);
    const summed = await this.sum(product, wish, announced);
    const period = parsePeriod(wish.period);
    const sums = (of: (cost: Minor) => Minor) => ({
      before: moneyText(of(summed.before), currency),
      after: moneyText(of(summed.after), currency),
    });
    return {
      productName: product.name,
      current: priceView(
        currentPrice(product.prices, wish.period, localDate(wish.effectiveOn), wish.tariff ?? null)!,
        currency,
      ),
      tellOn,
      notice: { days, channels: [...channels], offerVersion: terms.version },
      earliest,
      inTime: effectiveOn === undefined ? null : effectiveOn >= earliest,
      accounts: summed.accounts,
      perPeriod: sums((cost) => cost),
      perMonth: sums((cost) => perMonth(cost, period)),
      sample: summed.first && (await this.sample(product, wish, announced, summed.first)),
      affected: await this.affected(product, wish, request, (user) => ({
        ...costs(user, announced, product),
        changesOn: effectiveOn === undefined ? null : firstBoundary(user, period, localDate(effectiveOn)),
      })),
    };
  }

  private async affected<Costs>(
    product: ProductRecord,
    { period, tariff }: AnnouncePriceChangeDto,
    request: PageRequest,
    costsFor: (user: PriceUser) => Costs,
  ) {
    const after = cursorOf<[string, string]>(request);
    const of = { productCode: product.code, period, tariff: tariff ?? null };
    const users = await this.users.page(this.db.manager, of, after, limitOf(request) + 1);
    return pageOf(
      users,
      request,
      (user) => ({
        account: { id: user.accountId, name: user.accountName },
        quantity: user.quantity,
        ...costsFor(user),
      }),
      (user) => [user.accountId, user.subscriptionId],
    );
  }

  private async sum(
    product: ProductRecord,
    { period, tariff }: AnnouncePriceChangeDto,
    announced: PriceTerms,
  ): Promise<Summed> {
    let summed: Summed = { accounts: 0, before: 0n, after: 0n, first: null };
    let account: string | null = null;
    for (let last: PriceUserPlace | null = null; ;) {
      const of = { productCode: product.code, period, tariff: tariff ?? null };
      const users: PriceUser[] = await this.users.page(this.db.manager, of, last, BATCH);
      for (const user of users) {
        const { before, after } = costsOf(user, announced);
        summed = {
          accounts: summed.accounts + (user.accountId === account ? 0 : 1),
          before: summed.before + before,
          after: summed.after + after,
          first: summed.first ?? user,
        };
        account = user.accountId;
      }
      if (users.length < BATCH) return summed;
      const { accountId, subscriptionId }: PriceUser = users.at(-1)!;
      last = [accountId, subscriptionId];
    }
  }

  /** The notice in the words of each language, as the widget shows it and as it is written in a letter. */
  private async sample(
    product: ProductRecord,
    wish: AnnouncePriceChangeDto,
    price: PriceTerms,
    user: PriceUser,
  ): Promise<PriceChangePreviewDto['sample']> {
    const facts = priceNoticeFacts(product, wish, { id: 'wished', price }, user);
    const to = { name: user.accountName, subdomain: user.subdomain, panelUrl: this.config.publicUrl };
    const read = async (language: 'ru' | 'en') => {
      const names = await this.products.names(this.db.manager, [product.code], language);
      const said = named(facts, names);
      const { title, text } = textOf('price_change', said, language);
      const letter = composeMail([{ kind: 'price_change', facts: said }], to, language, null);
      return { title, text, letterHtml: letter.html };
    };
    return { account: user.accountName, ru: await read('ru'), en: await read('en') };
  }
}

const costs = (user: PriceUser, announced: PriceTerms, { currency }: ProductRecord) => {
  const { before, after } = costsOf(user, announced);
  return { before: moneyText(before, currency), after: moneyText(after, currency) };
};

/** The period that starts there is the first at the new price; what is suspended has no boundary until it is resumed. */
function firstBoundary(user: PriceUser, period: Period, effectiveOn: LocalDate): LocalDate | null {
  if (user.state === 'suspended') return null;
  return later(user.paidTo, nextBoundary(user.anchor, period, addDays(effectiveOn, -1)));
}
