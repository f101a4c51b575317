import { Injectable } from '@nestjs/common';
import type { EntriesFilterDto } from '@rocket/contracts';
import type { AccountStatementLine, EntryListHead } from '@rocket/documents';
import { Clock, dayOf, localDate, type Currency } from '@rocket/kernel';
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

export interface ExportedEntries {
  readonly facts: EntryListHead;
  /** Read once, as fast as they are taken: nothing is held but a piece. */
  readonly lines: AsyncGenerator<AccountStatementLine[]>;
}

/**
 * The entries that a filter leaves, as they stand on the screen, to be taken away: oldest first, with the balance of the whole
 * account after each. What is recorded while they are taken is not among them.
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

  async run(accountId: string, filter: EntriesFilterDto & { format: string }): Promise<ExportedEntries> {
    const now = await this.clock.now();
    const tx = this.db.manager;
    const account = await this.accounts.read(tx, accountId);
    const { seller } = account;
    if (filter.format === 'pdf') await this.assertFewEnough(tx, accountId, filter);
    const named = filter.product === undefined ? [] : [filter.product];
    const names = await this.products.names(tx, named, 'ru');
    const facts = {
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
    };
    return { facts, lines: this.lines(accountId, seller.currency, filter) };
  }

  private async *lines(
    accountId: string,
    currency: Currency,
    filter: EntriesFilterDto,
  ): AsyncGenerator<AccountStatementLine[]> {
    // No transaction: it would last as long as the slowest reader of the file.
    const tx = this.db.manager;
    for await (const entries of this.entries.all(tx, accountId, currency, filter))
      // By the day each counts for, as the screen and the filter have it.
      yield entryLines(tx, this.products, entries, ({ businessDate }) => businessDate);
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
