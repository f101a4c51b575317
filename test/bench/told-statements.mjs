// @ts-check
// Loaded before the API (`node --import`): each statement it asks PostgreSQL is written down with its values, one JSON a line.
//   TOLD_STATEMENTS=<file>
import { appendFileSync } from 'node:fs';
import pg from 'pg';

const file = process.env.TOLD_STATEMENTS ?? '';
const { query } = pg.Client.prototype;
/** @param {any[]} given */
pg.Client.prototype.query = function told(...given) {
  const [asked, values] = given;
  const text = typeof asked === 'string' ? asked : asked.text;
  const bound = (Array.isArray(values) ? values : asked.values) ?? [];
  appendFileSync(file, `${JSON.stringify({ text, values: bound })}\n`);
  return Reflect.apply(query, this, given);
};
