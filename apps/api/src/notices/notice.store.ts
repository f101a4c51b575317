import { Injectable } from '@nestjs/common';
import type { AccessLevel, NoticeKind } from '@rocket/contracts';
import type { EntityManager } from 'typeorm';
import { bulkInsert } from '../platform/bulk';
import { cursorOf, limitOf, pageOf, type PageRequest } from '../platform/cursor';
import { newId } from '../platform/ids';

/** A notice to post: inside the transaction of the fact it tells about, once for each key. */
export interface NewNotice {
  readonly accountId: string;
  readonly key: string;
  readonly kind: NoticeKind;
  readonly facts: Readonly<Record<string, unknown>>;
  /** What staff announced by it; left out, it follows from what happened. */
  readonly announcementId?: string;
}

export interface NoticeReader {
  readonly accountId: string;
  readonly id: string;
  readonly level: AccessLevel;
}

export interface NoticeRow {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly facts: Record<string, unknown>;
  readonly created_at: Date;
  readonly seen_at: Date | null;
  readonly acknowledged_at: Date | null;
}

export interface ArchivedNotice {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly facts: Record<string, unknown>;
  readonly created_at: Date;
  readonly deliveries: { channel: 'push' | 'email' | 'panel'; state: string; at: string }[];
}

@Injectable()
export class NoticeStore {
  /** Posts notices; a key already told is told no more. */
  async post(tx: EntityManager, notices: readonly NewNotice[], now: Date): Promise<void> {
    if (notices.length === 0) return;
    const columns = [
      { name: 'account_id', type: 'uuid', values: notices.map((n) => n.accountId) },
      { name: 'id', type: 'uuid', values: notices.map(() => newId(now)) },
      { name: 'key', type: 'text', values: notices.map((n) => n.key) },
      { name: 'kind', type: 'text', values: notices.map((n) => n.kind) },
      { name: 'facts', type: 'jsonb', values: notices.map((n) => JSON.stringify(n.facts)) },
      { name: 'created_at', type: 'timestamptz', same: now },
      { name: 'announcement_id', type: 'uuid', values: notices.map((n) => n.announcementId ?? null) },
    ];
    await bulkInsert(tx, 'notice', columns, 'on conflict (account_id, key) do nothing');
  }

  /**
   * Notices of an account for one user, newest first; `seen_at` and `acknowledged_at` are that user's own. What is meant for administrators is for
   * those who run the account.
   */
  async forUser(
    tx: EntityManager,
    { accountId, id: userId, level }: NoticeReader,
    declined: readonly NoticeKind[],
    limit: number,
  ): Promise<NoticeRow[]> {
    const runsIt = level === 'owner' || level === 'administrator';
    return tx.query(
      `select n.id, n.kind, n.facts, n.created_at, d.at as seen_at, k.at as acknowledged_at
         from notice n
         left join notice_delivery d on d.account_id = n.account_id and d.notice_id = n.id and d.channel = 'push'
          and d.state = 'seen' and d.user_id = $2
         left join notice_delivery k on k.account_id = n.account_id and k.notice_id = n.id and k.channel = 'push'
          and k.state = 'acknowledged' and k.user_id = $2
        where n.account_id = $1 and ($4 or n.facts ->> 'people' is distinct from 'administrators')
          and n.kind <> all($5::text[])
        order by n.created_at desc, n.id desc limit $3`,
      [accountId, userId, limit, runsIt, declined],
    );
  }

  /** Writes down that a user was shown, has seen or acknowledged a notice; the first time counts. */
  async record(
    tx: EntityManager,
    delivery: {
      accountId: string;
      noticeId: string;
      channel: 'push' | 'email' | 'panel';
      state: string;
      userId: string;
    },
    at: Date,
  ): Promise<void> {
    await tx.query(
      `insert into notice_delivery (account_id, notice_id, channel, state, user_id, at)
       select $1, n.id, $3, $4, $5, $6 from notice n where n.account_id = $1 and n.id = $2
       on conflict do nothing`,
      [delivery.accountId, delivery.noticeId, delivery.channel, delivery.state, delivery.userId, at],
    );
  }

  async isOf(tx: EntityManager, accountId: string, noticeId: string): Promise<boolean> {
    const found: unknown[] = await tx.query('select 1 from notice where account_id = $1 and id = $2', [
      accountId,
      noticeId,
    ]);
    return found.length > 0;
  }

  /** Writes down that a user's widget has drawn these notices; those drawn before stay as they are. */
  async recordShown(
    tx: EntityManager,
    accountId: string,
    noticeIds: readonly string[],
    userId: string,
    at: Date,
  ): Promise<void> {
    if (noticeIds.length === 0) return;
    await tx.query(
      `insert into notice_delivery (account_id, notice_id, channel, state, user_id, at)
       select $1, x.id, 'push', 'shown', $3, $4 from unnest($2::uuid[]) as x(id)
        where not exists (select from notice_delivery d where d.account_id = $1 and d.notice_id = x.id
                             and d.channel = 'push' and d.state = 'shown' and d.user_id = $3)
       on conflict do nothing`,
      [accountId, noticeIds, userId, at],
    );
  }

  /** A page of the archive, newest first. */
  async list(
    tx: EntityManager,
    accountId: string,
    request: PageRequest,
  ): Promise<{ items: ArchivedNotice[]; nextCursor: string | null }> {
    const cursor = cursorOf<[string, string]>(request);
    const rows: ArchivedNotice[] = await tx.query(
      `select n.id, n.kind, n.facts, n.created_at,
              coalesce((select jsonb_agg(jsonb_build_object('channel', d.channel, 'state', d.state, 'at', d.at) order by d.at)
                          from notice_delivery d where d.account_id = n.account_id and d.notice_id = n.id), '[]') as deliveries
         from notice n
        where n.account_id = $1 and ($2::timestamptz is null or (n.created_at, n.id) < ($2, $3::uuid))
        order by n.created_at desc, n.id desc limit $4`,
      [accountId, cursor?.[0] ?? null, cursor?.[1] ?? null, limitOf(request) + 1],
    );
    return pageOf(
      rows,
      request,
      (row) => row,
      (row) => [row.created_at.toISOString(), row.id],
    );
  }
}
