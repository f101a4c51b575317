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
  readonly number: string;
  readonly created_at: Date;
  /** When the customer's mail server took the letter that names it. */
  readonly mailed_at: Date | null;
  readonly statuses: readonly string[];
  /** Null: the offer knows no acceptance by silence of such a paper. */
  readonly silence: TermOfDays | null;
  readonly time_zone: string;
}

/**
 * What becomes of a closing document by itself (rule 19, clauses 7.4–7.6), each stage a dated status: the letter went out, it
 * counts as received on the next day, and so many working days later, without a signed copy or a refusal, the document counts
 * as accepted. Without a letter the days are counted from the day it appeared in the account. Where the calendar of a year is
 * not known, the step waits.
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
      `select d.account_id, d.id, coalesce(d.facts ->> 'number', d.number::text) as number, d.created_at, s.time_zone,
              x.silence, x.statuses, m.at as mailed_at
         from document d
         join account a on a.id = d.account_id
         join seller s on s.code = d.seller_code
         join offer_version o on o.seller_code = a.seller_code and o.version = a.offer_version
         cross join lateral (
           select case when d.kind in ('upd', 'act') then nullif(o.terms -> 'closingDocument' -> 'silentAcceptance', 'null') end
                    as silence,
                  (select array_agg(t.status) from document_status t
                    where t.account_id = d.account_id and t.document_id = d.id) as statuses) x
         left join lateral (
           select e.at from notice n join notice_delivery e on e.account_id = n.account_id and e.notice_id = n.id
            where n.account_id = d.account_id and n.key = 'document_issued:' || d.id and e.channel = 'email' and e.state = 'accepted'
            order by e.at limit 1) m on true
        where d.kind in ('upd', 'act', 'certificate', 'advance_invoice')
          and not x.statuses && array['signed', 'accepted', 'disputed', 'cancelled']
          and (x.silence is not null or not x.statuses @> array['delivered'])
        order by d.created_at limit 1000`,
    );
    for (const document of waiting) await this.step(document, now);
  }

  private async step(document: Waiting, now: Date): Promise<void> {
    const { account_id: accountId, id, mailed_at: mailedAt, statuses, time_zone: zone } = document;
    const today = dayOf(now, zone);
    const toldOn = dayOf(mailedAt ?? document.created_at, zone);
    const deliveredOn = addDays(toldOn, 1);
    const reach = (status: 'sent' | 'delivered', on: LocalDate): Promise<void> =>
      this.documents.addStatus(this.db.manager, accountId, id, status, on, 'system:mail', now);
    if (mailedAt && !statuses.includes('sent')) await reach('sent', toldOn);
    if (deliveredOn <= today && !statuses.includes('delivered')) await reach('delivered', deliveredOn);
    const acceptedOn = this.acceptedOn(document, deliveredOn);
    if (acceptedOn !== null && acceptedOn <= today) await this.accept(document, acceptedOn, now);
  }

  /** The day on which silence has lasted long enough; null without such a term or while the calendar does not reach it. */
  private acceptedOn({ id, silence }: Waiting, deliveredOn: LocalDate): LocalDate | null {
    if (silence === null) return null;
    try {
      return addTerm(deliveredOn, silence);
    } catch (error) {
      if (!(error instanceof DomainError && error.code === 'calendar_unknown')) throw error;
      this.log.warn({ msg: error.message, document: id });
      return null;
    }
  }

  private async accept(document: Waiting, on: LocalDate, now: Date): Promise<void> {
    const { account_id: accountId, id, number } = document;
    await withTransaction(this.db, async (tx) => {
      await this.documents.addStatus(tx, accountId, id, 'accepted', on, 'system:silence', now);
      const facts = { documentId: id, number, on };
      await this.notices.post(
        tx,
        [{ accountId, key: `document_accepted:${id}`, kind: 'document_accepted', facts }],
        now,
      );
    });
  }
}
