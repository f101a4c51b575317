import pg from 'pg';
import { isPlanRefused } from '../sql-state';
import { PreparedTexts } from './prepared-texts';

/** Plans a connection keeps; the one that was not asked for longest is let go. Each takes the server some tens of kilobytes. */
const MOST_PREPARED = 250;

/** Of this process, for all of its connections to whichever database: names follow from texts. */
const texts = new PreparedTexts();

/** What the driver keeps of a connection, as far as letting go of a plan needs it. */
interface Wire {
  readonly parsedStatements: Record<string, string>;
  close(what: { type: 'S'; name: string }): void;
}

/**
 * A connection on which statements with values that come again are prepared: parsed and planned by PostgreSQL once. Whether the plan
 * is made for the values each time all the same, PostgreSQL decides by what it costs. A plan refused after a migration is made
 * anew at once, or in the next attempt of the transaction (`withTransaction`).
 */
export class PlannedConnection extends pg.Client {
  /** Names of what is prepared, the one asked last at the end. */
  private readonly prepared = new Set<string>();

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
    this.keep(name);
    return super.query({ name, text, values }).catch((error: unknown) => {
      if (!isPlanRefused(error)) throw error;
      texts.beginAnew(name);
      if (this.isInTransaction) throw error;
      return super.query(text, values);
    });
  }

  private get isInTransaction(): boolean {
    return this.getTransactionStatus() !== 'I';
  }

  private keep(name: string): void {
    this.prepared.delete(name);
    this.prepared.add(name);
    if (this.prepared.size <= MOST_PREPARED) return;
    const [eldest] = this.prepared as Iterable<string>;
    this.prepared.delete(eldest!);
    const { connection } = this as unknown as { connection: Wire };
    connection.close({ type: 'S', name: eldest! });
    delete connection.parsedStatements[eldest!];
  }
}
