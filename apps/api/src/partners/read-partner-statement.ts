import { Injectable } from '@nestjs/common';
import type { Language, PartnerStatementDto } from '@rocket/contracts';
import { partnerTurnoverOf, type PartnerStatementFacts, type PartnerStatementLine } from '@rocket/documents';
import { Clock, dayOf, earlier, localDate, moneyText } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { ProfileStore } from '../accounts/profile.store';
import { customerOf } from '../accounting/entry-lines';
import { inSnapshot } from '../platform/database';
import { forEverybody } from '../platform/walls/whose-rows';
import { contractOfMonth, contractsWithin } from './contracts';
import { PartnershipStore, beganOn } from './partnership.store';
import { RewardStore, type StatementRow } from './reward.store';
import { lineText, underContract } from './statement-words';

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
    period: {
      readonly from?: string | undefined;
      readonly to?: string | undefined;
      readonly lang: Language;
    },
  ): Promise<PartnerStatementFacts> {
    const now = await this.clock.now();
    return forEverybody(() =>
      inSnapshot(this.db, async (tx) => {
        const account = await this.accounts.read(tx, accountId);
        const partnership = await this.partnerships.read(tx, accountId);
        const madeOn = dayOf(now, account.seller.timeZone);
        const to = period.to ? localDate(period.to) : madeOn;
        const from = period.from ? localDate(period.from) : earlier(beganOn(partnership), to);
        const { opening, rows } = await this.rewards.statement(tx, accountId, from, to);
        const contracts = contractsWithin(partnership, from, to);
        const write = (row: StatementRow): string =>
          lineText(row, period.lang, account.seller.currency) +
          (row.month !== null && contracts.length > 1
            ? underContract(contractOfMonth(partnership, row.month).contractNumber, period.lang)
            : '');
        const lines = linesOf(opening, rows, write);
        const { legalName: name, inn } = account.seller.requisites;
        return {
          seller: { name, inn },
          partner: customerOf(account, await this.profiles.find(tx, accountId)),
          contracts: contracts.map(({ contractNumber: number, signedOn }) => ({ number, signedOn })),
          language: period.lang,
          currency: account.seller.currency,
          ...{ from, to, madeOn, opening, lines },
          closing: lines.at(-1)?.after ?? opening,
        };
      }),
    );
  }
}

function linesOf(
  opening: bigint,
  rows: readonly StatementRow[],
  write: (row: StatementRow) => string,
): PartnerStatementLine[] {
  let after = opening;
  return rows.map((row) => {
    after += row.amount;
    return { on: row.on, kind: row.kind, what: write(row), amount: row.amount, after };
  });
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
