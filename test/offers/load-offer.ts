import {
  priceOfFile,
  readOffer,
  routes,
  type OfferProductDto,
  type OfferProfileDto,
} from '@rocket/contracts';
import { dayOf, type LocalDate } from '@rocket/kernel';
import { OFFERS } from '@rocket/offers';
import type { World } from '../kit/world';

/** What stands in `offers/`: a story reads its numbers from here and works out its sums by hand. */
export interface Offer {
  readonly profile: OfferProfileDto;
  readonly products: readonly OfferProductDto[];
}

/** The seller of an offer as it stands in `offers/`, with its products on sale from the world's today. */
export async function loadOffer(world: World, code: string): Promise<Offer> {
  const files = OFFERS.find(({ profile }) => profile.code === code);
  if (!files) throw new Error(`offers/index.ts does not list ${code}`);
  const offer = readOffer(files);
  const { items } = await world.stranger.asks(routes.sellers, { query: { limit: 200 } });
  const today = dayOf(await world.now(), offer.profile.timeZone);
  if (!items.some((seller) => seller.code === code)) await load(world, offer, today);
  else await putOnSale(world, code, today);
  return offer;
}

/** The sandbox has it from the first, on sale from the day of the machine: a story reads the same next year. */
async function putOnSale(world: World, code: string, today: LocalDate): Promise<void> {
  await world.sql(
    `update price r set valid_from = $2 from product p where p.code = r.product_code and p.seller_code = $1`,
    [code, today],
  );
}

async function load(world: World, { profile, products }: Offer, today: LocalDate): Promise<void> {
  const administrator = await world.staff('administrator');
  await administrator.asks(routes.createSeller, { body: profile });
  for (const { prices, ...product } of products) {
    await administrator.asks(routes.createProduct, { body: { ...product, seller: profile.code } });
    for (const price of prices)
      await administrator.asks(routes.addPrice, {
        params: { code: product.code },
        body: priceOfFile(price, profile.currency, today),
      });
  }
}
