import { Injectable } from '@nestjs/common';
import type { Country, ThirdPartyPayerDto } from '@rocket/contracts';
import { Clock, isBinOrIin, isInn, type LocalDate } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { ApiError } from '../platform/api-error';
import { withTransaction } from '../platform/database';
import { ThirdPartyPayerStore } from './third-party-payer.store';

/**
 * Writes down that a customer confirmed in writing who pays for it (rule 3, clause 3.4): from then on a payment of that
 * payer which names the customer's invoice is credited by itself. What waits already stays in the queue for a person.
 *
 * Refuses: an INN, in Kazakhstan a БИН or ИИН, whose check digits do not fit.
 */
@Injectable()
export class ConfirmPayer {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly payers: ThirdPartyPayerStore,
  ) {}

  async run(
    accountId: string,
    wish: { inn: string; name: string; confirmedOn: string; reason: string },
    actor: string,
  ): Promise<ThirdPartyPayerDto> {
    const now = await this.clock.now();
    const { inn, name, reason } = wish;
    const confirmedOn = wish.confirmedOn as LocalDate;
    return withTransaction(this.db, async (tx) => {
      const { seller } = await this.accounts.lock(tx, accountId);
      assertTaxNumber(seller.country, inn);
      await this.payers.confirm(tx, { accountId, inn, name, reason, confirmedOn }, actor, now);
      return { inn, name, reason, confirmedOn };
    });
  }
}

function assertTaxNumber(country: Country, inn: string): void {
  if (country === 'KZ' ? isBinOrIin(inn) : isInn(inn)) return;
  const name = country === 'KZ' ? 'БИН или ИИН' : 'ИНН';
  throw new ApiError('validation_failed', 'Проверьте поля запроса', {}, [
    { path: 'inn', message: `${name}: контрольная цифра не сходится` },
  ]);
}
