import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource, QueryRunner } from 'typeorm';
import { WrongConfig } from '../config';
import { sqlStateOf } from '../sql-state';
import { ROLES, wallsMissing, type TableAsItIs } from './plan-walls';

/** Somebody else made it between our look and our leap: the roles are those of the whole cluster. */
const EXISTS = new Set(['42710', '23505', 'XX000']);
const NOT_ALLOWED = '42501';
/** A statement that waits for a table makes everybody behind it wait: it goes away and comes again. */
const LOCK_TIMEOUT_MS = 500;
const BUSY = new Set(['55P03', '40P01', '40001']);
const ATTEMPTS = 120;

/**
 * Raises what is missing of the walls between accounts: roles, policies and grants, as `plan-walls` wants them for the tables as
 * they are. Run by the owner of the tables after the migrations, under their lock; a table at a time, so that a table in use is
 * waited for and not the other way round. Where all stands, it asks two questions.
 * @returns null when the walls stand, else why they cannot: then rows are kept apart by the code alone, and that has to be said
 * @throws WrongConfig when they stand already and this log-in may not pass them: it would see nothing
 */
export async function raiseWalls(db: DataSource): Promise<string | null> {
  const connection = db.createQueryRunner();
  try {
    const why = await rolesOf(connection);
    const tables = await tablesOf(connection);
    if (why === null) {
      await openSchema(connection);
      for (const table of tables) await raise(connection, table);
    } else if (tables.some(({ isWalled }) => isWalled))
      throw new WrongConfig(
        `DATABASE_URL names a log-in that cannot pass the walls of this database: ${why}.`,
      );
    return why;
  } finally {
    await connection.release();
  }
}

async function rolesOf(db: QueryRunner): Promise<string | null> {
  try {
    for (const role of Object.values(ROLES)) await haveRole(db, role);
    return null;
  } catch (error) {
    if (sqlStateOf(error) !== NOT_ALLOWED) throw error;
    return `it may not make or take the roles ${Object.values(ROLES).join(' and ')}; let an administrator of PostgreSQL run the lines of docs/runbook.md, «Walls between accounts»`;
  }
}

/** A member may become the role and has nothing of it before: a connection that says nothing sees nothing. */
async function haveRole(db: QueryRunner, role: string): Promise<void> {
  const [{ known, knows_options: knowsOptions }] = (await db.query(
    `select exists (select from pg_roles where rolname = $1) as known,
            current_setting('server_version_num')::int >= 160000 as knows_options`,
    [role],
  )) as [{ known: boolean; knows_options: boolean }];
  if (!known) await db.query(`create role ${role} nologin`).catch(unless(EXISTS));
  const [{ may }] = (await db.query(`select pg_has_role(current_user, $1, $2) as may`, [
    role,
    knowsOptions ? 'set' : 'member',
  ])) as [{ may: boolean }];
  if (may) return;
  const options = knowsOptions ? ' with inherit false, set true' : '';
  await db.query(`grant ${role} to current_user${options}`).catch(unless(EXISTS));
}

const unless =
  (states: ReadonlySet<string>) =>
  (error: unknown): void => {
    if (!states.has(sqlStateOf(error) ?? '')) throw error;
  };

export const TABLES = `
  select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as "isWalled",
         array(select attname::text from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped) as columns,
         array(select polname::text from pg_policy where polrelid = c.oid) as policies,
         array(select r.rolname || ':' || lower(a.privilege_type)
                 from aclexplode(c.relacl) a join pg_roles r on r.oid = a.grantee where r.rolname = any ($1)
                union all
               select r.rolname || ':' || lower(a.privilege_type) || ' (' || string_agg(attname, ', ' order by attnum) || ')'
                 from pg_attribute, aclexplode(attacl) a join pg_roles r on r.oid = a.grantee
                where attrelid = c.oid and r.rolname = any ($1) group by r.rolname, a.privilege_type) as granted,
         array(select event from (values (4, 'insert'), (8, 'delete'), (16, 'update')) as e(bit, event)
                where exists (select from pg_trigger t
                               where t.tgrelid = c.oid and t.tgfoid = to_regproc('public.refuse_change')
                                 and t.tgenabled <> 'D' and t.tgqual is null and cardinality(t.tgattr::int2[]) = 0
                                 and t.tgtype & e.bit <> 0)) as refused
    from pg_class c
   where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
   order by c.relname`;

const tablesOf = async (db: QueryRunner): Promise<TableAsItIs[]> =>
  (await db.query(TABLES, [Object.values(ROLES)])) as TableAsItIs[];

/** A schema that was made anew is nobody's but its owner's. */
async function openSchema(db: QueryRunner): Promise<void> {
  for (const role of Object.values(ROLES)) {
    const [{ may }] = (await db.query(`select has_schema_privilege($1, 'public', 'usage') as may`, [
      role,
    ])) as [{ may: boolean }];
    if (!may) await db.query(`grant usage on schema public to ${role}`);
  }
}

async function raise(db: QueryRunner, table: TableAsItIs): Promise<void> {
  const statements = wallsMissing(table);
  if (statements.length === 0) return;
  for (let attempt = 1; ; attempt += 1)
    try {
      await db.query(
        ['begin', `set local lock_timeout = ${LOCK_TIMEOUT_MS}`, ...statements, 'commit'].join(';\n'),
      );
      return;
    } catch (error) {
      await db.query('rollback');
      if (attempt === ATTEMPTS || !BUSY.has(sqlStateOf(error) ?? '')) throw error;
      await pause(50 * (0.5 + Math.random()));
    }
}
