import { catalogError } from './errors';
import type { OfferTerms } from './offer-terms';

/** @throws DomainError `partner_unknown`, naming the field, unless the offer names such a partner (Astars, article 1) */
export function assertPartner(partners: NonNullable<OfferTerms['partners']>, code: string): void {
  if (partners.some((each) => each.code === code)) return;
  const known = partners.map((each) => each.code);
  const message =
    known.length > 0 ? `Партнёры по оферте: ${known.join(', ')}` : 'Оферта не называет партнёров';
  throw catalogError('partner_unknown', `Партнёра «${code}» в оферте нет`, { known }, [
    { path: 'partner', message },
  ]);
}

/**
 * A list of what is sold belongs to a partner: customers who came through it are sold it, others are not (appendix 1).
 * @throws DomainError `not_for_this_customer`
 */
export function assertSoldTo(
  product: { readonly name: string; readonly partner: string | null },
  customer: { readonly partner: string | null },
): void {
  if (isSoldTo(product, customer)) return;
  throw catalogError('not_for_this_customer', `«${product.name}» продаётся только клиентам партнёра`, {}, [
    { path: 'productCode', message: 'Этого продукта нет в вашем списке' },
  ]);
}

export const isSoldTo = (
  product: { readonly partner: string | null },
  customer: { readonly partner: string | null },
): boolean => product.partner === null || product.partner === customer.partner;
