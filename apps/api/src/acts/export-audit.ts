import { Injectable } from '@nestjs/common';
import type { Language } from '@rocket/contracts';
import { toCsv } from '@rocket/documents';
import { DataSource } from 'typeorm';
import { ApiError } from '../platform/api-error';
import { ActStore, type AuditRequest } from './act.store';
import { auditTable } from './audit-file';

const MOST_ROWS = 20_000;

/** The acts asked for as one CSV. Throws 422 `validation_failed` when they are too many for one file. */
@Injectable()
export class ExportAudit {
  constructor(
    private readonly db: DataSource,
    private readonly acts: ActStore,
  ) {}

  async run(request: AuditRequest, language: Language): Promise<Uint8Array> {
    const events = await this.acts.newest(this.db.manager, request, MOST_ROWS + 1);
    if (events.length > MOST_ROWS)
      throw new ApiError('validation_failed', 'Слишком много записей для одного файла', {}, [
        { path: 'from', message: `В файл помещается ${MOST_ROWS}: возьмите период короче` },
      ]);
    return toCsv(auditTable(events, language));
  }
}
