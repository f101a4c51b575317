import { Injectable } from '@nestjs/common';
import type { Language, NoticeDto, Page } from '@rocket/contracts';
import { DataSource } from 'typeorm';
import type { PageRequest } from '../platform/cursor';
import { ProductStore } from '../storefront/product.store';
import { named, productsIn } from './notice-products';
import { NoticeStore, type ArchivedNotice } from './notice.store';
import { textOf } from './notice-texts';

/** What an account was told, in the words it was told in, with the evidence of delivery (rule 28). */
@Injectable()
export class ListNotices {
  constructor(
    private readonly db: DataSource,
    private readonly products: ProductStore,
    private readonly notices: NoticeStore,
  ) {}

  async run(
    accountId: string,
    request: PageRequest & { lang?: Language | undefined },
  ): Promise<Page<NoticeDto>> {
    const page = await this.notices.list(this.db.manager, accountId, request);
    const codes = page.items.flatMap(({ facts }) => productsIn(facts));
    const language = request.lang ?? 'ru';
    const names = await this.products.names(this.db.manager, [...new Set(codes)], language);
    const items = page.items.map((row) => toDto(row, names, language));
    return { items, nextCursor: page.nextCursor };
  }
}

function toDto(row: ArchivedNotice, names: ReadonlyMap<string, string>, language: Language): NoticeDto {
  const firstAt = (state: string): string | null => {
    const delivery = row.deliveries.find((each) => each.state === state);
    return delivery ? new Date(delivery.at).toISOString() : null;
  };
  return {
    id: row.id,
    kind: row.kind,
    ...textOf(row.kind, named(row.facts, names), language),
    createdAt: row.created_at.toISOString(),
    facts: row.facts,
    deliveries: row.deliveries.map((each) => ({ ...each, at: new Date(each.at).toISOString() })),
    seenAt: firstAt('seen'),
    acknowledgedAt: firstAt('acknowledged'),
  };
}
