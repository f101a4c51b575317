import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { onDatabase } from '../kit/clone-database';
import { Program, freePort } from '../kit/house';
import { Person } from '../kit/person';
import { createTestDatabase, type TestDatabase } from '../kit/postgres';

const PUBLIC_URL = 'https://market.example';
const BUILT = resolve(__dirname, '../../dist/apps/api');
const EMAIL = 'anna@market.example';
const PASSWORD = 'четыре слова и запятая';

/** As with customers: no sandbox, so nobody is there whom nobody has taken in. */
const LIVE = {
  NODE_ENV: 'production',
  SANDBOX: '',
  PASSWORD_MEMORY_MIB: '',
  PUBLIC_URL,
  SECRETS_KEY: randomBytes(32).toString('base64'),
  AMO_CLIENT_ID: '00000000-0000-4000-8000-000000000000',
  AMO_CLIENT_SECRETS: 'a secret of the integration',
  AMO_REDIRECT_URI: `${PUBLIC_URL}/api/v1/oauth/callback`,
  AMO_EMULATOR_URL: '',
  WEBHOOKS_TO_LOOPBACK: '',
};

let database: TestDatabase;
let program: Program | undefined;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await program?.end('SIGKILL');
  await database?.drop();
});

const variables = () => ({ ...LIVE, LOG_LEVEL: 'info', DATABASE_URL: database.url, REDIS_URL: '' });
/** The program an operator runs beside the database. */
const byHand = async (...args: string[]): Promise<string[]> =>
  (
    await promisify(execFile)(process.execPath, [`${BUILT}/staff.js`, ...args], {
      env: { ...process.env, ...variables() },
    })
  ).stdout
    .trim()
    .split('\n');

it('The first administrator comes into an empty house by the program beside its database, and a token loads the offers', async () => {
  await expect(byHand('invite', EMAIL, 'Анна', 'owner')).rejects.toThrow(/role/);
  const [link] = await byHand('invite', EMAIL, 'Анна Иванова', 'administrator');
  expect(link).toMatch(/^https:\/\/market\.example\/enter\/password#[\w-]{43}$/);
  await expect(byHand('invite', EMAIL, 'Анна Иванова', 'administrator')).rejects.toThrow(/уже есть/);

  const port = String(await freePort());
  program = await Program.start(process.execPath, [`${BUILT}/main.js`], /Listening at/, {
    ...variables(),
    PORT: port,
  });
  const url = `http://127.0.0.1:${port}`;
  const browser = new Person(url, { origin: PUBLIC_URL });
  const token = new URL(link!).hash.slice(1);
  const set = await browser.sends('POST', '/staff-password', { body: { token, password: PASSWORD } });
  expect(set).toMatchObject({ status: 200, body: { email: EMAIL } });
  const entered = await browser.sends('POST', '/sessions', { body: { email: EMAIL, password: PASSWORD } });
  // Nobody moves money here by a password alone.
  expect(entered).toMatchObject({ status: 201, body: { role: 'administrator', mustEnrol: true } });

  const [bearer] = await byHand('token', EMAIL, '--hours', '2');
  const automation = new Person(url, { authorization: `Bearer ${bearer}` });
  expect((await automation.sends('GET', '/staff')).body).toMatchObject({ items: [{ email: EMAIL }] });
  await onDatabase(database.url, (db) => db.query(`update api_token set expires_at = now()`));
  expect((await automation.sends('GET', '/staff')).status).toBe(401);

  const [again] = await byHand('link', EMAIL);
  expect(again).not.toBe(link);
  expect(again).toMatch(/^https:\/\/market\.example\/enter\/password#/);
}, 120_000);
