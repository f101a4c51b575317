import { Injectable, Logger } from '@nestjs/common';
import {
  SILENCE_ACCEPTS,
  acceptedBySilenceOn,
  countsAsReceivedOn,
  isDecided,
  runInstant,
} from '@rocket/billing';
import { counted, type TermOfDays } from '@rocket/catalog';
import { Clock, DomainError, addDays, dayOf, later, type LocalDate } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { NoticeStore } from '../notices/notice.store';
import { withTransaction } from '../platform/database';
import { TOLD_ON } from './document-course.rows';
import { DocumentStore } from './document.store';

interface Waiting {
  readonly account_id: string;
  readonly id: string;
  readonly kind: 'upd' | 'act';
  readonly number: string;
  readonly told_on: LocalDate;
  readonly silence: TermOfDays;
  readonly calendar: TermOfDays['calendar'] | null;
  readonly time_zone: string;
}

/** Documents the customer was told of whose silence still means something. */
const WAITING = `
  from document d
  join seller s on s.code = d.seller_code
  join account a on a.id = d.account_id
  join offer_version o on o.seller_code = a.seller_code and o.version = a.offer_version
  cross join lateral (select ${TOLD_ON} as told_on) told
 where d.kind = any($1) and told.told_on is not null
   and jsonb_typeof(o.terms -> 'closingDocument' -> 'silentAcceptance') = 'object'
   and not exists (select from document_status t where t.account_id = d.account_id and t.document_id = d.id
                      and t.status in ('signed', 'accepted', 'disputed', 'cancelled'))`;
const SILENCE = `o.terms -> 'closingDocument' -> 'silentAcceptance' as silence, o.terms ->> 'calendar' as calendar`;

/** Documents the customer was told of, which do not count as received yet. */
const ON_THEIR_WAY = `
  from document d
  join seller s on s.code = d.seller_code
  cross join lateral (select ${TOLD_ON} as told_on) told
 where d.kind = any($1) and told.told_on is not null
   and not exists (select from document_status t where t.account_id = d.account_id and t.document_id = d.id
                      and t.status in ('delivered', 'signed', 'accepted', 'disputed', 'cancelled'))`;
const RECEIVED_KINDS = ['upd', 'act', 'certificate', 'correction', 'advance_invoice'];

/**
 * What time does to a document the customer was told of (clauses 7.5–7.6): the letter counts as received on the next day; so
 * many working days later, without a signed copy or a refusal, the document counts as accepted. Where the calendar of a year
 * is not known, the step waits.
 */
@Injectable()
export class AcceptDocuments {
  private readonly log = new Logger(AcceptDocuments.name);

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly documents: DocumentStore,
    private readonly notices: NoticeStore,
  ) {}

  async run(): Promise<void> {
    const now = await this.clock.now();
    await this.deliver(now);
    const waiting: Waiting[] = await this.db.query(
      `select d.account_id, d.id, d.kind, coalesce(d.facts ->> 'number', d.number::text) as number, told.told_on, s.time_zone, ${SILENCE} ${WAITING} and told.told_on < $2
        order by told.told_on, d.id limit 1000`,
      [SILENCE_ACCEPTS, addDays(dayOf(now, 'UTC'), -1)],
    );
    for (const document of waiting) {
      const acceptedOn = this.acceptedOn(document);
      if (acceptedOn !== null && acceptedOn <= dayOf(now, document.time_zone))
        await this.accept(document, acceptedOn, now);
    }
  }

  /** When `run` may next have something to do, at the daily hour of a seller; null: nothing waits for time. */
  async nextStep(at: Date): Promise<Date | null> {
    const waiting: Pick<Waiting, 'told_on' | 'silence' | 'calendar' | 'time_zone'>[] = await this.db.query(
      `select distinct told.told_on, s.time_zone, ${SILENCE} ${WAITING}`,
      [SILENCE_ACCEPTS],
    );
    const sent: Pick<Waiting, 'told_on' | 'time_zone'>[] = await this.db.query(
      `select distinct told.told_on, s.time_zone ${ON_THEIR_WAY}`,
      [RECEIVED_KINDS],
    );
    const days = [
      ...sent.map(({ told_on, time_zone }) => ({ day: countsAsReceivedOn(told_on), time_zone })),
      ...waiting.map((each) => ({ day: this.acceptedOn(each), time_zone: each.time_zone })),
    ];
    const instants = days.flatMap(({ day, time_zone: zone }) =>
      day === null ? [] : [runInstant(later(day, firstRunAfter(at, zone)), zone).getTime()],
    );
    return instants.length === 0 ? null : new Date(Math.min(...instants));
  }

  private async deliver(now: Date): Promise<void> {
    await this.db.query(
      `insert into document_status (account_id, document_id, status, on_date, at, actor)
       select d.account_id, d.id, 'delivered', told.told_on + 1, $2, 'system:next-day' ${ON_THEIR_WAY}
          and told.told_on < ($2::timestamptz at time zone s.time_zone)::date
       on conflict do nothing`,
      [RECEIVED_KINDS, now],
    );
  }

  /** The day on which silence has lasted long enough, or null while the calendar does not reach it. */
  private acceptedOn({
    told_on,
    silence,
    calendar,
  }: Pick<Waiting, 'told_on' | 'silence' | 'calendar'>): LocalDate | null {
    try {
      return acceptedBySilenceOn(told_on, counted({ calendar: calendar ?? undefined }, silence));
    } catch (error) {
      if (!(error instanceof DomainError && error.code === 'calendar_unknown')) throw error;
      this.log.warn(error.message);
      return null;
    }
  }

  private async accept(document: Waiting, on: LocalDate, now: Date): Promise<void> {
    const { account_id: accountId, id, kind, number } = document;
    await withTransaction(this.db, async (tx) => {
      await this.accounts.lock(tx, accountId);
      // A signature or an objection may have come between the look and the lock.
      if (isDecided(await this.documents.stages(tx, accountId, id))) return;
      await this.documents.addStatus(tx, accountId, id, 'accepted', on, 'system:silence', now);
      const facts = { documentId: id, kind, number, on };
      await this.notices.post(
        tx,
        [{ accountId, key: `document_accepted:${id}`, kind: 'document_accepted', facts }],
        now,
      );
    });
  }
}

const firstRunAfter = (at: Date, zone: string): LocalDate => {
  const today = dayOf(at, zone);
  return runInstant(today, zone) > at ? today : addDays(today, 1);
};
