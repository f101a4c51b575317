import type { EntityManager } from 'typeorm';
import { arrayParameter } from './array-parameter';

/** A column of a bulk insert: its SQL array type and the values, one for each row. */
export interface BulkColumn {
  readonly name: string;
  readonly type: string;
  readonly values: readonly unknown[];
}

/** A column that is the same in every row: it goes over the wire once. */
export interface SameColumn {
  readonly name: string;
  readonly type: string;
  readonly same: unknown;
}

const isSame = (column: BulkColumn | SameColumn): column is SameColumn => 'same' in column;

/** Columns whose values turn out to be one and the same go once, too: most rows of a run differ in a few. The first stays a list. */
const saidOnce = (column: BulkColumn | SameColumn, index: number): BulkColumn | SameColumn => {
  if (index === 0 || isSame(column)) return column;
  const [first] = column.values;
  const { name, type } = column;
  return column.values.every((value) => value === first) ? { name, type, same: first } : column;
};

/** Columns as parameters of a statement, and as it reads them from `x`. */
function written(columns: readonly (BulkColumn | SameColumn)[]) {
  const parameter = (column: BulkColumn | SameColumn, index: number): string =>
    `$${index + 1}::${column.type}${isSame(column) ? '' : '[]'}`;
  const lists = columns.flatMap((column, index) => (isSame(column) ? [] : [{ index, column }]));
  return {
    rows: `unnest(${lists.map(({ column, index }) => parameter(column, index)).join(', ')}) as x(${lists.map(({ index }) => `c${index}`).join(', ')})`,
    values: columns.map((column, index) => (isSame(column) ? parameter(column, index) : `x.c${index}`)),
    parameters: columns.map((column) =>
      isSame(column) ? column.same : arrayParameter(column.type, column.values),
    ),
  };
}

/**
 * Inserts many rows in one statement by `unnest`; does nothing when there are none. `ending` is SQL after the rows, for an
 * `on conflict` clause. The first column is a list.
 */
export async function bulkInsert(
  tx: EntityManager,
  table: string,
  columns: readonly (BulkColumn | SameColumn)[],
  ending = '',
): Promise<void> {
  if (columns.some((column) => !isSame(column) && column.values.length === 0)) return;
  const names = columns.map((column) => column.name).join(', ');
  const { rows, values, parameters } = written(columns.map(saidOnce));
  await tx.query(
    `insert into ${table} (${names}) select ${values.join(', ')} from ${rows} ${ending}`,
    parameters,
  );
}

export interface BulkUpdate {
  readonly table: string;
  /** Columns that name the row. */
  readonly keys: readonly BulkColumn[];
  readonly sets: readonly BulkColumn[];
}

/** Updates many rows in one statement; does nothing when there are none. */
export async function bulkUpdate(tx: EntityManager, { table, keys, sets }: BulkUpdate): Promise<void> {
  if (keys[0]!.values.length === 0) return;
  // Rows are found by lists, whatever stands in them.
  const { rows, values, parameters } = written([...keys, ...sets.map((set) => saidOnce(set, 1))]);
  const assignments = sets.map(({ name }, index) => `${name} = ${values[keys.length + index]}`).join(', ');
  const match = keys.map(({ name }, index) => `t.${name} = ${values[index]}`).join(' and ');
  await tx.query(`update ${table} t set ${assignments} from ${rows} where ${match}`, parameters);
}
