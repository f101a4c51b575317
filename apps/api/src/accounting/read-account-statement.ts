import { Injectable } from '@nestjs/common';
import type { AccountStatementDto, EntryDto } from '@rocket/contracts';
import { turnoverOf, type AccountStatementFacts } from '@rocket/documents';
import { Clock, addDays, dayOf, earlier, localDate, moneyText, startOfDay } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { EntryStore } from '../accounts/entry.store';
import { ProfileStore } from '../accounts/profile.store';
import { inSnapshot } from '../platform/database';
import { ProductStore } from '../storefront/product.store';
import { customerOf, entryLines } from './entry-lines';

export interface StatementPeriod {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** A statement with its entries: what the JSON shows and what the papers are made of. */
export interface AccountStatement {
  readonly facts: AccountStatementFacts;
  readonly entries: readonly EntryDto[];
}

/**
 * The account statement of a period (rule 20): whole days of the seller's zone by when things happened, so that opening and
 * closing are the balances of those instants. Left out, it begins at the installation and ends today.
 */
@Injectable()
export class ReadAccountStatement {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly profiles: ProfileStore,
    private readonly entries: EntryStore,
    private readonly products: ProductStore,
  ) {}

  async run(accountId: string, period: StatementPeriod): Promise<AccountStatement> {
    const now = await this.clock.now();
    // One snapshot for the balance before and for what follows it.
    return inSnapshot(this.db, async (tx) => {
      const account = await this.accounts.read(tx, accountId);
      const zone = account.seller.timeZone;
      const today = dayOf(now, zone);
      const to = period.to ? localDate(period.to) : today;
      const from = period.from ? localDate(period.from) : earlier(dayOf(account.installedAt, zone), to);
      const span = { from: startOfDay(from, zone), to: startOfDay(addDays(to, 1), zone) };
      const { opening, entries } = await this.entries.between(tx, accountId, account.seller.currency, span);
      const profile = await this.profiles.find(tx, accountId);
      const lines = await entryLines(tx, this.products, entries, ({ occurredAt }) =>
        dayOf(new Date(occurredAt), zone),
      );
      const facts: AccountStatementFacts = {
        seller: { name: account.seller.requisites.legalName, inn: account.seller.requisites.inn },
        customer: customerOf(account, profile),
        currency: account.seller.currency,
        from,
        to,
        madeOn: today,
        opening,
        lines,
        closing: lines.at(-1)?.after ?? opening,
      };
      return { facts, entries };
    });
  }
}

/** The statement as the API answers it. */
export function statementView({ facts, entries }: AccountStatement): AccountStatementDto {
  const money = (amount: bigint) => moneyText(amount, facts.currency);
  const holding = (held: { money: bigint; bonus: bigint }) => ({
    money: money(held.money),
    bonus: money(held.bonus),
  });
  const { moneyIn, moneyOut, bonusIn, bonusOut } = turnoverOf(facts.lines);
  return {
    from: facts.from,
    to: facts.to,
    opening: holding(facts.opening),
    turnover: {
      moneyIn: money(moneyIn),
      moneyOut: money(moneyOut),
      bonusIn: money(bonusIn),
      bonusOut: money(bonusOut),
    },
    closing: holding(facts.closing),
    entries: entries.map((entry, index) => ({ ...entry, what: facts.lines[index]!.what })),
  };
}
