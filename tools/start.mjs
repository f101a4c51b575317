// @ts-check
// `npm start`: the whole house on one machine. This is the one process that npm starts, so that a signal to npm
// reaches it; it starts what is missing, waits until it answers and takes everything down again, API first.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bootstrap, ROOT } from './bootstrap.mjs';
import { build } from './build.mjs';
import { startPostgres } from './postgres.mjs';
import { stopRunning } from './process.mjs';
import { portFor, readSettings, refuseUnreachableDatabase, WrongSetting } from './settings.mjs';

const API = join(ROOT, 'dist/apps/api/main.js');
const WORKER = join(ROOT, 'dist/apps/api/worker.js');
const EMULATOR = join(ROOT, 'dist/test/kit/emulator/main.js');
/** The same on every start when it is free: accounts remember the address of their amoCRM. */
const EMULATOR_PORT = 4010;
const SHOPS = join(ROOT, 'dist/test/kit/payment-shops/main.js');
const SHOP_PORTS = { ROBOKASSA_PORT: 4011, YOOKASSA_PORT: 4012 };
const PRODUCT = join(ROOT, 'dist/apps/duplicate-check/main.js');
const PRODUCT_PORT = 4030;
const MAILBOX = join(ROOT, 'dist/test/kit/mailbox/main.js');
const MAILBOX_PORT = 4020;
const READY_WITHIN = 120_000;
const STOPPED_WITHIN = 15_000;

/** An obstacle told in one sentence, without a stack. An empty one has been told already. */
class CannotStart extends Error {}

/** What has been started, in order; stopped from the end. @type {(() => Promise<unknown>)[]} */
const started = [];
let leaving = false;

