import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { routes, type AddPriceDto, type CreateProductDto, type OfferProfileDto } from '@rocket/contracts';
import { localDate } from '@rocket/kernel';
import type { World } from '../kit/world';

interface OfferedPrice extends Omit<AddPriceDto, 'validFrom' | 'unitPrice'> {
  readonly unitPrice: string;
  /** The offer does not state it. */
  readonly example?: boolean;
}
interface OfferedProduct extends Omit<CreateProductDto, 'seller'> {
  readonly prices: readonly OfferedPrice[];
}

/** What stands in `offers/`: a story reads its numbers from here and works out its sums by hand. */
export interface Offer {
  readonly profile: OfferProfileDto;
  readonly products: readonly OfferedProduct[];
}

const read = (code: string, name: string): unknown =>
  JSON.parse(readFileSync(join(__dirname, '../../offers', code, name), 'utf8'));

/** Opens the seller of an offer as it stands in `offers/`, with its products on sale from the world's today. */
export async function loadOffer(world: World, code: string): Promise<Offer> {
  const profile = read(code, 'profile.json') as OfferProfileDto;
  const { products } = read(code, 'products.json') as Pick<Offer, 'products'>;
  const administrator = await world.staff('administrator');
  await administrator.asks(routes.createSeller, { body: profile });
  const validFrom = localDate(await world.today());
  for (const { prices, ...product } of products) {
    await administrator.asks(routes.createProduct, { body: { ...product, seller: code } });
    for (const { unitPrice, example: _example, ...price } of prices) {
      const amount = { amount: unitPrice, currency: profile.currency };
      await administrator.asks(routes.addPrice, {
        params: { code: product.code },
        body: { ...price, unitPrice: amount, validFrom },
      });
    }
  }
  return { profile, products };
}
