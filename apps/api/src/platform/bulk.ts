import type { EntityManager } from 'typeorm';
import { arrayLiteral } from './array-literal';

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

/**
 * Inserts many rows in one statement by `unnest`; does nothing when there are none. `ending` is SQL after the rows, for an
 * `on conflict` clause. Columns that are the same in every row are `same`; one at least differs.
 */
export async function bulkInsert(
  tx: EntityManager,
  table: string,
  columns: readonly (BulkColumn | SameColumn)[],
  ending = '',
): Promise<void> {
  if (columns.some((column) => !isSame(column) && column.values.length === 0)) return;
  const names = columns.map((column) => column.name).join(', ');
  const parameter = (column: BulkColumn | SameColumn, index: number): string =>
    `$${index + 1}::${column.type}${isSame(column) ? '' : '[]'}`;
  const arrays = columns.flatMap((column, index) => (isSame(column) ? [] : [parameter(column, index)]));
  const aliases = columns.flatMap((column, index) => (isSame(column) ? [] : [`c${index}`]));
  const taken = columns.map((column, index) => (isSame(column) ? parameter(column, index) : `c${index}`));
  await tx.query(
    `insert into ${table} (${names}) select ${taken.join(', ')} from unnest(${arrays.join(', ')}) as x(${aliases.join(', ')}) ${ending}`,
    columns.map((column) => (isSame(column) ? column.same : arrayLiteral(column.values))),
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
  const columns = [...keys, ...sets];
  const arrays = columns.map((column, index) => `$${index + 1}::${column.type}[]`).join(', ');
  const assignments = sets.map(({ name }) => `${name} = x.${name}`).join(', ');
  const match = keys.map(({ name }) => `t.${name} = x.${name}`).join(' and ');
  await tx.query(
    `update ${table} t set ${assignments} from unnest(${arrays}) as x(${columns.map((c) => c.name).join(', ')}) where ${match}`,
    columns.map((column) => arrayLiteral(column.values)),
  );
}
