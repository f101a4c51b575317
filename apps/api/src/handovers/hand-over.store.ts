import { Injectable } from '@nestjs/common';
import type { HandOverDto, HandOverTaskDto } from '@rocket/contracts';
import type { LocalDate } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { cursorOf, limitOf, type PageRequest } from '../platform/cursor';

export interface DueHandOver {
  readonly account_id: string;
  readonly id: string;
  readonly document_id: string;
  readonly recipient: string;
  readonly tries: number;
  readonly actor: string;
}

export interface HandOverTaskRow {
  readonly account_id: string;
  readonly account_name: string;
  readonly id: string;
  readonly created_at: Date;
  readonly participant: string | null;
  readonly state: HandOverTaskDto['state'];
  readonly handover_id: string | null;
  readonly tries: number;
  readonly next_try_at: Date | null;
}

export interface PostedByHand {
  readonly id: string;
  readonly accountId: string;
  readonly documentId: string;
  readonly note: string;
  readonly sentOn: LocalDate;
  readonly actor: string;
}

/** A way a document went: an operator, the post or a letter. */
interface HandOverRow {
  readonly id: string;
  readonly channel: HandOverDto['channel'];
  readonly state: HandOverDto['state'];
  readonly recipients: string[];
  readonly file_name: string | null;
  /** In hex. */
  readonly sha256: string | null;
  readonly evidence: string | null;
  readonly sent_on: LocalDate | null;
  readonly actor: string;
  readonly created_at: Date;
  readonly done_at: Date | null;
}

/** How documents went to customers by other ways than letters. */
@Injectable()
export class HandOverStore {
  /**
   * Documents an operator should have and does not: declared − done. The customer takes part in electronic exchange, and no
   * originals went out in another way; what was signed or cancelled needs none.
   */
  owed(
    tx: EntityManager,
    kinds: readonly string[],
    limit: number,
  ): Promise<{ account_id: string; id: string; recipient: string }[]> {
    return tx.query(
      `select d.account_id, d.id, p.requisites ->> 'edoId' as recipient
         from document d join customer_profile p on p.account_id = d.account_id
        where coalesce(p.requisites ->> 'edoId', '') <> '' and d.kind = any($1)
          and not exists (select from document_handover h where h.account_id = d.account_id and h.document_id = d.id
                             and (h.channel = 'edo' or h.state = 'done'))
          and not exists (select from document_status t where t.account_id = d.account_id and t.document_id = d.id
                             and t.status in ('signed', 'cancelled'))
        order by d.created_at, d.id limit $2`,
      [kinds, limit],
    );
  }

  /**
   * The desk: documents both sides sign whose originals have to go, or went, by an operator or by post; oldest first. Owed is
   * what the offer promises originals of, or a customer who takes part in electronic exchange has not got.
   */
  async tasks(
    tx: EntityManager,
    kinds: readonly string[],
    request: PageRequest & { state: HandOverTaskDto['state'] },
  ): Promise<HandOverTaskRow[]> {
    const cursor = cursorOf<[string, string]>(request);
    return tx.query(
      `select d.account_id, a.name as account_name, d.id, d.created_at, nullif(p.requisites ->> 'edoId', '') as participant,
              coalesce(h.state, 'owed') as state, h.id as handover_id, coalesce(h.tries, 0) as tries, h.next_try_at
         from document d
         join account a on a.id = d.account_id
         join offer_version o on o.seller_code = a.seller_code and o.version = a.offer_version
         left join customer_profile p on p.account_id = d.account_id
         left join lateral (select x.* from document_handover x
           where x.account_id = d.account_id and x.document_id = d.id
           order by (x.state = 'done') desc, x.created_at desc limit 1) h on true
        where coalesce(h.state, 'owed') = $1
          and (h.id is not null or d.kind = any($2)
            and (o.terms -> 'closingDocument' -> 'originals' <> 'null'::jsonb or nullif(p.requisites ->> 'edoId', '') is not null)
            and not exists (select from document_status t where t.account_id = d.account_id and t.document_id = d.id
              and t.status in ('signed', 'cancelled')))
          and ($3::timestamptz is null or (d.created_at, d.id) > ($3, $4::uuid))
        order by d.created_at, d.id limit $5`,
      [request.state, kinds, cursor?.[0] ?? null, cursor?.[1] ?? null, limitOf(request) + 1],
    );
  }

