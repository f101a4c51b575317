import { Injectable } from '@nestjs/common';
import { USUAL_GOODS, type OfferProfileDto, type Page, type SellerDto } from '@rocket/contracts';
import { DataSource } from 'typeorm';
import { notFound } from '../platform/api-error';
import { pageOfWhole, type PageRequest } from '../platform/cursor';
import { SellerStore } from './seller.store';

@Injectable()
export class ListSellers {
  constructor(
    private readonly db: DataSource,
    private readonly sellers: SellerStore,
  ) {}

  async run(request: PageRequest): Promise<Page<SellerDto>> {
    const sellers = await this.sellers.all(this.db.manager);
    const items = sellers.map(({ code, name, currency, timeZone, terms, goods }) => ({
      code,
      name,
      currency,
      timeZone,
      offerVersion: terms.version,
      goods: goods ?? USUAL_GOODS,
    }));
    return pageOfWhole(items, request, ({ code }) => code);
  }

  /**
   * The whole profile, in the shape it can be posted again, with the terms of a version or those newcomers accept now.
   * @throws DomainError `seller_not_found`; ApiError `not_found` for a version it never published
   */
  async profile(code: string, version?: string): Promise<OfferProfileDto> {
    const { bookId: _, ...profile } = await this.sellers.read(this.db.manager, code);
    if (version === undefined || version === profile.terms.version) return profile as OfferProfileDto;
    const terms = await this.sellers.termsOf(this.db.manager, code, version);
    if (!terms) throw notFound('Такой версии оферты нет');
    return { ...profile, terms } as OfferProfileDto;
  }
}
