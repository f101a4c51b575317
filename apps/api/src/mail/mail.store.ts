import { Injectable } from '@nestjs/common';
import type { NoticeCategory, NoticeKind } from '@rocket/contracts';
import type { EntityManager } from 'typeorm';

export interface MailedNotice {
  readonly kind: NoticeKind;
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface Letter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Documents whose files go with it. */
  readonly documents: readonly string[];
}

export interface UntoldNotice extends MailedNotice {
  readonly id: string;
  readonly account_id: string;
}

export interface DueMail {
  readonly account_id: string;
  readonly id: string;
  readonly recipients: string[];
  readonly subject: string;
  readonly body_text: string;
  readonly body_html: string;
  readonly documents: string[];
  /** With the electronic form of each document that has one. */
  readonly with_xml: boolean;
  readonly category: NoticeCategory | null;
  readonly tries: number;
}

/** The server's last word on one recipient. */
export interface Settled {
  readonly address: string;
  readonly state: 'accepted' | 'refused';
  readonly answer: string;
}

/** E-mail is nobody's in particular: deliveries of it are kept under this user. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
/** What is older was said by other channels: switching mail on must not flood anybody. */
const FRESH = '3 days';

@Injectable()
export class MailStore {
  /** Accounts with something to be written about and an address to write to; work due is a query. */
  async accountsToTell(
    tx: EntityManager,
    kinds: readonly NoticeKind[],
    now: Date,
    limit: number,
  ): Promise<string[]> {
    const rows: { account_id: string }[] = await tx.query(
      `select distinct n.account_id from notice n
        where n.created_at > $1::timestamptz - interval '${FRESH}' and n.kind = any($2)
          and not exists (select from mail_notice m where m.account_id = n.account_id and m.notice_id = n.id)
          and (exists (select from customer_profile p where p.account_id = n.account_id
                          and jsonb_array_length(coalesce(p.requisites -> 'emails', '[]')) > 0)
            or exists (select from account_user u where u.account_id = n.account_id and u.is_active and u.email is not null
                          and (u.level in ('owner', 'administrator') or u.id::text = n.facts ->> 'readerId')))
        limit $3`,
      [now, kinds, limit],
    );
    return rows.map((row) => row.account_id);
  }

  /** Notices of a locked account that nobody has written about yet, oldest first. */
  untold(
    tx: EntityManager,
    accountId: string,
    kinds: readonly NoticeKind[],
    now: Date,
  ): Promise<UntoldNotice[]> {
    return tx.query(
      `select n.id, n.account_id, n.kind, n.facts from notice n
        where n.account_id = $1 and n.created_at > $2::timestamptz - interval '${FRESH}' and n.kind = any($3)
          and not exists (select from mail_notice m where m.account_id = n.account_id and m.notice_id = n.id)
        order by n.created_at, n.id limit 50`,
      [accountId, now, kinds],
    );
  }

  async queue(
    tx: EntityManager,
    mail: {
      id: string;
      accountId: string;
      recipients: readonly string[];
      letter: Letter;
      askedBy?: string;
      withXml?: boolean;
      /** Of an optional letter: what its recipients may decline. */
      category?: NoticeCategory;
    },
    noticeIds: readonly string[],
    now: Date,
  ): Promise<void> {
    const { letter } = mail;
    await tx.query(
      `insert into mail (account_id, id, recipients, subject, body_text, body_html, documents, state, next_try_at, created_at,
         asked_by, with_xml, category)
       values ($1, $2, $3, $4, $5, $6, $7, 'queued', $8, $8, $9, $10, $11)`,
      [
        mail.accountId,
        mail.id,
        mail.recipients,
        letter.subject,
        letter.text,
        letter.html,
        letter.documents,
        now,
        mail.askedBy ?? null,
        mail.withXml ?? false,
        mail.category ?? null,
      ],
    );
    await tx.query(
      `insert into mail_recipient (account_id, mail_id, address, state, at)
       select $1, $2, x.address, 'queued', $4 from unnest($3::text[]) as x(address) on conflict do nothing`,
      [mail.accountId, mail.id, mail.recipients, now],
    );
    await tx.query(
      'insert into mail_notice (account_id, notice_id, mail_id) select $1, x.id, $3 from unnest($2::uuid[]) as x(id)',
      [mail.accountId, noticeIds, mail.id],
    );
  }

