import { Injectable } from '@nestjs/common';
import { billingError } from '@rocket/billing';
import type { DocumentDto, ReconcileDto } from '@rocket/contracts';
import type { ReconciliationFacts } from '@rocket/documents';
import { Clock, dayOf, localDate, yearOf } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { ProfileStore } from '../accounts/profile.store';
import { withTransaction } from '../platform/database';
import { idOfRequest } from '../platform/ids';
import { Waker } from '../platform/wakings/waker';
import { DocumentStore } from './document.store';
import { ListDocuments } from './list-documents';
import { partyOf } from './party-of';
import { SeriesStore } from './series.store';
import { SettlementStore } from './settlement.store';

/**
 * Draws up the act of reconciliation of a period on request (rule 20): payments and papers with their balance, and the personal
 * account beside them, to the kopeck as the journal has them at that moment.
 *
 * Refuses: `profile_required`, `future_business_date` for a period that has not ended.
 */
@Injectable()
export class ReconcileAccount {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly profiles: ProfileStore,
    private readonly documents: DocumentStore,
    private readonly settlements: SettlementStore,
    private readonly series: SeriesStore,
    private readonly list: ListDocuments,
    private readonly waker: Waker,
  ) {}

  async run(
    accountId: string,
    wish: ReconcileDto,
    actor: string,
    requestKey: string | null,
  ): Promise<DocumentDto> {
    const now = await this.clock.now();
    const period = { from: localDate(wish.from), to: localDate(wish.to) };
    const id = await withTransaction(this.db, async (tx) => {
      const account = await this.accounts.lock(tx, accountId);
      const id = await idOfRequest(tx, accountId, requestKey, now);
      const source = `reconciliation:${id}`;
      const [made] = await tx.query('select 1 from document where account_id = $1 and source = $2', [
        accountId,
        source,
      ]);
      if (made) return id;
      const today = dayOf(now, account.seller.timeZone);
      if (period.to > today)
        throw billingError('future_business_date', 'Период сверки ещё не закончился', {}, [
          { path: 'to', message: `Не позже ${today}` },
        ]);
      const requisites = await this.profiles.find(tx, accountId);
      if (!requisites) throw billingError('profile_required', 'Сначала укажите реквизиты плательщика');
      const settled = await this.settlements.ofPeriod(tx, accountId, period);
      const year = yearOf(today);
      const sellerCode = account.seller.code;
      const number = await this.series.next(tx, sellerCode, 'reconciliation', year);
      const facts: ReconciliationFacts = {
        number: String(number),
        issuedOn: today,
        ...period,
        seller: partyOf(account.seller.requisites, account.seller.country),
        customer: partyOf(requisites, account.seller.country),
        basis: account.terms.title,
        currency: account.seller.currency,
        ...settled,
      };
      const paper = {
        id,
        accountId,
        kind: 'reconciliation' as const,
        sellerCode,
        year,
        number,
        issuedOn: today,
      };
      await this.documents.insert(
        tx,
        { ...paper, amount: settled.closing, vatRate: null, vatAmount: 0n, source, facts },
        actor,
        now,
      );
      return id;
    });
    this.waker.wake('documents');
    return (await this.list.run(accountId, { id })).items[0]!;
  }
}
