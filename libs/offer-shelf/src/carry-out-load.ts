import {
  priceOfFile,
  routes,
  type Call,
  type OfferProfileDto,
  type OfferVersionDto,
  type Page,
  type ProductDto,
  type SellerDto,
} from '@rocket/contracts';
import { dayOf, type LocalDate } from '@rocket/kernel';
import type { LoadPlan, Standing } from './plan-load';
import type { Offer } from './tell-differences';

/** What an installation has under a code; null: there is no such seller. */
export async function readStanding(call: Call, code: string): Promise<Standing | null> {
  const sellers = await whole<SellerDto>((query) => call(routes.sellers, { query }));
  if (!sellers.some((seller) => seller.code === code)) return null;
  // A door with an answer never gives undefined; the type of the client cannot say so.
  const profile = (await call(routes.sellerProfile, { params: { code } })) as OfferProfileDto;
  const versions = await whole<OfferVersionDto>((query) =>
    call(routes.offerVersions, { params: { code }, query }),
  );
  const products = await whole<ProductDto>((query) =>
    call(routes.products, { query: { ...query, seller: code } }),
  );
  return { profile, versions, products };
}

async function whole<T>(
  page: (query: { limit: number; cursor?: string }) => Promise<Page<T> | undefined>,
): Promise<T[]> {
  const items: T[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const next: Page<T> | undefined = await page({ limit: 200, ...(cursor ? { cursor } : {}) });
    items.push(...(next?.items ?? []));
    cursor = next?.nextCursor ?? null;
  }
  return items;
}

/** The seller's day by the clock of the installation, which in a sandbox is another. */
export async function sellersToday(call: Call, timeZone: string, now: Date): Promise<LocalDate> {
  const clock = await call(routes.sandboxClock).catch(() => null);
  return dayOf(clock ? new Date(clock.now) : now, timeZone);
}

/**
 * Does what the plan says, in an order that leaves nothing half sold when it stops: a product without a price cannot be
 * connected. Said again after a stop, it goes on from where it was.
 */
export async function carryOutLoad(
  call: Call,
  offer: Offer,
  plan: LoadPlan,
  today: LocalDate,
): Promise<void> {
  const { profile } = offer;
  if (plan.addsSeller) await call(routes.createSeller, { body: profile });
  if (plan.publishes)
    await call(routes.publishOfferVersion, { params: { code: profile.code }, body: profile.terms });
  for (const { prices: _, ...product } of plan.newProducts)
    await call(routes.createProduct, { body: { ...product, seller: profile.code } });
  for (const { product, price } of plan.newPrices)
    await call(routes.addPrice, {
      params: { code: product },
      body: priceOfFile(price, profile.currency, today),
    });
}
