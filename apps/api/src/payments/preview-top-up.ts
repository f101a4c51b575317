import { Injectable } from '@nestjs/common';
import { bonusTime, nextTopUpBonus, topUpBonus } from '@rocket/catalog';
import type { TopUpPreviewDto } from '@rocket/contracts';
import { Clock, moneyText, parseMinor } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';

/** What one top-up of a sum would bring today by the table of the accepted offer (rule 6): the very rule that grants it. */
@Injectable()
export class PreviewTopUp {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
  ) {}

  async run(accountId: string, sum: string): Promise<TopUpPreviewDto> {
    const now = await this.clock.now();
    const { seller, terms } = await this.accounts.read(this.db.manager, accountId);
    const amount = parseMinor(sum);
    const due = topUpBonus(terms, amount);
    const next = nextTopUpBonus(terms, amount);
    const money = (minor: bigint) => moneyText(minor, seller.currency);
    const minimum = parseMinor(terms.minimumPayment.amount);
    return {
      amount: money(amount),
      bonus: money(due?.amount ?? 0n),
      percent: due ? Number(due.rule.percent) : null,
      bonusExpiresOn: due ? bonusTime(due.rule, now, seller.timeZone).expiresOn : null,
      minimum: money(minimum),
      isEnough: amount >= minimum,
      next: next && { from: money(next.from), bonus: money(next.bonus) },
    };
  }
}
