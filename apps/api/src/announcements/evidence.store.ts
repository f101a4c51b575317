import { Injectable } from '@nestjs/common';
import type { EvidenceStepDto, NoticeKind } from '@rocket/contracts';
import type { EntityManager } from 'typeorm';

/** A notice with everything that is known of its way to people. */
export interface EvidenceRow {
  readonly id: string;
  readonly account_id: string;
  readonly account_name: string;
  readonly kind: NoticeKind;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly created_at: Date;
  readonly steps: EvidenceStepDto[];
}

/** Of the same second, in the order it can only have happened. */
const COURSE = `array_position(array['queued', 'accepted', 'refused', 'bounced', 'declined', 'shown', 'seen', 'acknowledged'], x.state)`;

/** Who was shown and saw it in widget and panel, and what became of the letter at each address. */
const STEPS = `
  coalesce((select jsonb_agg(to_jsonb(x) order by x.at, x.channel, x.who, ${COURSE}, x.state) from (
    select d.at, d.channel, d.state,
           case when d.channel = 'email' then '' else coalesce(
             (select u.name from account_user u where u.account_id = d.account_id and u.id = d.user_id), '') end as who,
           null::text as answer
      from notice_delivery d
     where d.account_id = n.account_id and d.notice_id = n.id
       and (d.channel <> 'email' or d.state = 'declined'
         -- Letters of before recipients were told apart.
         or not exists (select from mail_notice m where m.account_id = n.account_id and m.notice_id = n.id))
    union all
    select r.at, 'email', r.state, r.address, r.answer
      from mail_notice m join mail_recipient r on r.account_id = m.account_id and r.mail_id = m.mail_id
     where m.account_id = n.account_id and m.notice_id = n.id) x), '[]') as steps`;

@Injectable()
export class EvidenceStore {
  /** Notices of an account made in a time, oldest first. */
  ofAccount(
    tx: EntityManager,
    accountId: string,
    from: Date,
    until: Date,
    limit: number,
  ): Promise<EvidenceRow[]> {
    return tx.query(
      `select n.id, n.account_id, a.name as account_name, n.kind, n.facts, n.created_at, ${STEPS}
         from notice n join account a on a.id = n.account_id
        where n.account_id = $1 and n.created_at >= $2 and n.created_at < $3
        order by n.created_at, n.id limit $4`,
      [accountId, from, until, limit],
    );
  }

  /** Notices by which an announcement was told, by the name of the account. */
  ofAnnouncement(tx: EntityManager, announcementId: string, limit: number): Promise<EvidenceRow[]> {
    return tx.query(
      `select n.id, n.account_id, a.name as account_name, n.kind, n.facts, n.created_at, ${STEPS}
         from notice n join account a on a.id = n.account_id
        where n.announcement_id = $1 order by lower(a.name), n.account_id limit $2`,
      [announcementId, limit],
    );
  }
}
