import { Injectable } from '@nestjs/common';
import type { AuditEventDto } from '@rocket/contracts';
import { toCsv, type Spreadsheet } from '@rocket/documents';
import { DataSource } from 'typeorm';
import { ApiError } from '../platform/api-error';
import { ActStore, type AuditRequest } from './act.store';

const MOST_ROWS = 20_000;

const WHEN = new Intl.DateTimeFormat('ru-RU', {
  dateStyle: 'short',
  timeStyle: 'medium',
  timeZone: 'Europe/Moscow',
});
const RESULTS = {
  done: 'Выполнено',
  asked: 'Ждёт второго сотрудника',
  refused: 'Отказано',
  failed: 'Сбой',
} as const;

/** The acts asked for as one CSV. Throws 422 `validation_failed` when they are too many for one file. */
@Injectable()
export class ExportAudit {
  constructor(
    private readonly db: DataSource,
    private readonly acts: ActStore,
  ) {}

  async run(request: AuditRequest): Promise<Uint8Array> {
    const events = await this.acts.newest(this.db.manager, request, MOST_ROWS + 1);
    if (events.length > MOST_ROWS)
      throw new ApiError('validation_failed', 'Слишком много записей для одного файла', {}, [
        { path: 'from', message: `В файл помещается ${MOST_ROWS}: возьмите период короче` },
      ]);
    return toCsv(tableOf(events));
  }
}

const tableOf = (events: readonly AuditEventDto[]): Spreadsheet => ({
  name: 'Журнал действий',
  heading: [],
  columns: [
    'Когда',
    'Кто',
    'Роль',
    'Действие',
    'Аккаунт',
    'Итог',
    'Код',
    'Причина',
    'Что указано',
    'Поля',
    'Адрес',
    'Устройство',
  ].map((title) => ({ title, kind: 'text' as const, width: 24 })),
  rows: events.map((event) => [
    WHEN.format(new Date(event.at)),
    event.actorName ?? event.actor,
    event.role,
    event.action,
    event.account?.name ?? '',
    RESULTS[event.result],
    event.code ?? '',
    event.reason ?? '',
    Object.entries(event.told)
      .map(([name, value]) => `${name}: ${value}`)
      .join('; '),
    event.fields.join(', '),
    event.address ?? '',
    event.device ?? '',
  ]),
  totals: [],
});