  /** Takes letters whose time has come, for `leaseMinutes`: two processes never send one letter at once. */
  claim(tx: EntityManager, now: Date, limit: number, leaseMinutes: number): Promise<DueMail[]> {
    return tx
      .query(
        `update mail m set tries = m.tries + 1, next_try_at = $1::timestamptz + make_interval(mins => $3)
          where (m.account_id, m.id) in (
            select account_id, id from mail where state = 'queued' and next_try_at <= $1
             order by next_try_at limit $2 for update skip locked)
          returning m.account_id, m.id, m.recipients, m.subject, m.body_text, m.body_html, m.documents, m.with_xml,
                    m.category, m.tries`,
        [now, limit, leaseMinutes],
      )
      .then(([rows]: [DueMail[], number]) => rows);
  }

  /** What was claimed and not begun is anybody's again, at once. */
  async handBack(tx: EntityManager, mails: readonly DueMail[], now: Date): Promise<void> {
    await tx.query(
      `update mail set tries = tries - 1, next_try_at = $1 where state = 'queued' and (account_id, id) in (
         select * from unnest($2::uuid[], $3::uuid[]))`,
      [now, mails.map(({ account_id }) => account_id), mails.map(({ id }) => id)],
    );
  }

  /** Who of a letter's recipients is still to be sent it. */
  async waiting(tx: EntityManager, { account_id: accountId, id }: DueMail): Promise<string[]> {
    const rows: { address: string }[] = await tx.query(
      `select address from mail_recipient where account_id = $1 and mail_id = $2 and state = 'queued' order by address`,
      [accountId, id],
    );
    return rows.map(({ address }) => address);
  }

  /** What the server said of some recipients for good. The first that is accepted is evidence of delivery (rule 28). */
  async settle(tx: EntityManager, mail: DueMail, answers: readonly Settled[], now: Date): Promise<void> {
    const { account_id: accountId, id } = mail;
    await tx.query(
      `update mail_recipient r set state = x.state, answer = x.answer, at = $3
         from unnest($4::text[], $5::text[], $6::text[]) as x(address, state, answer)
        where r.account_id = $1 and r.mail_id = $2 and r.address = x.address`,
      [
        accountId,
        id,
        now,
        answers.map(({ address }) => address),
        answers.map(({ state }) => state),
        answers.map(({ answer }) => answer),
      ],
    );
    if (!answers.some(({ state }) => state === 'accepted')) return;
    await tx.query(
      `insert into notice_delivery (account_id, notice_id, channel, state, user_id, at)
       select account_id, notice_id, 'email', 'accepted', '${NOBODY}', $3 from mail_notice where account_id = $1 and mail_id = $2
       on conflict do nothing`,
      [accountId, id, now],
    );
  }

  /** The end of a letter nobody is waited for any more: accepted by somebody's server, or failed for good. */
  async finish(
    tx: EntityManager,
    { account_id: accountId, id }: DueMail,
    answer: string,
    now: Date,
  ): Promise<'accepted' | 'failed'> {
    const [row] = await tx.query(
      `select exists (select from mail_recipient where account_id = $1 and mail_id = $2 and state = 'accepted') as accepted`,
      [accountId, id],
    );
    const state = row.accepted ? 'accepted' : 'failed';
    await tx.query(
      'update mail set state = $3, answer = $4, done_at = $5 where account_id = $1 and id = $2',
      [accountId, id, state, answer, now],
    );
    if (state === 'accepted') await this.markSent(tx, accountId, id, now);
    else await this.markBounced(tx, accountId, id, now);
    return state;
  }

