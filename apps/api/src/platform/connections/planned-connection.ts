import pg from 'pg';
import { isPlanRefused } from '../sql-state';
import { PlannedQuestion, type Prepared, type Wire } from './planned-question';
import { PreparedTexts } from './prepared-texts';

/** Plans a connection keeps; the one that was not asked for longest is let go. Each takes the server some tens of kilobytes. */
const MOST_PREPARED = 250;

/** Of this process, for all of its connections to whichever database: names follow from texts. */
const texts = new PreparedTexts();

/**
 * A connection on which statements with values that come again are prepared: parsed and planned by PostgreSQL once. Whether the plan
 * is made for the values each time all the same, PostgreSQL decides by what it costs. A plan refused after a migration is made
 * anew at once, or in the next attempt of the transaction (`withTransaction`).
 */
export class PlannedConnection extends pg.Client {
  /** What is prepared by its name, the one asked last at the end. */
  private readonly prepared = new Map<string, Prepared>();

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as the driver declares it, in a dozen forms
  override query(...question: any[]): any {
    const [text, values] = question as [unknown, unknown];
    if (question.length === 2 && typeof text === 'string' && Array.isArray(values) && values.length > 0)
      return this.askPrepared(text, values);
    return (super.query as (...all: unknown[]) => unknown)(...(question as unknown[]));
  }

  private askPrepared(text: string, values: unknown[]): Promise<unknown> {
    const name = texts.nameOf(text, this.isInTransaction);
    if (name === null) return super.query(text, values);
    const prepared = this.keep(name);
    return new Promise((done, fail) => {
      const told = (error: unknown, result: pg.QueryResult): void => {
        if (!error) return done(result);
        if (!isPlanRefused(error)) return fail(error);
        texts.beginAnew(name);
        if (this.isInTransaction) fail(error);
        else done(super.query(text, values));
      };
      super.query(new PlannedQuestion(text, values, told, prepared));
    });
  }

  private get isInTransaction(): boolean {
    return this.getTransactionStatus() !== 'I';
  }

  private keep(name: string): Prepared {
    const prepared = this.prepared.get(name) ?? { name, columns: null };
    this.prepared.delete(name);
    this.prepared.set(name, prepared);
    if (this.prepared.size > MOST_PREPARED) this.letGo(this.prepared.keys().next().value!);
    return prepared;
  }

  private letGo(eldest: string): void {
    this.prepared.delete(eldest);
    const { connection } = this as unknown as { connection: Wire };
    connection.close({ type: 'S', name: eldest });
    delete connection.parsedStatements[eldest];
  }
}
