import type { EntityManager } from 'typeorm';

/** A column of a bulk insert: its SQL array type and the values, one for each row. */
export interface BulkColumn {
  readonly name: string;
  readonly type: string;
  readonly values: readonly unknown[];
}

/**
 * Inserts many rows in one statement by `unnest`; does nothing when there are none. `ending` is SQL after the rows, for
 * an `on conflict` clause.
 */
export async function bulkInsert(
  tx: EntityManager,
  table: string,
  columns: readonly BulkColumn[],
  ending = '',
): Promise<void> {
  if (columns[0]!.values.length === 0) return;
  const names = columns.map((column) => column.name).join(', ');
  const arrays = columns.map((column, index) => `$${index + 1}::${column.type}[]`).join(', ');
  await tx.query(
    `insert into ${table} (${names}) select * from unnest(${arrays}) ${ending}`,
    columns.map((column) => column.values),
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
    columns.map((column) => column.values),
  );
}