  /** Letters that were taken and came back. Answers how many recipients changed. */
  async bounce(
    tx: EntityManager,
    mailIds: readonly string[],
    recipients: readonly { readonly address: string; readonly status: string }[],
    now: Date,
  ): Promise<number> {
    const rows: { account_id: string; mail_id: string }[] = await tx
      .query(
        `update mail_recipient r set state = 'bounced', answer = x.status, at = $2
           from unnest($3::text[], $4::text[]) as x(address, status)
          where r.mail_id = any($1::uuid[]) and lower(r.address) = lower(x.address) and r.state = 'accepted'
          returning r.account_id, r.mail_id`,
        [mailIds, now, recipients.map(({ address }) => address), recipients.map(({ status }) => status)],
      )
      .then(([changed]: [{ account_id: string; mail_id: string }[], number]) => changed);
    for (const row of rows) await this.markBounced(tx, row.account_id, row.mail_id, now);
    return rows.length;
  }

  /** Which of these addresses the last letter that was answered did not reach. */
  unreached(
    tx: EntityManager,
    accountId: string,
    addresses: readonly string[],
  ): Promise<{ address: string; state: 'refused' | 'bounced'; answer: string | null; at: Date }[]> {
    return tx.query(
      `select x.address, r.state, r.answer, r.at
         from unnest($2::text[]) as x(address)
         cross join lateral (select state, answer, at from mail_recipient
                              where account_id = $1 and lower(address) = lower(x.address) and state <> 'queued'
                              order by at desc, mail_id desc limit 1) r
        where r.state in ('refused', 'bounced') order by x.address`,
      [accountId, addresses],
    );
  }

  /** What no address has, or is still to get, came back: it does not count as delivered by e-mail. */
  private async markBounced(tx: EntityManager, accountId: string, mailId: string, now: Date): Promise<void> {
    await tx.query(
      `insert into notice_delivery (account_id, notice_id, channel, state, user_id, at)
       select m.account_id, m.notice_id, 'email', 'bounced', '${NOBODY}', $3 from mail_notice m
        where m.account_id = $1 and m.mail_id = $2
          and not exists (select from mail_notice o
                            join mail_recipient r on r.account_id = o.account_id and r.mail_id = o.mail_id
                           where o.account_id = m.account_id and o.notice_id = m.notice_id and r.state in ('queued', 'accepted'))
       on conflict do nothing`,
      [accountId, mailId, now],
    );
  }

  /** Nobody wants these: they were not written about, and why is kept. */
  async declined(
    tx: EntityManager,
    accountId: string,
    noticeIds: readonly string[],
    now: Date,
  ): Promise<void> {
    await tx.query(
      `with written as (
         insert into mail_notice (account_id, notice_id, mail_id)
         select $1, x.id, '${NOBODY}' from unnest($2::uuid[]) as x(id) returning notice_id)
       insert into notice_delivery (account_id, notice_id, channel, state, user_id, at)
       select $1, notice_id, 'email', 'declined', '${NOBODY}', $3 from written on conflict do nothing`,
      [accountId, noticeIds, now],
    );
  }

  /** A document that went out in a letter the server took counts as sent that day (clause 7.4). */
  private async markSent(tx: EntityManager, accountId: string, mailId: string, now: Date): Promise<void> {
    await tx.query(
      `insert into document_status (account_id, document_id, status, on_date, at, actor)
       select d.account_id, d.id, 'sent', ($3::timestamptz at time zone s.time_zone)::date, $3, coalesce(m.asked_by, 'system:mail')
         from mail m join document d on d.account_id = m.account_id and d.id = any(m.documents)
         join seller s on s.code = d.seller_code
        where m.account_id = $1 and m.id = $2
       on conflict do nothing`,
      [accountId, mailId, now],
    );
  }

  async nextTry(tx: EntityManager, after: Date): Promise<Date | null> {
    const [row] = await tx.query(
      `select min(next_try_at) as at from mail where state = 'queued' and next_try_at > $1`,
      [after],
    );
    return row?.at ?? null;
  }

  async exists(tx: EntityManager, accountId: string, id: string): Promise<boolean> {
    const [row] = await tx.query('select 1 from mail where account_id = $1 and id = $2', [accountId, id]);
    return row !== undefined;
  }

  async putOff(tx: EntityManager, mail: DueMail, answer: string, until: Date): Promise<void> {
    await tx.query('update mail set answer = $3, next_try_at = $4 where account_id = $1 and id = $2', [
      mail.account_id,
      mail.id,
      answer,
      until,
    ]);
  }
}
