import { Injectable } from '@nestjs/common';
import type { BounceReportDto } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { ApiError } from '../platform/api-error';
import { withTransaction } from '../platform/database';
import { readDeliveryReport } from './delivery-report';
import { MailStore } from './mail.store';

/**
 * A letter that a server took and then sent back: it no longer counts as delivered to that address (rule 28). A report of a
 * letter that is not ours, or told before, changes nothing.
 *
 * Refuses: `validation_failed` for what is no delivery report.
 */
@Injectable()
export class ReadBounce {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly mails: MailStore,
  ) {}

  async run(message: string): Promise<BounceReportDto> {
    const now = await this.clock.now();
    const report = readDeliveryReport(message);
    if (report === null)
      throw new ApiError('validation_failed', 'Это не отчёт о доставке письма', {}, [
        { path: '', message: 'Нужно письмо вида multipart/report (RFC 3464) целиком' },
      ]);
    const failed = report.recipients.filter(({ action }) => action === 'failed');
    const bounced = await withTransaction(this.db, (tx) =>
      this.mails.bounce(tx, report.mailIds, failed, now),
    );
    return { recipients: failed.length, bounced };
  }
}
