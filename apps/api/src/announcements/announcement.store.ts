import { Injectable } from '@nestjs/common';
import type { EffectiveMoment } from '@rocket/billing';
import type {
  AnnouncementDto,
  AnnouncementKind,
  AnnouncementTextsDto,
  AudienceDto,
  ComposeAnnouncementDto,
  Language,
} from '@rocket/contracts';
import type { LocalDate } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import { notFound } from '../platform/api-error';
import { cursorOf, limitOf, pageOf, type PageRequest } from '../platform/cursor';

/** What a product is called in each language. */
export type NamedProduct = Readonly<Record<Language, string>>;

export interface AnnouncementRow {
  readonly id: string;
  readonly seller_code: string;
  readonly kind: AnnouncementKind;
  readonly audience: AudienceDto;
  readonly texts: AnnouncementTextsDto;
  readonly effective_on: LocalDate | null;
  readonly effective_time: string | null;
  readonly post_at: Date;
  readonly state: AnnouncementDto['state'];
  readonly told_to: string | null;
}

/** An account that is told, with the products it is told about. */
export interface ReachedAccount {
  readonly id: string;
  readonly name: string;
  readonly subdomain: string;
  readonly state: 'active' | 'suspended' | 'frozen' | 'erased' | 'terminated';
  readonly products: readonly NamedProduct[];
}

export const effectiveOf = (
  row: Pick<AnnouncementRow, 'effective_on' | 'effective_time'>,
): EffectiveMoment | null =>
  row.effective_on === null ? null : { on: row.effective_on, time: row.effective_time };

/** Whom an audience reaches; `$1`–`$4` are seller, accounts, products, states. Nobody writes to what is over. */
const REACHED = `
  from account a
 where a.seller_code = $1 and ($2::uuid[] is null or a.id = any($2))
   and a.state = any(coalesce($4::text[], '{active,suspended,frozen}'))
   and ($3::text[] is null or exists (select from subscription s where s.account_id = a.id and s.product_code = any($3)
                                         and s.ended_no = 0))`;
const PRODUCTS = `coalesce((
  select jsonb_agg(jsonb_build_object('ru', p.name, 'en', coalesce(p.name_en, p.name)) order by p.name)
    from product p
   where p.code = any($3) and exists (select from subscription s where s.account_id = a.id and s.product_code = p.code
                                         and s.ended_no = 0)), '[]') as products`;
const reachedBy = ({ seller, accountIds, productCodes, states }: AudienceDto): unknown[] => [
  seller,
  accountIds ?? null,
  productCodes ?? null,
  states ?? null,
];

@Injectable()
export class AnnouncementStore {
  /** The next accounts of an audience after one, in order of their ids. */
  reached(
    tx: EntityManager,
    audience: AudienceDto,
    after: string | null,
    limit: number,
  ): Promise<ReachedAccount[]> {
    return tx.query(
      `select a.id, a.name, a.subdomain, a.state, ${PRODUCTS} ${REACHED} and ($5::uuid is null or a.id > $5)
        order by a.id limit $6`,
      [...reachedBy(audience), after, limit],
    );
  }

  /** How many accounts an audience reaches, how many of them have no address, and the first by name. */
  async outlook(
    tx: EntityManager,
    audience: AudienceDto,
    limit: number,
  ): Promise<{ accounts: number; withoutEmail: number; first: ReachedAccount[] }> {
    const [count] = await tx.query(
      `select count(*)::int as accounts,
              count(*) filter (where not exists (select from customer_profile p where p.account_id = a.id
                                 and jsonb_array_length(coalesce(p.requisites -> 'emails', '[]')) > 0)
                and not exists (select from account_user u where u.account_id = a.id and u.is_active and u.email is not null
                                 and u.level in ('owner', 'administrator')))::int as without_email
       ${REACHED}`,
      reachedBy(audience),
    );
    const first: ReachedAccount[] = await tx.query(
      `select a.id, a.name, a.subdomain, a.state, ${PRODUCTS} ${REACHED} order by lower(a.name), a.id limit $5`,
      [...reachedBy(audience), limit],
    );
    return { accounts: count.accounts, withoutEmail: count.without_email, first };
  }

  async insert(
    tx: EntityManager,
    id: string,
    wish: ComposeAnnouncementDto,
    postAt: Date,
    by: string,
    now: Date,
  ): Promise<void> {
    await tx.query(
      `insert into announcement (id, seller_code, kind, audience, texts, effective_on, effective_time, post_at, state,
         created_at, created_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, 'scheduled', $9, $10)`,
      [
        id,
        wish.audience.seller,
        wish.kind,
        JSON.stringify(wish.audience),
        JSON.stringify(wish.texts),
        wish.effectiveOn ?? null,
        wish.effectiveTime ?? null,
        postAt,
        now,
        by,
      ],
    );
  }

  /** Those whose time has come, oldest first, the half-told ones too. */
  async due(tx: EntityManager, now: Date): Promise<string[]> {
    const rows: { id: string }[] = await tx.query(
      `select id from announcement where state in ('scheduled', 'posting') and post_at <= $1 order by post_at, id`,
      [now],
    );
    return rows.map(({ id }) => id);
  }

  async nextDue(tx: EntityManager, after: Date): Promise<Date | null> {
    const [row] = await tx.query(
      `select min(post_at) as at from announcement where state in ('scheduled', 'posting') and post_at > $1`,
      [after],
    );
    return row?.at ?? null;
  }

