import { Injectable } from '@nestjs/common';
import {
  timelineKinds,
  type HappeningDto,
  type Language,
  type NoticeKind,
  type Page,
  type TimelineKind,
} from '@rocket/contracts';
import { printMinor, type Currency } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { named, productsIn } from '../notices/notice-products';
import { textOf } from '../notices/notice-texts';
import type { PageRequest } from '../platform/cursor';
import { ProductStore } from '../storefront/product.store';
import { HappeningStore, type HappeningRow } from './happening.store';

type Facts = Readonly<Record<string, unknown>>;
const PERSON = /^(?:staff|user):/;

/** «What happened?»: everything that is known of one account, in one list. */
@Injectable()
export class ReadTimeline {
  constructor(
    private readonly db: DataSource,
    private readonly accounts: AccountStore,
    private readonly happenings: HappeningStore,
    private readonly products: ProductStore,
  ) {}

  /** @throws ApiError `not_found` */
  async run(
    accountId: string,
    request: PageRequest & { kinds?: TimelineKind[] | undefined; lang?: Language | undefined },
  ): Promise<Page<HappeningDto>> {
    const tx = this.db.manager;
    const { seller } = await this.accounts.read(tx, accountId);
    const kinds = request.kinds?.length ? [...new Set(request.kinds)] : timelineKinds;
    const { items, nextCursor } = await this.happenings.list(tx, accountId, kinds, request);
    return { items: await this.told(tx, items, seller.currency, request.lang ?? 'ru'), nextCursor };
  }

  /**
   * What happened to one product of an account, for its customer too: reasons that staff gave stay with staff.
   * @throws ApiError `not_found`
   */
  async ofProduct(
    accountId: string,
    product: string,
    request: PageRequest & { lang?: Language | undefined },
  ): Promise<Page<HappeningDto>> {
    const tx = this.db.manager;
    const { seller } = await this.accounts.read(tx, accountId);
    const { items, nextCursor } = await this.happenings.ofProduct(tx, accountId, product, request);
    const told = await this.told(tx, items, seller.currency, request.lang ?? 'ru');
    return { items: told.map((one) => ({ ...one, reason: null })), nextCursor };
  }

  private async told(
    tx: EntityManager,
    rows: readonly HappeningRow[],
    currency: Currency,
    language: Language,
  ): Promise<HappeningDto[]> {
    const codes = [...new Set(rows.flatMap(({ facts }) => codesIn(facts)))];
    const names = await this.products.names(tx, codes, language);
    return rows.map((row) => toDto(row, { currency, names, language }));
  }
}

interface Reader {
  readonly currency: Currency;
  readonly names: ReadonlyMap<string, string>;
  readonly language: Language;
}

const codesIn = (facts: Facts): string[] => [
  ...productsIn(facts),
  ...productsIn((facts['noticeFacts'] ?? {}) as Facts),
];

const toDto = (row: HappeningRow, reader: Reader): HappeningDto => ({
  id: row.key,
  at: row.at.toISOString(),
  dayOnly: row.day_only,
  kind: row.kind,
  event: row.event,
  // Jobs and the installation name themselves; they are nobody.
  actor: row.actor !== null && PERSON.test(row.actor) ? row.actor : null,
  actorName: row.actor_name,
  reason: row.reason,
  facts: factsOf(row.facts, reader),
  subject: row.subject_type && row.subject_id ? { type: row.subject_type, id: row.subject_id } : null,
});

/** Sums with their currency, products and notices by the words people know them by. */
function factsOf(facts: Facts, { currency, names, language }: Reader): HappeningDto['facts'] {
  const told: Record<string, string | number | boolean | null> = {};
  for (const [name, value] of Object.entries(named(facts, names))) {
    if (name === 'noticeFacts') continue;
    if (name.endsWith('Minor')) told[name.slice(0, -'Minor'.length)] = printMinor(BigInt(value as string));
    else
      told[name] = value === null || typeof value === 'object' ? null : (value as string | number | boolean);
  }
  if (typeof facts['noticeKind'] === 'string') {
    const noticed = named((facts['noticeFacts'] ?? {}) as Facts, names);
    told['title'] = textOf(facts['noticeKind'] as NoticeKind, noticed, language).title;
  }
  return facts['moneyMinor'] === undefined ? told : { ...told, currency };
}