  /** Asks for a hand-over to the operator. Asked again, one that failed begins anew, and one that is done stays. */
  async ask(
    tx: EntityManager,
    wish: { id: string; accountId: string; documentId: string; recipient: string; actor: string },
    now: Date,
  ): Promise<void> {
    await tx.query(
      `insert into document_handover (account_id, id, document_id, channel, state, recipient, next_try_at, actor, created_at)
       values ($1, $2, $3, 'edo', 'waiting', $4, $6, $5, $6)
       on conflict (account_id, document_id) where channel = 'edo' do update
          set state = 'waiting', recipient = excluded.recipient, next_try_at = excluded.next_try_at, tries = 0,
              actor = excluded.actor
        where document_handover.state <> 'done'`,
      [wish.accountId, wish.id, wish.documentId, wish.recipient, wish.actor, now],
    );
  }

  /** Takes what is due for `leaseMinutes`: two processes never hand one document over at once. */
  claim(tx: EntityManager, now: Date, limit: number, leaseMinutes: number): Promise<DueHandOver[]> {
    return tx
      .query(
        `update document_handover h set tries = h.tries + 1, next_try_at = $1::timestamptz + make_interval(mins => $3)
          where (h.account_id, h.id) in (
            select account_id, id from document_handover where state = 'waiting' and next_try_at <= $1
             order by next_try_at limit $2 for update skip locked)
          returning h.account_id, h.id, h.document_id, h.recipient, h.tries, h.actor`,
        [now, limit, leaseMinutes],
      )
      .then(([rows]: [DueHandOver[], number]) => rows);
  }

  async finish(
    tx: EntityManager,
    { account_id: accountId, id }: DueHandOver,
    given: { operatorId: string; fileName: string; sha256: Buffer; sentOn: LocalDate },
    now: Date,
  ): Promise<void> {
    await tx.query(
      `update document_handover set state = 'done', evidence = $3, file_name = $4, sha256 = $5, sent_on = $6, done_at = $7,
          next_try_at = null where account_id = $1 and id = $2`,
      [accountId, id, given.operatorId, given.fileName, given.sha256, given.sentOn, now],
    );
  }

  /** It did not work: again at `until`, or never by itself. */
  async putOff(tx: EntityManager, due: DueHandOver, why: string, until: Date | null): Promise<void> {
    await tx.query(
      `update document_handover set state = $3, evidence = $4, next_try_at = $5 where account_id = $1 and id = $2`,
      [due.account_id, due.id, until ? 'waiting' : 'failed', why.slice(0, 1000), until],
    );
  }

  async nextTry(tx: EntityManager, after: Date): Promise<Date | null> {
    const [row]: [{ at: Date | null }] = await tx.query(
      `select min(next_try_at) as at from document_handover where state = 'waiting' and next_try_at > $1`,
      [after],
    );
    return row.at;
  }

  async post(tx: EntityManager, posted: PostedByHand, now: Date): Promise<void> {
    await tx.query(
      `insert into document_handover (account_id, id, document_id, channel, state, evidence, sent_on, actor, created_at, done_at)
       values ($1, $2, $3, 'post', 'done', $4, $5, $6, $7, $7) on conflict do nothing`,
      [posted.accountId, posted.id, posted.documentId, posted.note, posted.sentOn, posted.actor, now],
    );
  }

  /** Every way a document went, letters too, newest first. */
  async ofDocument(tx: EntityManager, accountId: string, documentId: string): Promise<HandOverDto[]> {
    const rows: HandOverRow[] = await tx.query(
      `select h.id, h.channel, h.state, case when h.recipient is null then '{}' else array[h.recipient] end as recipients,
              h.file_name, encode(h.sha256, 'hex') as sha256, h.evidence, h.sent_on, h.actor, h.created_at, h.done_at
         from document_handover h where h.account_id = $1 and h.document_id = $2
       union all
       select m.id, 'email', case m.state when 'accepted' then 'done' when 'failed' then 'failed' else 'waiting' end,
              m.recipients, null, null, m.answer,
              case when m.state = 'accepted' then (m.done_at at time zone s.time_zone)::date end,
              coalesce(m.asked_by, 'system:mail'), m.created_at, m.done_at
         from mail m join account a on a.id = m.account_id join seller s on s.code = a.seller_code
        where m.account_id = $1 and $2 = any(m.documents)
        order by created_at desc, id desc`,
      [accountId, documentId],
    );
    return rows.map((row) => ({
      id: row.id,
      channel: row.channel,
      state: row.state,
      recipients: row.recipients,
      fileName: row.file_name,
      sha256: row.sha256,
      evidence: row.evidence,
      sentOn: row.sent_on,
      actor: row.actor,
      createdAt: row.created_at.toISOString(),
      doneAt: row.done_at?.toISOString() ?? null,
    }));
  }
}
