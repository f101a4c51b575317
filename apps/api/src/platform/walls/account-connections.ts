import pg from 'pg';
import type { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { PlannedConnection } from '../connections/planned-connection';
import { fromDatabase } from '../sql-state';
import { EVERYBODY, whoseRows } from './whose-rows';

/**
 * A connection that says whose rows it is about before it is asked anything. It is said in front of the first question, in the
 * same trip to the server, and only when it is another account than before.
 */
class AccountConnection extends PlannedConnection {
  private account: string | null = null;
  private saying: Promise<unknown> | null = null;

  serve(account: string): void {
    if (account === this.account) return;
    this.account = account;
    const saying = super.query(`select set_config('market.account', $1, false)`, [account]);
    saying.catch(() => (this.account = null));
    this.saying = saying;
  }

  /** What is asked first is answered only when it was heard whose rows it is about. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as the driver declares it, in a dozen forms
  override query(...question: any[]): any {
    const answer = (super.query as (...all: unknown[]) => unknown)(...(question as unknown[]));
    const { saying } = this;
    this.saying = null;
    if (!saying) return answer;
    return Promise.all([saying, answer]).then(([, answered]) => answered);
  }
}

const told = (error: unknown): never => {
  throw fromDatabase(error);
};

/**
 * Makes every connection that is taken from a database one of two kinds, by what was said of the work it is for: with the role that
 * sees all accounts, from the pool the database has, or with the role that sees one, from a second pool of the same size. Work of
 * which nothing was said gets none.
 */
export function keepAccountsApart(db: DataSource, settings: pg.PoolConfig): void {
  const driver = db.driver as PostgresDriver;
  const pool = new pg.Pool({ ...settings, Client: AccountConnection, pipeline: true } as pg.PoolConfig);
  // Of a connection nobody uses: the next question makes another or says that it cannot.
  pool.on('error', () => undefined);
  const ofEverybody = driver.obtainMasterConnection.bind(driver);
  driver.obtainMasterConnection = async () => {
    const whose = whoseRows();
    if (whose === EVERYBODY) return (await ofEverybody().catch(told)) as [unknown, () => void];
    const connection = (await pool.connect().catch(told)) as pg.PoolClient & AccountConnection;
    connection.serve(whose);
    return [connection, connection.release.bind(connection)];
  };
  const disconnect = driver.disconnect.bind(driver);
  driver.disconnect = async () => {
    await Promise.all([disconnect(), pool.end()]);
  };
}
