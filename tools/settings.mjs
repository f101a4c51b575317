// @ts-check
// What `npm start` takes from the environment, read once and checked before anything is built.
import { mkdirSync, accessSync, constants } from 'node:fs';
import { connect, createServer } from 'node:net';
import { resolve } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { freePort } from './postgres.mjs';

const PATIENCE = 5_000;

/** A setting that will not do. Its message is one sentence naming the variable, without secrets. */
export class WrongSetting extends Error {}

/**
 * @typedef {object} Settings
 * @property {number} port
 * @property {string} origin where a browser on this machine finds us
 * @property {string} dataDir absolute
 * @property {string | undefined} databaseUrl without it the embedded PostgreSQL is started
 * @property {string | undefined} redisUrl without it wake-ups are timers in the process
 */

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} root what a relative DATA_DIR is relative to
 * @returns {Promise<Settings>}
 * @throws {WrongSetting}
 */
export async function readSettings(env, root) {
  const settings = {
    port: portOf(env.PORT || '3000', 'PORT'),
    origin: '',
    dataDir: folderOf(env.DATA_DIR || '.data', root),
    databaseUrl: urlOf(
      env.DATABASE_URL,
      'DATABASE_URL',
      ['postgres:', 'postgresql:'],
      'postgres://user:password@host:5432/database',
    ),
    redisUrl: urlOf(env.REDIS_URL, 'REDIS_URL', ['redis:', 'rediss:'], 'redis://host:6379'),
  };
  const host = env.HOST && !['0.0.0.0', '::'].includes(env.HOST) ? env.HOST : '127.0.0.1';
  settings.origin = `http://${host}:${settings.port}`;
  await refuseBusyPort(settings.port, 'PORT');
  if (settings.redisUrl) await refuseUnreachableRedis(settings.redisUrl);
  return settings;
}

/**
 * @param {string} text
 * @param {string} variable
 */
function portOf(text, variable) {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (port >= 1 && port <= 65_535) return port;
  throw new WrongSetting(`${variable} — номер порта от 1 до 65535, а не «${text}».`);
}

/**
 * @param {string} path
 * @param {string} root
 */
function folderOf(path, root) {
  const folder = resolve(root, path);
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK | constants.X_OK);
    return folder;
  } catch (error) {
    throw new WrongSetting(`DATA_DIR указывает на ${folder}, а писать туда нельзя (${codeOf(error)}).`);
  }
}

/**
 * @param {string | undefined} text
 * @param {string} variable
 * @param {string[]} protocols
 * @param {string} example
 */
function urlOf(text, variable, protocols, example) {
  if (!text) return undefined;
  // The value itself is not repeated: it may hold a password.
  if (URL.canParse(text) && protocols.includes(new URL(text).protocol) && new URL(text).hostname) return text;
  throw new WrongSetting(`${variable} записывается так: ${example}.`);
}

/**
 * The port a variable names, which must be free; without it the usual one, or any free one when that is taken.
 * @param {string} variable
 * @param {number} usual
 * @throws {WrongSetting}
 */
export async function portFor(variable, usual) {
  const given = process.env[variable];
  if (!given) return (await refusalOf(usual)) ? freePort() : usual;
  const port = portOf(given, variable);
  await refuseBusyPort(port, variable);
  return port;
}

/**
 * @param {number} port
 * @param {string} variable
 */
async function refuseBusyPort(port, variable) {
  const code = await refusalOf(port);
  if (code === 'EADDRINUSE')
    throw new WrongSetting(
      `Порт ${port} (${variable}) занят другой программой: остановите её или задайте другой ${variable}.`,
    );
  if (code === 'EACCES')
    throw new WrongSetting(`Порт ${port} (${variable}) доступен только root: задайте ${variable} от 1024.`);
}

/**
 * @param {number} port
 * @returns {Promise<string>} why nobody can listen there; empty when somebody can
 */
async function refusalOf(port) {
  for (const host of ['127.0.0.1', undefined]) {
    const refusal = await new Promise((done) => {
      const probe = createServer().once('error', done);
      probe.listen({ port, host }, () => probe.close(() => done(undefined)));
    });
    if (['EADDRINUSE', 'EACCES'].includes(codeOf(refusal))) return codeOf(refusal);
  }
  return '';
}

/** @param {string} url */
async function refuseUnreachableRedis(url) {
  const { protocol, hostname, port, username, password } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  const address = { host, port: Number(port || 6379) };
  const words = password
    ? ['AUTH', ...(username ? [username] : []), password].map(decodeURIComponent)
    : ['PING'];
  const answer = await new Promise((done) => {
    const socket = protocol === 'rediss:' ? connectTls({ ...address, servername: host }) : connect(address);
    socket.setTimeout(PATIENCE, () =>
      socket.destroy(Object.assign(new Error(), { code: 'нет ответа за 5 секунд' })),
    );
    socket.once('error', (error) => done(codeOf(error)));
    socket.once(protocol === 'rediss:' ? 'secureConnect' : 'connect', () =>
      socket.write(
        `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`,
      ),
    );
    socket.once('data', (reply) => {
      done(/^\+(PONG|OK)/.test(String(reply)) ? '' : String(reply).slice(1).split(/\r?\n/)[0]);
      socket.destroy();
    });
  });
  if (answer)
    throw new WrongSetting(
      `REDIS_URL указывает на ${host}:${address.port}, но Redis там не отвечает или не пускает (${answer}).`,
    );
}

/**
 * Signs in once; needs the installed packages, so it is asked after the installation.
 * @param {string} url
 * @throws {WrongSetting}
 */
export async function refuseUnreachableDatabase(url) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: PATIENCE });
  try {
    await client.connect();
    await client.query('select 1');
  } catch (error) {
    const { hostname, port, pathname } = new URL(url);
    const where = `${hostname}:${port || 5432}${pathname}`;
    throw new WrongSetting(
      `DATABASE_URL указывает на ${where}, но база не отвечает или не пускает (${codeOf(error) || /** @type {Error} */ (error).message}).`,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** @param {unknown} error */
function codeOf(error) {
  const { code, message } = /** @type {{ code?: string, message?: string }} */ (error ?? {});
  return code ?? message ?? '';
}
