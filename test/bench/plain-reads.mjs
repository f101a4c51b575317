// @ts-check
// What our reads are measured against: nothing but node:http and node-pg with prepared statements. It makes the statements ours
// makes, one after another, and prints the answer ours gives.
//   PLAIN='{"databaseUrl":…,"reads":"<file>"}', the file a list of {statements: [{text, values}], answer}; GET /<place in the list>
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import pg from 'pg';

const { databaseUrl, reads } = JSON.parse(process.env.PLAIN ?? '{}');
const pool = new pg.Pool({ connectionString: databaseUrl, max: 8 });
/** @type {{ statements: { text: string, values: unknown[] }[], answer: object }[]} */
const known = JSON.parse(readFileSync(reads, 'utf8'), (_, value) =>
  value?.type === 'Buffer' ? Buffer.from(value.data) : value,
);
const prepared = known.map(({ statements, answer }) => ({
  answer,
  statements: statements.map(({ text, values }) => ({
    name: createHash('sha256').update(text).digest('hex').slice(0, 32),
    text,
    values,
  })),
}));

/** @param {(typeof prepared)[number]} read */
async function answerTo({ statements, answer }) {
  const db = await pool.connect();
  try {
    for (const statement of statements) await db.query(statement);
  } finally {
    db.release();
  }
  return JSON.stringify(answer);
}

const server = createServer((request, response) => {
  const read = prepared[Number((request.url ?? '').slice(1))];
  if (!read) return void response.writeHead(404).end();
  answerTo(read).then(
    (body) => {
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      });
      response.end(body);
    },
    (error) => {
      response.writeHead(500).end(String(error));
    },
  );
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(`Listening at ${typeof address === 'object' ? address?.port : ''}`);
});
