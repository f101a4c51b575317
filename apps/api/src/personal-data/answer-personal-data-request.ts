import { Injectable } from '@nestjs/common';
import { billingError } from '@rocket/billing';
import type { AnswerPersonalDataRequestDto, PersonalDataRequestDto } from '@rocket/contracts';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { PeopleStore } from '../people/people.store';
import { ApiError, notFound } from '../platform/api-error';
import { Clock } from '@rocket/kernel';
import { withTransaction } from '../platform/database';
import { callerKey, type CallerOf } from '../platform/door';
import { HeldPersonStore, type HeldPerson } from './held-person.store';
import { PersonalDataStore } from './personal-data.store';

/**
 * Does what a person asked about their data, or refuses with the ground. A block that is agreed to stays, one that is refused is
 * lifted; erasure takes name and address for good and closes the access; a correction holds whatever amoCRM lists later.
 *
 * Throws `not_found`; `already_decided`; `last_owner` when erasure would leave nobody to decide; `validation_failed` for a
 * correction that changes nothing.
 */
@Injectable()
export class AnswerPersonalDataRequest {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly people: PeopleStore,
    private readonly held: HeldPersonStore,
    private readonly requests: PersonalDataStore,
  ) {}

  async run(
    id: string,
    answer: AnswerPersonalDataRequestDto,
    caller: CallerOf,
  ): Promise<PersonalDataRequestDto> {
    const now = await this.clock.now();
    return withTransaction(this.db, async (tx) => {
      const found = await this.requests.find(tx, id, now);
      if (!found) throw notFound('Такого обращения нет');
      const accountId = found.account.id;
      await this.accounts.lock(tx, accountId);
      const request = (await this.requests.find(tx, id, now))!;
      if (request.state !== 'waiting') throw billingError('already_decided', 'На это обращение уже ответили');
      const person = (await this.held.read(tx, accountId, request.person.id))!;
      await this.act(tx, request, person, answer, now);
      const said = { state: answer.decision, by: callerKey(caller), words: answer.words };
      await this.requests.answer(tx, accountId, id, said, now);
      return (await this.requests.find(tx, id, now))!;
    });
  }

  private async act(
    tx: EntityManager,
    { kind, account }: PersonalDataRequestDto,
    person: HeldPerson,
    { decision, name, email }: AnswerPersonalDataRequestDto,
    now: Date,
  ): Promise<void> {
    const isDone = decision === 'done';
    if (kind === 'correction' && isDone) {
      if (name === undefined && email === undefined)
        throw new ApiError('validation_failed', 'Укажите, что исправлено', {}, [
          { path: 'name', message: 'Имя или адрес почты, как они теперь' },
        ]);
      const right = {
        ...person,
        name: name ?? person.name,
        email: email === undefined ? person.email : email,
      };
      await this.held.open(tx, account.id, right, 'corrected');
    }
    if (kind === 'erasure' && isDone) {
      const owners = await this.people.ownersLeft(tx, account.id);
      if (owners.length === 1 && owners[0] === person.id)
        throw new ApiError(
          'last_owner',
          'Это единственный владелец: сначала владельцем назначают кого-то ещё',
        );
      await this.held.erase(tx, account.id, person, now);
    }
    if ((kind === 'block' || kind === 'erasure') && !isDone && person.handling === 'blocked')
      await this.held.open(tx, account.id, person, person.opensAs);
  }
}
