import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { AppConfig } from './config';
import { sessionOf, sqlStateOf } from './database';

const CONNECTIONS = 8;
/** Where something is remembered: what the database does not say within this is answered without it. */
const ANSWER_WITHIN_MS = 1_000;
/** Where nothing is. */
const GIVE_UP_AFTER_MS = 5_000;

/** PostgreSQL cannot be reached, or does not answer in time. */
export class DatabaseAway extends Error {}

/**
 * Connections for answers to products only: a report or a run that holds all others keeps no product waiting, and statements are
 * prepared once for each connection.
 */
@Injectable()
export class ProductDatabase implements OnApplicationShutdown {
  /** What a connection beside these has to say as it is opened. */
  readonly session: string;
  private readonly pool: pg.Pool;

  constructor(config: AppConfig, db: DataSource) {
    // A product asks about accounts by their numbers at amoCRM, many in one statement.
    this.session = sessionOf(db);
    this.pool = new pg.Pool({
      connectionString: config.databaseUrl,
      options: this.session,
      max: CONNECTIONS,
      application_name: 'rocket-market products',
      connectionTimeoutMillis: GIVE_UP_AFTER_MS,
      query_timeout: GIVE_UP_AFTER_MS,
      allowExitOnIdle: true,
    });
    // Of a connection nobody uses: the next query makes another or says that it cannot.
    this.pool.on('error', () => undefined);
  }

  /** @throws DatabaseAway */
  async rows<R>(statement: { name: string; text: string }, values: readonly unknown[]): Promise<R[]> {
    try {
      return (await this.pool.query({ ...statement, values: [...values] })).rows as R[];
    } catch (error) {
      throw isAway(error) ? new DatabaseAway() : error;
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}

/** Waits for the database no longer than a second. @throws DatabaseAway when it says nothing in time */
export async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new DatabaseAway()), ANSWER_WITHIN_MS);
  });
  try {
    return await Promise.race([work, late]);
  } catch (error) {
    throw isAway(error) ? new DatabaseAway() : error;
  } finally {
    clearTimeout(timer);
  }
}

/** The server has gone, is starting or stopping, or takes no more connections: nothing is wrong with what was asked. */
function isAway(error: unknown): boolean {
  const state = sqlStateOf(error);
  if (state !== null) return /^(08|57P|53300)/.test(state);
  const { code, message, driverError } = (error ?? {}) as {
    code?: unknown;
    message?: unknown;
    driverError?: unknown;
  };
  if (driverError !== undefined && driverError !== error) return isAway(driverError);
  return (
    (typeof code === 'string' && /^E[A-Z]+$/.test(code)) ||
    (typeof message === 'string' && /timeout|Connection terminated|connection error/i.test(message))
  );
}
