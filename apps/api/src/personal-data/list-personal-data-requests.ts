import { Injectable } from '@nestjs/common';
import type { Page, PersonalDataRequestDto, PersonalDataRequestKind } from '@rocket/contracts';
import { toCsv } from '@rocket/documents';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import type { CallerOf } from '../platform/door';
import type { PageRequest } from '../platform/cursor';
import { PersonalDataStore, type RegisterRequest } from './personal-data.store';

const MOST_ROWS = 20_000;
const WHEN = new Intl.DateTimeFormat('ru-RU', {
  dateStyle: 'short',
  timeStyle: 'short',
  timeZone: 'Europe/Moscow',
});
const KINDS: Readonly<Record<PersonalDataRequestKind, string>> = {
  copy: 'Выдача копии',
  correction: 'Уточнение',
  block: 'Блокирование',
  unblock: 'Снятие блокирования',
  erasure: 'Удаление',
};
const STATES = { waiting: 'Ждёт ответа', done: 'Выполнено', refused: 'Отказано' } as const;

/** The register of requests about personal data, for people and as a file. */
@Injectable()
export class ListPersonalDataRequests {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly requests: PersonalDataStore,
  ) {}

  /** A user sees their own, staff those of the account. */
  async ofAccount(
    accountId: string,
    request: PageRequest,
    caller: CallerOf,
  ): Promise<Page<PersonalDataRequestDto>> {
    return this.requests.ofAccount(
      this.db.manager,
      accountId,
      caller.kind === 'user' ? caller.id : null,
      request,
      await this.clock.now(),
    );
  }

  async register(request: RegisterRequest): Promise<Page<PersonalDataRequestDto>> {
    return this.requests.register(this.db.manager, request, await this.clock.now());
  }

  async csv({ state }: RegisterRequest): Promise<Uint8Array> {
    const { items } = await this.register({ state, limit: MOST_ROWS });
    return toCsv({
      name: 'Журнал обращений',
      heading: [],
      columns: [
        'Номер',
        'Поступило',
        'Аккаунт',
        'Кто',
        'Что',
        'Текст',
        'Ответить до',
        'Состояние',
        'Отвечено',
      ]
        .concat(['Кем', 'Ответ'])
        .map((title) => ({ title, kind: 'text' as const, width: 24 })),
      rows: items.map((one) => [
        one.number,
        WHEN.format(new Date(one.askedAt)),
        one.account.name,
        one.person.name,
        KINDS[one.kind],
        one.words,
        one.dueOn.split('-').reverse().join('.'),
        STATES[one.state],
        one.answeredAt ? WHEN.format(new Date(one.answeredAt)) : '',
        one.answeredBy ?? '',
        one.answer ?? '',
      ]),
      totals: [],
    });
  }
}
