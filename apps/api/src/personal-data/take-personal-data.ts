import { Injectable } from '@nestjs/common';
import type { PersonalDataCopyDto } from '@rocket/contracts';
import { Clock, dayOf } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { notFound } from '../platform/api-error';
import { withTransaction } from '../platform/database';
import { callerKey, type CallerOf } from '../platform/door';
import { newId } from '../platform/ids';
import { HeldPersonStore } from './held-person.store';
import { NumberRequests } from './number-requests';
import { PersonalDataStore } from './personal-data.store';
import { whoseData } from './whose-data';

/** What a seller of the marketplace does with data of people, as its offer says (8.5–8.11 of the first offer). */
const ABOUT = {
  source: 'amoCRM: список пользователей аккаунта и ключ, которым вы входите; остальное вы указали сами',
  purposes: [
    'исполнение договора: доступ к панели, подключение продуктов, документы и расчёты',
    'уведомления о балансе, продуктах, ценах и работах',
    'доказательство того, кто и когда что сделал',
  ],
  passedTo: [
    'почтовый сервер продавца — адрес почты, чтобы доставить письмо',
    'другим лицам — только по требованию закона',
  ],
  keptUntil: [
    'имя, адрес почты и ваши обращения в поддержку — пока действует договор, или до удаления по вашему обращению',
    'документы и записи о деньгах — сроки бухгалтерского и налогового учёта; имени в них нет',
    'журнал действий и доставки писем — срок исковой давности',
  ],
} as const;

/**
 * Everything that is held about a person, and why (rule 32; 8.8.1 of the first offer), written into the register as given
 * (8.9.12). Throws `not_found`.
 */
@Injectable()
export class TakePersonalData {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly held: HeldPersonStore,
    private readonly requests: PersonalDataStore,
    private readonly register: NumberRequests,
  ) {}

  async run(accountId: string, personId: string | undefined, caller: CallerOf): Promise<PersonalDataCopyDto> {
    const now = await this.clock.now();
    const userId = whoseData(caller, personId);
    return withTransaction(this.db, async (tx) => {
      const account = await this.accounts.lock(tx, accountId);
      const person = await this.held.read(tx, accountId, userId);
      if (!person) throw notFound('Такого человека в аккаунте нет');
      const id = newId(now);
      const dueOn = dayOf(now, account.seller.timeZone);
      const askedBy = callerKey(caller);
      const number = await this.register.next(tx, account.seller, now);
      await this.requests.add(
        tx,
        { accountId, id, number, userId, kind: 'copy', words: '', askedBy, dueOn },
        now,
      );
      const said = { state: 'done', by: askedBy, words: 'Копия выдана' } as const;
      await this.requests.answer(tx, accountId, id, said, now);
      const { items } = await this.requests.ofAccount(tx, accountId, userId, { limit: 100 }, now);
      const { firstSeenAt, handling, id: _, opensAs: __, ...known } = person;
      return {
        number,
        takenAt: now.toISOString(),
        holder: account.seller.name,
        handling,
        person: { ...known, firstSeenAt: firstSeenAt.toISOString() },
        ...ABOUT,
        purposes: [...ABOUT.purposes],
        passedTo: [...ABOUT.passedTo],
        keptUntil: [...ABOUT.keptUntil],
        consents: await this.held.consents(tx, accountId),
        acts: await this.held.acts(tx, accountId, userId),
        letters: person.email ? await this.held.letters(tx, accountId, person.email) : [],
        supportMessages: await this.held.supportMessages(tx, accountId, userId),
        requests: items.map(({ number, kind, askedAt }) => ({ number, kind, askedAt })),
      };
    });
  }
}