  /** One that is still to be told, locked; null when another process has it or it is no longer to be told. */
  async claim(tx: EntityManager, id: string): Promise<AnnouncementRow | null> {
    const [row] = await tx.query(
      `select * from announcement where id = $1 and state in ('scheduled', 'posting') for update skip locked`,
      [id],
    );
    return row ?? null;
  }

  /** A batch was told; the last one begins the counting of who reads it. */
  async told(
    tx: EntityManager,
    id: string,
    batch: { readonly accounts: number; readonly toldTo: string | null; readonly postedAt: Date | null },
  ): Promise<void> {
    await tx.query(
      `update announcement set told_to = coalesce($2, told_to), posted_at = $3, count_next_at = $3, accounts = accounts + $4,
         state = case when $3::timestamptz is null then 'posting' else 'posted' end where id = $1`,
      [id, batch.toldTo, batch.postedAt, batch.accounts],
    );
  }

  /** One whose reach is to be counted anew, null when none is. */
  async toCount(tx: EntityManager, now: Date): Promise<{ id: string; postedAt: Date } | null> {
    const [row] = await tx.query(
      `select id, posted_at from announcement where count_next_at <= $1 order by count_next_at, id limit 1`,
      [now],
    );
    return row ? { id: row.id, postedAt: row.posted_at } : null;
  }

  /** Counts how far one has got and keeps it for the list. */
  async keepReach(tx: EntityManager, id: string, now: Date, next: Date): Promise<void> {
    await tx.query(
      `update announcement w set emailed = ${EMAILED}, seen = ${SEEN}, counted_at = $2, count_next_at = $3 where id = $1`,
      [id, now, next],
    );
  }

  async hold(tx: EntityManager, id: string, because: string): Promise<void> {
    await tx.query(`update announcement set state = 'held', held_because = $2 where id = $1`, [id, because]);
  }

  /** False when it is being told or was told, or is over otherwise. @throws ApiError `not_found` */
  async cancel(tx: EntityManager, id: string, by: string, now: Date): Promise<boolean> {
    const [row] = await tx.query('select state from announcement where id = $1 for update', [id]);
    if (!row) throw notFound('Такого объявления нет');
    if (row.state === 'cancelled') return true;
    if (row.state !== 'scheduled' && row.state !== 'held') return false;
    await tx.query(
      `update announcement set state = 'cancelled', cancelled_at = $2, cancelled_by = $3 where id = $1`,
      [id, now, by],
    );
    return true;
  }

  /** One, its reach counted at this moment. @throws ApiError `not_found` */
  async view(tx: EntityManager, id: string, now: Date): Promise<AnnouncementDto> {
    const [row]: ListedRow[] = await tx.query(`${LISTED} where w.id = $1`, [id]);
    if (!row) throw notFound('Такого объявления нет');
    if (row.accounts === 0) return toDto(row);
    const [reach] = await tx.query(
      `select ${EMAILED} as emailed, ${SEEN} as seen from announcement w where w.id = $1`,
      [id],
    );
    return toDto({ ...row, ...reach, counted_at: now });
  }

  /** What was kept of each: nothing is counted here, however many accounts they told. */
  async list(tx: EntityManager, request: PageRequest) {
    const cursor = cursorOf<[string, string]>(request);
    const rows: ListedRow[] = await tx.query(
      `${LISTED} where $1::timestamptz is null or (w.created_at, w.id) < ($1, $2::uuid)
        order by w.created_at desc, w.id desc limit $3`,
      [cursor?.[0] ?? null, cursor?.[1] ?? null, limitOf(request) + 1],
    );
    return pageOf(rows, request, toDto, (row) => [row.created_at.toISOString(), row.id]);
  }
}

const nameOf = (column: string): string =>
  `coalesce((select m.name from staff_member m where 'staff:' || m.id = ${column}), ${column})`;
const REACH = (states: string): string =>
  `(select count(*)::int from notice n where n.announcement_id = w.id
      and exists (select from notice_delivery d where d.account_id = n.account_id and d.notice_id = n.id and ${states}))`;
const EMAILED = REACH(`d.channel = 'email' and d.state = 'accepted'`);
const SEEN = REACH(`d.state in ('seen', 'acknowledged')`);
const LISTED = `
  select w.*, ${nameOf('w.created_by')} as author, ${nameOf('w.cancelled_by')} as canceller from announcement w`;

interface ListedRow extends AnnouncementRow {
  readonly created_at: Date;
  readonly author: string;
  readonly posted_at: Date | null;
  readonly canceller: string | null;
  readonly held_because: string | null;
  readonly accounts: number;
  readonly emailed: number;
  readonly seen: number;
  readonly counted_at: Date | null;
}

const toDto = (row: ListedRow): AnnouncementDto => ({
  id: row.id,
  kind: row.kind,
  state: row.state,
  audience: row.audience,
  texts: row.texts,
  effectiveOn: row.effective_on,
  effectiveTime: row.effective_time,
  postAt: row.post_at.toISOString(),
  createdAt: row.created_at.toISOString(),
  createdBy: row.author,
  postedAt: row.posted_at?.toISOString() ?? null,
  accounts: row.accounts,
  emailed: row.emailed,
  seen: row.seen,
  countedAt: row.counted_at?.toISOString() ?? null,
  cancelledBy: row.canceller,
  heldBecause: row.held_because,
});
