import { Injectable } from '@nestjs/common';
import type { SupportDue, SupportStanding, SupportState, SupportWord } from '@rocket/billing';
import type { SupportMessageDto, SupportRequestDto, SupportWaitingDto } from '@rocket/contracts';
import type { DataSource, EntityManager } from 'typeorm';
import { cursorOf, limitOf, pageOf, type PageRequest } from '../platform/cursor';

type Db = DataSource | EntityManager;

interface RequestRow {
  readonly account_id: string;
  readonly account_name: string;
  readonly id: string;
  readonly number: number;
  readonly user_id: string;
  readonly user_name: string;
  readonly subject: string;
  readonly product_code: string | null;
  readonly product_name: string | null;
  readonly channel: SupportRequestDto['channel'];
  readonly written_by_name: string | null;
  readonly asked_at: Date;
  readonly state: SupportState;
  readonly waiting_since: Date | null;
  readonly due_at: Date | null;
  readonly calendar_missing: number | null;
  readonly last_no: number;
  readonly last_at: Date;
}

interface MessageRow {
  readonly no: number;
  readonly at: Date;
  readonly side: 'customer' | 'support';
  readonly author_name: string;
  readonly text: string;
  readonly closes: boolean;
}

export interface NewSupportRequest {
  readonly accountId: string;
  readonly id: string;
  readonly number: number;
  readonly userId: string;
  readonly subject: string;
  readonly productCode: string | null;
  readonly channel: SupportRequestDto['channel'];
  /** Whoever of the staff wrote it down, `staff:<id>`. */
  readonly writtenBy: string | null;
}

/** A request as whoever writes in it finds it. */
export interface FoundSupportRequest {
  readonly number: number;
  /** Who asked. */
  readonly userId: string;
  readonly lastNo: number;
  readonly standing: SupportStanding;
}

const toDto = (row: RequestRow, now: Date): SupportRequestDto => ({
  id: row.id,
  number: row.number,
  account: { id: row.account_id, name: row.account_name },
  subject: row.subject,
  product: row.product_code === null ? null : { code: row.product_code, name: row.product_name! },
  state: row.state,
  askedAt: row.asked_at.toISOString(),
  askedBy: row.user_name,
  channel: row.channel,
  writtenDownBy: row.written_by_name,
  waitingSince: row.waiting_since?.toISOString() ?? null,
  dueAt: row.due_at?.toISOString() ?? null,
  late: row.due_at !== null && row.due_at < now,
  calendarMissing: row.calendar_missing,
  lastAt: row.last_at.toISOString(),
});

const SELECT = `
  select r.*, a.name as account_name, u.name as user_name, p.name as product_name,
         (select s.name from staff_member s where 'staff:' || s.id = r.written_by) as written_by_name
    from support_request r
    join account a on a.id = r.account_id
    join account_user u on u.account_id = r.account_id and u.id = r.user_id
    left join product p on p.code = r.product_code`;

/** Requests to support and what was said in them. Words are only ever added. */
@Injectable()
export class SupportRequestStore {
  async add(
    tx: EntityManager,
    one: NewSupportRequest,
    word: SupportWord,
    { state, waitingSince, due }: SupportStanding,
  ): Promise<void> {
    await tx.query(
      `insert into support_request (account_id, id, number, user_id, subject, product_code, asked_at, state, waiting_since, due_at,
         calendar_missing, last_no, last_at, channel, written_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, $7, $12, $13)`,
      [
        one.accountId,
        one.id,
        one.number,
        one.userId,
        one.subject,
        one.productCode,
        word.at,
        state,
        waitingSince,
        due.at,
        due.calendarMissing,
        one.channel,
        one.writtenBy,
      ],
    );
    await this.say(tx, one, 1, word, `user:${one.userId}`, due);
  }

  /** The next word of a request, and where it leaves it. */
  async write(
    tx: EntityManager,
    one: { readonly accountId: string; readonly id: string },
    no: number,
    word: SupportWord,
    author: string,
    { state, waitingSince, due }: SupportStanding,
  ): Promise<void> {
    await this.say(tx, one, no, word, author, due);
    await tx.query(
      `update support_request set state = $3, waiting_since = $4, due_at = $5, calendar_missing = $6, last_no = $7, last_at = $8
        where account_id = $1 and id = $2`,
      [one.accountId, one.id, state, waitingSince, due.at, due.calendarMissing, no, word.at],
    );
  }

