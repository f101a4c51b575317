import { Injectable } from '@nestjs/common';
import type { EntriesFilterDto, EntryDto } from '@rocket/contracts';
import type { EntryListFacts } from '@rocket/documents';
import { Clock, dayOf, localDate } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { EntryStore } from '../accounts/entry.store';
import { ProfileStore } from '../accounts/profile.store';
import { ApiError } from '../platform/api-error';
import { ProductStore } from '../storefront/product.store';
import { customerOf, entryLines } from './entry-lines';
import { KINDS } from './entry-words';

/** Nobody reads more pages, and each row of a PDF has to be measured. */
const MOST_IN_PDF = 5_000;

/**
 * The entries that a filter leaves, as they stand on the screen, to be taken away: oldest first, with the balance of the whole
 * account after each.
 *
 * Refuses a PDF of more than 5 000 entries with 422 `validation_failed`, before reading them.
 */
@Injectable()
export class ExportEntries {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly profiles: ProfileStore,
    private readonly entries: EntryStore,
    private readonly products: ProductStore,
  ) {}

  async run(accountId: string, filter: EntriesFilterDto & { format: string }): Promise<EntryListFacts> {
    const now = await this.clock.now();
    return this.db.transaction('REPEATABLE READ', async (tx) => {
      const account = await this.accounts.read(tx, accountId);
      const { seller } = account;
      if (filter.format === 'pdf') await this.assertFewEnough(tx, accountId, filter);
      const entries: EntryDto[] = [];
      for await (const batch of this.entries.all(tx, accountId, seller.currency, filter)) entries.push(...batch);
      const named = filter.product === undefined ? [] : [filter.product];
      const names = await this.products.names(tx, named, 'ru');
      return {
        seller: { name: seller.requisites.legalName, inn: seller.requisites.inn },
        customer: customerOf(account, await this.profiles.find(tx, accountId)),
        currency: seller.currency,
        madeOn: dayOf(now, seller.timeZone),
        from: filter.from ? localDate(filter.from) : null,
        to: filter.to ? localDate(filter.to) : null,
        narrowedBy: [
          ...(filter.kind ? [KINDS[filter.kind]] : []),
          ...named.map((code) => `«${names.get(code) ?? code}»`),
        ],
        // By the day each counts for, as the screen and the filter have it.
        lines: await entryLines(tx, this.products, entries, ({ businessDate }) => businessDate),
      };
    });
  }

  private async assertFewEnough(
    tx: EntityManager,
    accountId: string,
    filter: EntriesFilterDto,
  ): Promise<void> {
    if ((await this.entries.count(tx, accountId, filter)) <= MOST_IN_PDF) return;
    const message = 'В PDF помещается не больше 5 000 операций: выберите период или возьмите XLSX или CSV';
    throw new ApiError('validation_failed', message, {}, [{ path: 'format', message }]);
  }
}
