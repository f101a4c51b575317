import { Injectable } from '@nestjs/common';
import type { Page, StaffMemberDto, StaffRole } from '@rocket/contracts';
import type { DataSource, EntityManager } from 'typeorm';
import { cursorOf, limitOf, pageOf, type PageRequest } from '../../cursor';
import { NEVER_BY_PASSWORD, NO_PASSWORD_YET } from '../passwords';

type Db = DataSource | EntityManager;

interface StaffMemberRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: StaffRole;
  readonly disabled_at: Date | null;
  readonly has_factor: boolean;
  readonly has_password: boolean;
  readonly sessions: number;
  readonly last_seen_at: Date | null;
}

/** Nobody signs in as the holders of the sandbox's tokens. */
const MEMBERS = `
  select m.id, m.name, m.email, m.role, m.disabled_at, s.sessions, s.last_seen_at,
         m.password_hash <> '${NO_PASSWORD_YET}' as has_password,
         exists (select from staff_factor f where f.staff_id = m.id and f.is_confirmed) as has_factor
    from staff_member m
    left join lateral (select count(*)::int as sessions, max(last_seen_at) as last_seen_at from panel_session p
                        where p.staff_id = m.id and p.expires_at > $1) s on true
   where m.password_hash <> '${NEVER_BY_PASSWORD}'`;

/** Reads members of staff beside their factor and their sessions; never a secret of theirs. */
@Injectable()
export class StaffMemberStore {
  async page(db: Db, request: PageRequest, now: Date): Promise<Page<StaffMemberDto>> {
    const cursor = cursorOf<[string, string]>(request);
    const rows = (await db.query(
      `${MEMBERS} and ($2::text is null or (m.name, m.id) > ($2, $3::uuid)) order by m.name, m.id limit $4`,
      [now, cursor?.[0] ?? null, cursor?.[1] ?? null, limitOf(request) + 1],
    )) as StaffMemberRow[];
    return pageOf(rows, request, toMember, ({ name, id }) => [name, id]);
  }

  async read(db: Db, id: string, now: Date): Promise<StaffMemberDto | null> {
    const [row] = (await db.query(`${MEMBERS} and m.id = $2`, [now, id])) as StaffMemberRow[];
    return row ? toMember(row) : null;
  }
}

const toMember = (row: StaffMemberRow): StaffMemberDto => ({
  id: row.id,
  name: row.name,
  email: row.email,
  role: row.role,
  isDisabled: row.disabled_at !== null,
  hasPassword: row.has_password,
  hasSecondFactor: row.has_factor,
  sessions: row.sessions,
  lastSeenAt: row.last_seen_at?.toISOString() ?? null,
});
