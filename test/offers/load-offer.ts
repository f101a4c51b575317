import {
  priceOfFile,
  readOffer,
  routes,
  type OfferProductDto,
  type OfferProfileDto,
} from '@rocket/contracts';
import { dayOf } from '@rocket/kernel';
import { OFFERS } from '@rocket/offers';
import type { World } from '../kit/world';

/** What stands in `offers/`: a story reads its numbers from here and works out its sums by hand. */
export interface Offer {
  readonly profile: OfferProfileDto;
  readonly products: readonly OfferProductDto[];
}

/**
 * Opens the seller of an offer as it stands in `offers/`, with its products on sale from the world's today. What the
 * installation has already is not loaded again.
 */
export async function loadOffer(world: World, code: string): Promise<Offer> {
  const files = OFFERS.find(({ profile }) => profile.code === code);
  if (!files) throw new Error(`offers/index.ts does not list ${code}`);
  const offer = readOffer(files);
  const { items } = await world.stranger.asks(routes.sellers, { query: { limit: 200 } });
  if (!items.some((seller) => seller.code === code)) await load(world, offer);
  return offer;
}

async function load(world: World, { profile, products }: Offer): Promise<void> {
  const administrator = await world.staff('administrator');
  await administrator.asks(routes.createSeller, { body: profile });
  const today = dayOf(await world.now(), profile.timeZone);
  for (const { prices, ...product } of products) {
    await administrator.asks(routes.createProduct, { body: { ...product, seller: profile.code } });
    for (const price of prices)
      await administrator.asks(routes.addPrice, {
        params: { code: product.code },
        body: priceOfFile(price, profile.currency, today),
      });
  }
}
