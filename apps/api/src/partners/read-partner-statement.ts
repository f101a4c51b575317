import { Injectable } from '@nestjs/common';
import type { PartnerStatementDto } from '@rocket/contracts';
import { partnerTurnoverOf, type PartnerStatementFacts, type PartnerStatementLine } from '@rocket/documents';
import { Clock, dayOf, earlier, localDate, moneyText, type Currency } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { ProfileStore } from '../accounts/profile.store';
import { customerOf } from '../accounting/entry-lines';
import { money, monthIn } from '../notices/notice-writing';
import { inSnapshot } from '../platform/database';
import { forEverybody } from '../platform/walls/whose-rows';
import { printMonth } from './months';
import { PartnershipStore } from './partnership.store';
import { RewardStore, type StatementRow } from './reward.store';

/** The statement of a partner: what was due, what each customer and month added, what was paid (rule 34). */
@Injectable()
export class ReadPartnerStatement {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly profiles: ProfileStore,
    private readonly partnerships: PartnershipStore,
    private readonly rewards: RewardStore,
  ) {}

  /** @throws ApiError `not_found` for one who is no partner */
  async run(
    accountId: string,
    period: { readonly from?: string | undefined; readonly to?: string | undefined },
  ): Promise<PartnerStatementFacts> {
    const now = await this.clock.now();
    return forEverybody(() =>
      inSnapshot(this.db, async (tx) => {
        const account = await this.accounts.read(tx, accountId);
        const partnership = await this.partnerships.read(tx, accountId);
        const madeOn = dayOf(now, account.seller.timeZone);
        const to = period.to ? localDate(period.to) : madeOn;
        const from = period.from ? localDate(period.from) : earlier(partnership.since, to);
        const { opening, rows } = await this.rewards.statement(tx, accountId, from, to);
        const lines = linesOf(opening, rows, account.seller.currency);
        const { legalName: name, inn } = account.seller.requisites;
        return {
          seller: { name, inn },
          partner: customerOf(account, await this.profiles.find(tx, accountId)),
          contract: { number: partnership.contractNumber, signedOn: partnership.signedOn },
          currency: account.seller.currency,
          ...{ from, to, madeOn, opening, lines },
          closing: lines.at(-1)?.after ?? opening,
        };
      }),
    );
  }
}

function linesOf(opening: bigint, rows: readonly StatementRow[], currency: Currency): PartnerStatementLine[] {
  let after = opening;
  return rows.map((row) => {
    after += row.amount;
    return { on: row.on, kind: row.kind, what: whatOf(row, currency), amount: row.amount, after };
  });
}

function whatOf(row: StatementRow, currency: Currency): string {
  const ofMonth = (): string => `${monthIn(printMonth(row.month!), 'ru')}: ${row.customerName}`;
  const counted = (): string => money(moneyText(row.counted!, currency));
  switch (row.kind) {
    case 'reward':
      return `Вознаграждение за ${ofMonth()}, ${row.percent!.replace('.', ',')} % от ${counted()}`;
    case 'taken_back':
      return `Удержание за ${ofMonth()}, клиенту вернулось ${counted()}`;
    case 'payout':
      return `Выплата, платёжное поручение № ${row.reference}`;
    case 'payout_returned':
      return `Возврат выплаты, платёжное поручение № ${row.reference}`;
  }
}

/** The statement as the API answers it. */
export function partnerStatementView(facts: PartnerStatementFacts): PartnerStatementDto {
  const sum = (amount: bigint) => moneyText(amount, facts.currency);
  const { earned, takenBack, paid } = partnerTurnoverOf(facts.lines);
  return {
    from: facts.from,
    to: facts.to,
    opening: sum(facts.opening),
    lines: facts.lines.map((line) => ({ ...line, amount: sum(line.amount), after: sum(line.after) })),
    turnover: { earned: sum(earned), takenBack: sum(takenBack), paid: sum(paid) },
    closing: sum(facts.closing),
  };
}
