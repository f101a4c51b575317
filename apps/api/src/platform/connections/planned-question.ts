import pg from 'pg';

/** What the driver keeps of the columns it was told of, and how each is read. */
interface Columns {
  readonly fields: readonly unknown[];
  readonly _parsers: readonly unknown[];
  readonly _prebuiltEmptyResultObject: object;
}

/** A statement that a connection has prepared. */
export interface Prepared {
  readonly name: string;
  /** What it gives: null until PostgreSQL has said so, or when it gives no rows. */
  columns: Columns | null;
}

/** What the driver asks over, as far as a question needs it. */
export interface Wire {
  readonly parsedStatements: Record<string, string>;
  close(what: { type: 'S'; name: string }): void;
  describe(): void;
}

/** The driver's question, whose types do not say what it is made of. */
interface DriversQuestion {
  name: string;
  readonly _result: Columns;
  _accumulateRows: boolean;
  prepare(wire: Wire): void;
  handleRowDescription(told: unknown): void;
}
type Told = (error: unknown, result: pg.QueryResult) => void;
const DriversQuestion = pg.Query as unknown as new (
  text: string,
  values: unknown[],
  told: Told,
) => DriversQuestion & pg.Query;

/**
 * Asks a prepared statement. What its columns are is asked the first time and remembered beside it: PostgreSQL refuses a plan whose
 * columns are no longer the same, so they cannot change under the same name.
 */
export class PlannedQuestion extends DriversQuestion {
  constructor(
    text: string,
    values: unknown[],
    told: Told,
    private readonly prepared: Prepared,
  ) {
    super(text, values, told);
    this.name = prepared.name;
  }

  override prepare(wire: Wire): void {
    const { columns } = this.prepared;
    if (columns === null) return super.prepare(wire);
    Object.assign(this._result, columns);
    this._accumulateRows = true;
    super.prepare(withoutDescription(wire));
  }

  override handleRowDescription(told: unknown): void {
    super.handleRowDescription(told);
    const { fields, _parsers, _prebuiltEmptyResultObject } = this._result;
    this.prepared.columns = { fields, _parsers, _prebuiltEmptyResultObject };
  }
}

const silent = new WeakMap<Wire, Wire>();

/** The same wire, on which nobody asks what the columns are. */
function withoutDescription(wire: Wire): Wire {
  const known = silent.get(wire);
  if (known) return known;
  const made = Object.create(wire, { describe: { value: () => undefined } }) as Wire;
  silent.set(wire, made);
  return made;
}
