import { Injectable } from '@nestjs/common';
import type { AskAboutPersonalDataDto, PersonalDataRequestDto } from '@rocket/contracts';
import { Clock, dayOf } from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { ApiError, notFound } from '../platform/api-error';
import { withTransaction } from '../platform/database';
import { callerKey, type CallerOf } from '../platform/door';
import { newId } from '../platform/ids';
import { dueOf } from './due-of';
import { HeldPersonStore, type HeldPerson } from './held-person.store';
import { NumberRequests } from './number-requests';
import { PersonalDataStore } from './personal-data.store';
import { whoseData } from './whose-data';

/**
 * Takes down what a person asks about their data, with the day an answer is due. Blocking begins at once and lasts while it is
 * checked, for erasure too (rule 32; 8.9.7 of the first offer); opening again is done at once. Asked again while it waits, it is
 * the same request.
 *
 * Throws `forbidden`, `not_found`, `validation_failed` for data that are erased already.
 */
@Injectable()
export class AskAboutPersonalData {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly held: HeldPersonStore,
    private readonly requests: PersonalDataStore,
    private readonly register: NumberRequests,
  ) {}

  async run(
    accountId: string,
    wish: AskAboutPersonalDataDto,
    caller: CallerOf,
  ): Promise<PersonalDataRequestDto> {
    const now = await this.clock.now();
    const userId = whoseData(caller, wish.personId);
    return withTransaction(this.db, async (tx) => {
      const account = await this.accounts.lock(tx, accountId);
      const person = await this.held.read(tx, accountId, userId);
      if (!person) throw notFound('Такого человека в аккаунте нет');
      if (person.handling === 'erased')
        throw new ApiError('validation_failed', 'Данные этого человека уже удалены');
      const waiting = await this.requests.waiting(tx, accountId, userId, wish.kind);
      if (waiting) return (await this.requests.find(tx, waiting, now))!;
      const id = newId(now);
      const askedBy = callerKey(caller);
      const dueOn = dueOf(wish.kind, dayOf(now, account.seller.timeZone), account.terms);
      const { kind, words } = wish;
      const number = await this.register.next(tx, account.seller, now);
      await this.requests.add(tx, { accountId, id, number, userId, kind, words, askedBy, dueOn }, now);
      if (kind === 'block' || kind === 'erasure') await this.held.block(tx, accountId, person);
      if (kind === 'unblock') await this.openAgain(tx, accountId, person, id, now);
      return (await this.requests.find(tx, id, now))!;
    });
  }

  /** What waits behind the block is settled with it, but for erasure: that has to be decided. */
  private async openAgain(
    tx: EntityManager,
    accountId: string,
    person: HeldPerson,
    id: string,
    now: Date,
  ): Promise<void> {
    if (await this.requests.waiting(tx, accountId, person.id, 'erasure'))
      throw new ApiError('validation_failed', 'Данные закрыты, пока решается обращение об их удалении');
    const said = { state: 'done', by: 'system', words: 'Данные снова открыты' } as const;
    if (person.handling === 'blocked') await this.held.open(tx, accountId, person, person.opensAs);
    const block = await this.requests.waiting(tx, accountId, person.id, 'block');
    for (const one of [id, ...(block ? [block] : [])])
      await this.requests.answer(tx, accountId, one, said, now);
  }
}
