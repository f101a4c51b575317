import { Injectable } from '@nestjs/common';
import type {
  PersonalDataRequestDto,
  PersonalDataRequestKind,
  PersonalDataRequestState,
} from '@rocket/contracts';
import { dayOf, type LocalDate } from '@rocket/kernel';
import type { DataSource, EntityManager } from 'typeorm';
import { cursorOf, limitOf, pageOf, type PageRequest } from '../platform/cursor';

type Db = DataSource | EntityManager;

interface RequestRow {
  readonly account_id: string;
  readonly account_name: string;
  readonly id: string;
  readonly number: string;
  readonly user_id: string;
  readonly user_name: string;
  readonly kind: PersonalDataRequestKind;
  readonly words: string;
  readonly asked_at: Date;
  readonly asked_by: string;
  readonly due_on: LocalDate;
  readonly state: PersonalDataRequestState;
  readonly answered_at: Date | null;
  readonly answered_by: string | null;
  readonly answer: string | null;
  readonly time_zone: string;
}

export interface NewRequest {
  readonly accountId: string;
  readonly id: string;
  /** `ПД-2026-12`. */
  readonly number: string;
  readonly userId: string;
  readonly kind: PersonalDataRequestKind;
  readonly words: string;
  readonly askedBy: string;
  readonly dueOn: LocalDate;
}

export interface RegisterRequest extends PageRequest {
  readonly state?: PersonalDataRequestState | undefined;
}

const toDto = (row: RequestRow, now: Date): PersonalDataRequestDto => ({
  id: row.id,
  number: row.number,
  account: { id: row.account_id, name: row.account_name },
  person: { id: row.user_id, name: row.user_name },
  kind: row.kind,
  words: row.words,
  askedAt: row.asked_at.toISOString(),
  askedBy: row.asked_by,
  dueOn: row.due_on,
  late: row.state === 'waiting' && row.due_on < dayOf(now, row.time_zone),
  state: row.state,
  answeredAt: row.answered_at?.toISOString() ?? null,
  answeredBy: row.answered_by,
  answer: row.answer,
});

const SELECT = `
  select r.*, a.name as account_name, u.name as user_name,
         coalesce((select m.name from staff_member m where 'staff:' || m.id = r.answered_by), r.answered_by) as answered_by, s.time_zone
    from personal_data_request r
    join account a on a.id = r.account_id
    join seller s on s.code = a.seller_code
    join account_user u on u.account_id = r.account_id and u.id = r.user_id`;
/** The register of requests about personal data (8.9.12 of the first offer). */
@Injectable()
export class PersonalDataStore {
  async add(tx: EntityManager, request: NewRequest, now: Date): Promise<void> {
    await tx.query(
      `insert into personal_data_request (account_id, id, number, user_id, kind, words, asked_at, asked_by, due_on, state)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'waiting')`,
      [
        request.accountId,
        request.id,
        request.number,
        request.userId,
        request.kind,
        request.words,
        now,
        request.askedBy,
        request.dueOn,
      ],
    );
  }

  async waiting(
    db: Db,
    accountId: string,
    userId: string,
    kind: PersonalDataRequestKind,
  ): Promise<string | null> {
    const [row] = await db.query(
      `select id from personal_data_request where account_id = $1 and user_id = $2 and kind = $3 and state = 'waiting'`,
      [accountId, userId, kind],
    );
    return row?.id ?? null;
  }

  async find(db: Db, id: string, now: Date): Promise<PersonalDataRequestDto | null> {
    const [row]: RequestRow[] = await db.query(`${SELECT} where r.id = $1`, [id]);
    return row ? toDto(row, now) : null;
  }

  async answer(
    tx: EntityManager,
    accountId: string,
    id: string,
    said: { state: 'done' | 'refused'; by: string; words: string },
    now: Date,
  ): Promise<void> {
    await tx.query(
      `update personal_data_request set state = $3, answered_at = $4, answered_by = $5, answer = $6
        where account_id = $1 and id = $2 and state = 'waiting'`,
      [accountId, id, said.state, now, said.by, said.words],
    );
  }

  /** Of one account, or of one of its people, newest first. */
  async ofAccount(db: Db, accountId: string, userId: string | null, request: PageRequest, now: Date) {
    const after = cursorOf<[string]>(request);
    const rows: RequestRow[] = await db.query(
      `${SELECT} where r.account_id = $1 and ($2::uuid is null or r.user_id = $2) and ($3::uuid is null or r.id < $3)
        order by r.id desc limit $4`,
      [accountId, userId, after?.[0] ?? null, limitOf(request) + 1],
    );
    return pageOf(
      rows,
      request,
      (row) => toDto(row, now),
      (row) => [row.id],
    );
  }

  /** Waiting ones first, the most urgent on top. */
  async register(db: Db, request: RegisterRequest, now: Date) {
    const after = cursorOf<[number, number, string]>(request);
    const rows: (RequestRow & { done: boolean; days: number })[] = await db.query(
      `select * from (select q.*, (q.state <> 'waiting') as done,
                case when q.state = 'waiting' then q.due_on - date '2000-01-01' else -extract(epoch from q.asked_at)::integer end as days
           from (${SELECT} where $1::text is null or r.state = $1) q) listed
        where $2::integer is null or (done::integer, days, id) > ($2, $3::integer, $4::uuid)
        order by done, days, id limit $5`,
      [request.state ?? null, ...(after ?? [null, null, null]), limitOf(request) + 1],
    );
    return pageOf(
      rows,
      request,
      (row) => toDto(row, now),
      (row) => [row.done ? 1 : 0, row.days, row.id],
    );
  }
}
