import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LicenceDesk, MarketRefused, UsageBuffer } from '@rocket-market/product-kit';
import { readConfig } from './config';
import { ContactFiles } from './contact-file';
import { enrolInSandbox, type Enrolment } from './enrol-in-sandbox';
import { createServer } from './server';
import { SignIn } from './sign-in';
import { Watchers } from './watchers';

const PRODUCT = 'duplicate-check';

const config = readConfig();
const { market, dataDir, amocrm } = config;
// eslint-disable-next-line no-restricted-syntax -- a program of its own: it has no Clock of ours.
const signIn = new SignIn(amocrm, () => new Date());
const say = (line: string): void => void process.stderr.write(`Проверка дублей: ${line}\n`);

let enrolment: Enrolment | null =
  config.key === null ? null : { key: config.key, hookSecrets: config.hookSecrets };
let desk: LicenceDesk;
let usage: UsageBuffer;
let opening: Promise<void> | null = null;

const app = createServer({
  desk: () => desk,
  usage: () => usage,
  hookSecrets: () => enrolment?.hookSecrets ?? [],
  signIn,
  watchers: new Watchers(),
  contacts: new ContactFiles(join(dataDir, 'contacts')),
  printKey: (account) => `${amocrm.clientSecret}:${account}`,
  framedBy: framing(market),
  cardDir: fileURLToPath(new URL('card', import.meta.url)),
});
await app.listen({ port: config.port, host: '127.0.0.1' });
const self = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
await open();
process.stdout.write(`Duplicate check at ${self}\n`);

/** On one's own machine the market goes by two names. */
function framing(origin: string): string {
  const { hostname, port } = new URL(origin);
  return hostname === '127.0.0.1' ? `${origin} http://localhost:${port}` : origin;
}

async function open(): Promise<void> {
  enrolment ??= await enrolInSandbox(market, PRODUCT, self);
  const asked = { origin: market, key: enrolment.key, directory: dataDir, onTrouble };
  desk = await LicenceDesk.open({ ...asked, product: PRODUCT, fresh: 5_000 });
  usage = await UsageBuffer.open({
    market: desk.market,
    directory: join(dataDir, 'usage'),
    onRefused: ({ account }, { detail }) => say(`проверка аккаунта ${account} не учтена: ${detail}`),
    onTrouble,
  });
}

/** A reset of the sandbox takes the key away; whoever was enrolled by the sandbox enrols again. */
function onTrouble(trouble: unknown): void {
  say(trouble instanceof Error ? trouble.message : String(trouble));
  const isKeyGone = trouble instanceof MarketRefused && trouble.code === 'unauthenticated';
  if (!isKeyGone || config.key !== null || opening !== null) return;
  opening = (async () => {
    enrolment = null;
    await usage.close();
    await open();
  })()
    .catch((error: Error) => say(error.message))
    .finally(() => (opening = null));
}

async function stop(): Promise<void> {
  await app.close();
  await Promise.all([usage.close(), desk.close()]);
  process.exit(0);
}
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());