  private async say(
    tx: EntityManager,
    { accountId, id }: { readonly accountId: string; readonly id: string },
    no: number,
    word: SupportWord,
    author: string,
    due: SupportDue,
  ): Promise<void> {
    await tx.query(
      `insert into support_message (account_id, request_id, no, at, side, author, text, closes, due_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [accountId, id, no, word.at, word.side, author, word.text, word.closes, due.at],
    );
  }

  /** Of an account that is locked. */
  async find(tx: EntityManager, accountId: string, id: string): Promise<FoundSupportRequest | null> {
    const [row]: RequestRow[] = await tx.query(
      'select * from support_request where account_id = $1 and id = $2',
      [accountId, id],
    );
    if (!row) return null;
    const due = { at: row.due_at, calendarMissing: row.calendar_missing };
    return {
      number: row.number,
      userId: row.user_id,
      lastNo: row.last_no,
      standing: { state: row.state, waitingSince: row.waiting_since, due },
    };
  }

  async show(db: Db, accountId: string, id: string, now: Date): Promise<SupportRequestDto | null> {
    const [row]: RequestRow[] = await db.query(`${SELECT} where r.account_id = $1 and r.id = $2`, [
      accountId,
      id,
    ]);
    return row ? toDto(row, now) : null;
  }

  /** Whether a person of the account can come in and read what we answer. */
  async mayRead(db: Db, accountId: string, userId: string): Promise<boolean> {
    const rows: unknown[] = await db.query(
      'select 1 from account_user where account_id = $1 and id = $2 and is_active',
      [accountId, userId],
    );
    return rows.length > 0;
  }

  /** Whether an account has or had a product. */
  async hasHad(db: Db, accountId: string, productCode: string): Promise<boolean> {
    const rows: unknown[] = await db.query(
      'select 1 from subscription where account_id = $1 and product_code = $2 limit 1',
      [accountId, productCode],
    );
    return rows.length > 0;
  }

  /** Of one account, what was said last first. */
  async ofAccount(db: Db, accountId: string, request: PageRequest, now: Date) {
    const after = cursorOf<[string, string]>(request);
    const rows: RequestRow[] = await db.query(
      `${SELECT} where r.account_id = $1 and ($2::timestamptz is null or (r.last_at, r.id) < ($2, $3::uuid))
        order by r.last_at desc, r.id desc limit $4`,
      [accountId, after?.[0] ?? null, after?.[1] ?? null, limitOf(request) + 1],
    );
    return pageOf(
      rows,
      request,
      (row) => toDto(row, now),
      (row) => [row.last_at.toISOString(), row.id],
    );
  }

  /** What was said, the newest first. */
  async messages(db: Db, accountId: string, id: string, request: PageRequest) {
    const after = cursorOf<[number]>(request);
    const rows: MessageRow[] = await db.query(
      `select m.no, m.at, m.side, m.text, m.closes,
              coalesce((select s.name from staff_member s where 'staff:' || s.id = m.author),
                       (select u.name from account_user u where u.account_id = m.account_id and 'user:' || u.id = m.author),
                       m.author) as author_name
         from support_message m where m.account_id = $1 and m.request_id = $2 and ($3::integer is null or m.no < $3)
        order by m.no desc limit $4`,
      [accountId, id, after?.[0] ?? null, limitOf(request) + 1],
    );
    return pageOf(
      rows,
      request,
      ({ no, at, side, author_name: author, text, closes }): SupportMessageDto => ({
        no,
        at: at.toISOString(),
        by: side,
        author,
        text,
        closes,
      }),
      (row) => [row.no],
    );
  }

  /** Asked once a minute by everybody at the desk: the index of those that wait holds no others. */
  async waiting(db: Db, now: Date): Promise<SupportWaitingDto> {
    const [row]: [SupportWaitingDto] = await db.query(
      `select count(*)::integer as waiting, (count(*) filter (where due_at < $1))::integer as late
         from support_request where state = 'open'`,
      [now],
    );
    return row;
  }

  /**
   * Open ones first, by when an answer is due; one of which nobody can say it stands where it would if it were due at once, so that it is
   * not forgotten. The others by what was said last.
   */
  async desk(db: Db, request: PageRequest & { readonly state?: SupportState | undefined }, now: Date) {
    const after = cursorOf<[number, number, string]>(request);
    const rows: (RequestRow & { turn: number; place: number })[] = await db.query(
      `select * from (
         select q.*, (q.state <> 'open')::integer as turn,
                round(1000 * case when q.state = 'open' then extract(epoch from coalesce(q.due_at, q.waiting_since))
                                  else -extract(epoch from q.last_at) end)::float8 as place
           from (${SELECT} where $1::text is null or r.state = $1) q) listed
        where $2::integer is null or (turn, place, id) > ($2, $3::float8, $4::uuid)
        order by turn, place, id limit $5`,
      [request.state ?? null, ...(after ?? [null, null, null]), limitOf(request) + 1],
    );
    return pageOf(
      rows,
      request,
      (row) => toDto(row, now),
      (row) => [row.turn, row.place, row.id],
    );
  }
}
