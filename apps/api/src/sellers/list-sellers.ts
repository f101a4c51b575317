import { Injectable } from '@nestjs/common';
import { USUAL_GOODS, type OfferProfileDto, type Page, type SellerDto } from '@rocket/contracts';
import { DataSource } from 'typeorm';
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

  /** The whole profile, in the shape it can be posted again. */
  async profile(code: string): Promise<OfferProfileDto> {
    const { bookId: _, ...profile } = await this.sellers.read(this.db.manager, code);
    return profile as OfferProfileDto;
  }
}
