import type { PoolClient, QueryResult } from 'pg';
import { QueryFailedError, type DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { isToTryAgain } from '../sql-state';
import { requestOfAccount } from '../walls/whose-rows';

/** A question is asked so often when PostgreSQL ended it to break a deadlock, mostly with a migration. */
const ATTEMPTS = 3;

type Taken = [connection: PoolClient, release: () => void];

/** Of a connection that broke while it was held: the question says so, and the pool lets it go. */
const heard = (): void => undefined;

/**
 * Asks what stands in no transaction straight on a connection, without the runner TypeORM makes for each question; and while a
 * request of an account asks one thing after another it keeps its connection, so that whose rows it is about is said once.
 */
export function askStraight(db: DataSource): void {
  const driver = db.driver as PostgresDriver;
  const take = driver.obtainMasterConnection.bind(driver) as () => Promise<Taken>;
  const kept = new WeakMap<object, KeptConnection>();
  const connectionOf = (request: object): KeptConnection => {
    const own = kept.get(request);
    if (own) return own;
    const fresh = new KeptConnection(take(), () => kept.delete(request));
    kept.set(request, fresh);
    return fresh;
  };

  // A transaction goes on where its request stands.
  driver.obtainMasterConnection = () => {
    const request = requestOfAccount();
    const own = request && kept.get(request);
    return own?.isFree ? own.handOver() : take();
  };
  const throughRunner = db.query.bind(db);
  db.query = ((text: string, values: unknown[] | undefined, runner: QueryRunner | undefined) => {
    if (runner) return throughRunner(text, values, runner);
    const request = requestOfAccount();
    return request ? connectionOf(request).ask(text, values) : askOnce(take, text, values);
  }) as DataSource['query'];
  // Of the manager that has no transaction: the same, without a promise of its own around it.
  db.manager.query = ((text: string, values: unknown[] | undefined) =>
    db.query(text, values)) as EntityManager['query'];
}

/** A connection that a request goes on asking. What is asked together goes out together: it pipelines. */
class KeptConnection {
  private asking = 0;
  private isLeaving = false;
  private isOver = false;
  private connection: PoolClient | null = null;
  private readonly taken: Promise<Taken>;

  constructor(
    taken: Promise<Taken>,
    private readonly over: () => void,
  ) {
    this.taken = taken.then((each) => {
      each[0].on('error', heard);
      this.connection = each[0];
      return each;
    });
  }

  /** Nothing it was asked waits for its answer. */
  get isFree(): boolean {
    return this.asking === 0;
  }

  ask(text: string, values: unknown[] | undefined): Promise<unknown> {
    this.asking += 1;
    // A promise for each step of every question was a good part of what a question costs.
    if (this.connection) return answerOn(this.connection, text, values, this.answered);
    return this.taken.then(
      ([connection]) => answerOn(connection, text, values, this.answered),
      (error: unknown) => {
        this.answered();
        throw error;
      },
    );
  }

  private readonly answered = (): void => {
    this.asking -= 1;
    this.leave();
  };

  /** To somebody who gives it back themselves. */
  async handOver(): Promise<Taken> {
    this.isOver = true;
    this.over();
    const [connection, release] = await this.taken;
    connection.removeListener('error', heard);
    return [connection, release];
  }

  /** When nothing more is asked in the same turn, it goes back: no request holds one while it waits for something else. */
  private leave(): void {
    if (this.isLeaving) return;
    this.isLeaving = true;
    setImmediate(() => {
      this.isLeaving = false;
      if (this.isOver || !this.isFree) return;
      this.handOver().then(
        ([, release]) => release(),
        () => undefined,
      );
    });
  }
}

async function askOnce(
  take: () => Promise<Taken>,
  text: string,
  values: unknown[] | undefined,
): Promise<unknown> {
  const [connection, release] = await take();
  connection.on('error', heard);
  return answerOn(connection, text, values, () => {
    connection.removeListener('error', heard);
    release();
  });
}

/** As TypeORM gives and refuses it: rows, and of an UPDATE or DELETE how many there were too. */
function answerOn(
  connection: PoolClient,
  text: string,
  values: unknown[] | undefined,
  answered: () => void,
  attempts = ATTEMPTS,
): Promise<unknown> {
  return connection.query(text, values).then(
    ({ command, rows, rowCount }: QueryResult) => {
      answered();
      return command === 'UPDATE' || command === 'DELETE' ? [rows, rowCount] : rows;
    },
    (error: Error) => {
      // In no transaction, so nothing of it was done.
      if (attempts > 1 && isToTryAgain(error))
        return answerOn(connection, text, values, answered, attempts - 1);
      answered();
      throw new QueryFailedError(text, values, error);
    },
  );
}
