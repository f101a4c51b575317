import { Injectable, Logger } from '@nestjs/common';
import { addTerm } from '@rocket/billing';
import type { TermOfDays } from '@rocket/catalog';
import { Clock, DomainError, addDays, dayOf, type LocalDate } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { NoticeStore } from '../notices/notice.store';
import { withTransaction } from '../platform/database';
import { DocumentStore } from './document.store';

interface Waiting {
  readonly account_id: string;
  readonly id: string;
  readonly number: number;
  readonly issued_on: LocalDate;
  readonly silence: TermOfDays;
  readonly time_zone: string;
}

/**
 * Acceptance by silence (clauses 7.5–7.6): the letter counts as received on the next day; so many working days later,
 * without a signed copy or a refusal, the document counts as accepted. Where the calendar of a year is not known, the step
 * waits.
 */
@Injectable()
export class AcceptDocuments {
  private readonly log = new Logger(AcceptDocuments.name);

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly documents: DocumentStore,
    private readonly notices: NoticeStore,
  ) {}

  async run(): Promise<void> {
    const now = await this.clock.now();
    const waiting: Waiting[] = await this.db.query(
      `select d.account_id, d.id, d.number, d.issued_on, s.time_zone,
              o.terms -> 'closingDocument' -> 'silentAcceptance' as silence
         from document d
         join account a on a.id = d.account_id
         join seller s on s.code = d.seller_code
         join offer_version o on o.seller_code = a.seller_code and o.version = a.offer_version
        where d.kind in ('upd', 'act') and d.issued_on < $1
          and jsonb_typeof(o.terms -> 'closingDocument' -> 'silentAcceptance') = 'object'
          and not exists (select from document_status t where t.account_id = d.account_id and t.document_id = d.id
                             and t.status in ('signed', 'accepted', 'disputed', 'cancelled'))
        order by d.issued_on limit 1000`,
      [addDays(dayOf(now, 'UTC'), -3)],
    );
    for (const document of waiting) {
      const today = dayOf(now, document.time_zone);
      const acceptedOn = this.acceptedOn(document);
      if (acceptedOn !== null && acceptedOn <= today) await this.accept(document, acceptedOn, now);
    }
  }

  /** The day on which silence has lasted long enough, or null while the calendar does not reach it. */
  private acceptedOn(document: Waiting): LocalDate | null {
    try {
      return addTerm(addDays(document.issued_on, 1), document.silence);
    } catch (error) {
      if (!(error instanceof DomainError && error.code === 'calendar_unknown')) throw error;
      this.log.warn({ msg: error.message, document: document.id });
      return null;
    }
  }

  private async accept(document: Waiting, on: LocalDate, now: Date): Promise<void> {
    const { account_id: accountId, id } = document;
    await withTransaction(this.db, async (tx) => {
      await this.documents.addStatus(tx, accountId, id, 'accepted', on, 'system:silence', now);
      const facts = { documentId: id, number: String(document.number), on };
      await this.notices.post(
        tx,
        [{ accountId, key: `document_accepted:${id}`, kind: 'document_accepted', facts }],
        now,
      );
    });
  }
}
