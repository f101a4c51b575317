import type { ProductDto } from '@rocket/contracts';

/** What the tariff counts; else the unit it is sold by. */
export function unitOf(product: ProductDto | undefined): string {
  const counted = product?.prices.flatMap((price) => [...(price.limits ?? []), ...(price.usagePrices ?? [])]);
  return counted?.[0]?.unit ?? product?.tariffUnit ?? '';
}
