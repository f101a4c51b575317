/** The SQLSTATE of a database error (`23505` is a broken unique key), or null when it is something else. */
export function sqlStateOf(error: unknown): string | null {
  const state = codeOf(error);
  return /^[0-9A-Z]{5}$/.test(state) ? state : null;
}

function codeOf(error: unknown): string {
  const { code, driverError } = (error ?? {}) as { code?: unknown; driverError?: { code?: unknown } };
  return String(driverError?.code ?? code ?? '');
}

/** serialization_failure and deadlock_detected: nothing is wrong with what was asked, PostgreSQL asks to try the whole of it again. */
const TRY_AGAIN = new Set(['40001', '40P01']);

export const isToTryAgain = (error: unknown): boolean => TRY_AGAIN.has(sqlStateOf(error) ?? '');

/** data_exception: a value that is not what the statement takes it for. */
export const isValueRefused = (error: unknown): boolean => sqlStateOf(error)?.startsWith('22') ?? false;

/** Shutting down or starting (57P0x), out of disk, memory or connections (53xxx), a connection that broke (08xxx). */
const AWAY_STATES = /^(57P0|53|08)/;
/** Of a connection, whoever it led to. */
const BROKEN = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);
const ofDatabase = new WeakSet<object>();
/** What the driver and TypeORM say without a code when a connection broke under a query. */
const AWAY_WORDS =
  /^(Connection terminated|Query runner already released|Database connection provided by a query runner was already released|Client has encountered a connection error|timeout exceeded when trying to connect)/;

/** Remembers of an error that it came of connecting to the database: a refused connection does not say whose it was. */
export function fromDatabase(error: unknown): unknown {
  if (typeof error === 'object' && error !== null) ofDatabase.add(error);
  return error;
}

/**
 * Whether an error says that the database cannot work now, and nothing of what it was asked: the same may be asked again. A
 * connection that broke counts when it was the database's own: of a statement, or told by `fromDatabase`.
 */
export function isDatabaseAway(error: unknown): boolean {
  const { message, driverError } = (error ?? {}) as { message?: unknown; driverError?: unknown };
  const code = codeOf(error);
  if (BROKEN.has(code)) return driverError !== undefined || ofDatabase.has(error as object);
  return sqlStateOf(error) === null ? AWAY_WORDS.test(String(message)) : AWAY_STATES.test(code);
}

/** undefined_object, internal_error: what types no longer known look like to a plan of before the schema was rebuilt. */
const GONE_STATES = new Set(['42704', 'XX000']);

/**
 * Whether PostgreSQL may have refused a statement because of the plan it has kept of it: a migration has changed what it gives.
 * Asked anew it is planned anew.
 */
export function isPlanRefused(error: unknown): boolean {
  const { routine, driverError } = (error ?? {}) as { routine?: string; driverError?: { routine?: string } };
  return (
    (driverError?.routine ?? routine) === 'RevalidateCachedQuery' || GONE_STATES.has(sqlStateOf(error) ?? '')
  );
}