/** Stops everything once, whatever asks for it first. @param {number} code */
async function leave(code) {
  if (leaving) return;
  leaving = true;
  stopRunning();
  for (const stop of started.reverse()) await stop().catch((error) => console.error(error.message));
  process.exit(code);
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
  process.on(signal, () => {
    if (!leaving) console.log('\nОстанавливаемся…');
    void leave(0);
  });

// Killed by kill -9, npm cannot tell us; the system then gives us another parent.
const parent = process.ppid;
if (process.env.npm_lifecycle_event)
  setInterval(() => void (process.ppid !== parent && leave(1)), 500).unref();

try {
  await start();
} catch (error) {
  if (!leaving) {
    const isPlain = error instanceof WrongSetting || error instanceof CannotStart;
    if (!isPlain || error.message) console.error(isPlain ? `\n${error.message}` : error);
  }
  await leave(1);
}

async function start() {
  const settings = await readSettings(process.env, ROOT);
  bootstrap();
  if (settings.databaseUrl) await refuseUnreachableDatabase(settings.databaseUrl);
  await buildIfStale();
  const { origin } = settings;
  const amo = amoCredentials();
  const product = await sampleProduct(settings);
  const env = {
    PORT: String(settings.port),
    DATA_DIR: settings.dataDir,
    DATABASE_URL: settings.databaseUrl ?? (await embeddedDatabase(settings.dataDir)),
    ...amo,
    // Requests are not what somebody trying the house out wants to read.
    LOG_LEVEL: process.env.LOG_LEVEL || (process.env.NODE_ENV === 'production' ? 'info' : 'warn'),
    ...(await emulator(settings, amo, product)),
    ...(await paymentShops(settings)),
    ...(await mailbox()),
    ...webhooksToThisMachine(),
  };
  const api = run('API', API, env);
  await ready(`${origin}/health/ready`, api);
  // With a Redis the jobs are done by a process of their own, unless the API was told to do them itself.
  if (settings.redisUrl && !process.env.WORKER_INLINE && existsSync(WORKER))
    run('Обработчик заданий', WORKER, env);
  if (product) await startProduct(product);
  console.log(await welcome(origin, { ...env, ...product }));
}

/**
 * A product of somebody else, as a developer would build it, in the card of a lead of the demo: its settings. The sandbox only: it
 * enrols itself.
 * @param {import('./settings.mjs').Settings} settings
 * @returns {Promise<Record<string, string> | null>}
 */
async function sampleProduct({ origin, dataDir }) {
  const { NODE_ENV, SANDBOX = '' } = process.env;
  const isSandbox = NODE_ENV !== 'production' && !['off', 'false', '0'].includes(SANDBOX);
  if (!isSandbox || !existsSync(PRODUCT)) return null;
  const port = await portFor('DUPLICATE_CHECK_PORT', PRODUCT_PORT);
  return {
    DUPLICATE_CHECK_PORT: String(port),
    DUPLICATE_CHECK_DATA: join(dataDir, 'duplicate-check'),
    DUPLICATE_CHECK_AMO_CLIENT_ID: '11111111-1111-4111-8111-111111111111',
    DUPLICATE_CHECK_AMO_CLIENT_SECRET: 'sandbox-secret-of-another-integration',
    MARKET_ORIGIN: origin,
    PRODUCT_CARD_URL: `http://127.0.0.1:${port}/card/`,
  };
}

/** @param {Record<string, string>} env */
async function startProduct(env) {
  const child = run('Пример продукта', PRODUCT, env, 'pipe');
  if (!(await saidBy(child, /Duplicate check at (\S+)/)))
    throw new CannotStart(leaving ? '' : 'Пример продукта не назвал своего адреса.');
}

async function buildIfStale() {
  if (leaving) return;
  const { ok, built, output } = await build();
  if (!ok) throw new CannotStart(`${output}\nСборка не удалась: причина выше.`);
  if (built) console.log('Собрано.');
  if (!existsSync(API)) throw new CannotStart('После сборки нет dist/apps/api/main.js: запускать нечего.');
}

/** @param {string} dataDir */
async function embeddedDatabase(dataDir) {
  const folder = join(dataDir, 'postgres');
  console.log(`База данных: встроенный PostgreSQL, данные в ${folder}`);
  const postgres = await startPostgres({ dataDir: folder }).catch((error) => {
    throw new CannotStart(error.message);
  });
  started.push(postgres.stop);
  return postgres.url;
}

/**
 * Our integration as amoCRM knows it: the API and the emulator have to agree.
 * @returns {Record<string, string>}
 */
function amoCredentials() {
  if (process.env.NODE_ENV === 'production') return {};
  return {
    AMO_CLIENT_ID: process.env.AMO_CLIENT_ID || '00000000-0000-4000-8000-000000000000',
    AMO_CLIENT_SECRETS: process.env.AMO_CLIENT_SECRETS || 'sandbox-client-secret',
  };
}

/**
 * The amoCRM that the demo page plays with, when it was built and nobody named another.
 * @param {import('./settings.mjs').Settings} settings
 * @param {Record<string, string>} amo
 * @param {Record<string, string> | null} product
 * @returns {Promise<Record<string, string>>}
 */
async function emulator({ origin, dataDir }, { AMO_CLIENT_ID, AMO_CLIENT_SECRETS }, product) {
  if (process.env.AMO_EMULATOR_URL || !existsSync(EMULATOR) || !AMO_CLIENT_ID || !AMO_CLIENT_SECRETS)
    return {};
  const port = await portFor('EMULATOR_PORT', EMULATOR_PORT);
  const child = run(
    'Эмулятор amoCRM',
    EMULATOR,
    {
      ...product,
      EMULATOR_PORT: String(port),
      EMULATOR_STATE: join(dataDir, 'amocrm-emulator.json'),
      API_URL: origin,
      AMO_CLIENT_ID,
      // The newest of several is the one in use.
      AMO_CLIENT_SECRET: AMO_CLIENT_SECRETS.split(',')[0]?.trim() ?? '',
    },
    'pipe',
  );
  const address = await saidBy(child, /(https?:\/\/[^\s"']+)/);
  if (!address) throw new CannotStart(leaving ? '' : 'Эмулятор amoCRM не назвал своего адреса.');
  return { AMO_EMULATOR_URL: address };
}

/**
 * The mailbox that takes the letters of the sandbox, when nobody named a mail server.
 * @returns {Promise<Record<string, string>>}
 */
async function mailbox() {
  if (process.env.NODE_ENV === 'production' || process.env.SMTP_URL || !existsSync(MAILBOX)) return {};
  const port = await portFor('MAILBOX_PORT', MAILBOX_PORT);
  const child = run('Почта песочницы', MAILBOX, { MAILBOX_PORT: String(port) }, 'pipe');
  const [page, smtp] = (await saidBy(child, /Mailbox at (\S+ takes \S+)\n/))?.split(' takes ') ?? [];
  if (!page || !smtp) throw new CannotStart(leaving ? '' : 'Почта песочницы не назвала своего адреса.');
  return { SMTP_URL: smtp, MAILBOX_URL: page };
}

/**
 * In a sandbox nobody else reaches, web hooks may go to a program that somebody writes on this machine.
 * @returns {Record<string, string>}
 */
function webhooksToThisMachine() {
  const { NODE_ENV, SANDBOX = '', HOST = '127.0.0.1', WEBHOOKS_TO_LOOPBACK } = process.env;
  const isSandbox = NODE_ENV !== 'production' && !['off', 'false', '0'].includes(SANDBOX);
  const isMineAlone = ['', '127.0.0.1', 'localhost', '::1'].includes(HOST);
  return isSandbox && isMineAlone && !WEBHOOKS_TO_LOOPBACK ? { WEBHOOKS_TO_LOOPBACK: 'on' } : {};
}

/**
 * Shops to pay by card at, when nobody named real ones: pages where a person clicks "pay" or "decline".
 * @param {import('./settings.mjs').Settings} settings
 * @returns {Promise<Record<string, string>>}
 */
async function paymentShops({ origin }) {
  if (process.env.NODE_ENV === 'production' || process.env.PAYMENT_SHOPS || !existsSync(SHOPS)) return {};
  const ports = Object.entries(SHOP_PORTS).map(async ([name, usual]) => [
    name,
    String(await portFor(name, usual)),
  ]);
  const env = { API_URL: origin, ...Object.fromEntries(await Promise.all(ports)) };
  const settings = await saidBy(run('Двойники платёжных систем', SHOPS, env, 'pipe'), /PAYMENT_SHOPS=(.+)\n/);
  if (!settings) throw new CannotStart(leaving ? '' : 'Двойники платёжных систем не назвали своих адресов.');
  return { PAYMENT_SHOPS: settings };
}

/**
 * The first thing a child says that looks like this, or undefined when it ends or is silent.
 * @param {import('node:child_process').ChildProcess} child
 * @param {RegExp} pattern with one group
 * @returns {Promise<string | undefined>}
 */
function saidBy(child, pattern) {
  return new Promise((found) => {
    let said = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      said += text;
      const match = pattern.exec(said);
      if (match) found(match[1]);
    });
    child.once('exit', () => found(undefined));
    setTimeout(() => found(undefined), 20_000).unref();
  });
}

/**
 * Starts one of our programs as a child that never outlives this process.
 * @param {string} name
 * @param {string} file
 * @param {Record<string, string>} env
 * @param {'inherit' | 'pipe'} [output]
 */
function run(name, file, env, output = 'inherit') {
  if (leaving) throw new CannotStart('');
  const child = spawn(
    process.execPath,
    ['--import', new URL('leave-with-parent.mjs', import.meta.url).href, file],
    {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', output, 'inherit', 'ipc'],
      // In a group of its own: Ctrl-C reaches this process alone, which ends the children in order.
      detached: true,
    },
  );
  const ended = new Promise((done) => child.once('exit', done));
  child.once('exit', (code, signal) => {
    if (leaving) return;
    console.error(`\n${name}: процесс завершился (${signal ?? `код ${code}`}), останавливаем остальное.`);
    void leave(code || 1);
  });
  started.push(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const impatient = setTimeout(() => child.kill('SIGKILL'), STOPPED_WITHIN);
    await ended;
    clearTimeout(impatient);
  });
  return child;
}

/**
 * Waits until the API says that everything it leans on is there.
 * @param {string} url
 * @param {import('node:child_process').ChildProcess} api
 */
async function ready(url, api) {
  let last = 'не отвечает';
  for (const deadline = performance.now() + READY_WITHIN; performance.now() < deadline; await sleep(150)) {
    // Its end has been reported and everything is being stopped.
    if (leaving || api.exitCode !== null) throw new CannotStart('');
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
    if (response?.ok) return;
    if (response) last = `${response.status} ${await response.text().catch(() => '')}`.trim();
  }
  throw new CannotStart(`API не готов за ${READY_WITHIN / 1000} секунд: ${url}: ${last}`);
}

/**
 * @param {string} origin
 * @param {Record<string, string>} env
 */
async function welcome(origin, env) {
  const logins = await sandboxLogins(origin);
  const width = Math.max(0, ...logins.map(({ role }) => role.length));
  return [
    '',
    'Rocket Market работает.',
    '',
    `  Личный кабинет и панель:  ${origin}/`,
    `  Демо виджета в amoCRM:    ${origin}/demo`,
    ...(env.PRODUCT_CARD_URL ? ['    (в карточке сделки — пример чужого продукта: «Проверка дублей»)'] : []),
    `  Документация API:         ${origin}/api/docs`,
    ...(env.MAILBOX_URL ? [`  Почта песочницы:          ${env.MAILBOX_URL}`] : []),
    ...(env.AMO_EMULATOR_URL ? [`  Эмулятор amoCRM:          ${env.AMO_EMULATOR_URL}`] : []),
    ...(logins.length > 0 ? ['', 'Вход для сотрудников (песочница):', ''] : []),
    ...logins.map(({ role, email, password }) => `  ${role.padEnd(width)}  ${email}  ${password}`),
    '',
    'Остановить: Ctrl-C.',
    '',
  ].join('\n');
}

/**
 * @param {string} origin
 * @returns {Promise<{ role: string, email: string, password: string }[]>} none outside the sandbox
 */
async function sandboxLogins(origin) {
  const response = await fetch(`${origin}/api/v1/sandbox/logins`).catch(() => undefined);
  if (!response?.ok) return [];
  /** @type {any} */
  const body = await response.json().catch(() => []);
  const logins = Array.isArray(body) ? body : (body.items ?? []);
  return logins.filter((/** @type {any} */ login) => login.role && login.email && login.password);
}
