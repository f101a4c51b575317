import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import fc, { type Arbitrary } from 'fast-check';
import { routes } from '@rocket/contracts';
import { bankFile } from '../kit/bank-file';
import { camtFile } from '../kit/camt-file';
import { leavesForRefund, paysByCard } from '../kit/card-refund';
import type { Customer } from '../kit/customer';
import type { Answer, Person } from '../kit/person';
import { World } from '../kit/world';
import { callbackQueries, hookQueries, robokassaForms, uploads, yookassaBodies, type Form } from './parcels';
import { hostileFiles, spoilt } from './spoilt';
import { Watch } from './watch';

/** `npm run fuzz` says how many and from which seed, by a global of Jest. */
const { FUZZ } = globalThis as { FUZZ?: { runs: number; seed: number; report?: string } };
const { runs = 200, seed = 20_261_122 } = FUZZ ?? {};
/** As amoCRM names its accounts; where a code may be traded, and nowhere else. */
const AMO_HOST = /^[a-z0-9-]+\.(?:amocrm\.ru|kommo\.com|amocrm\.com)$/;
/** Answered at once and carried out after: what the last query led to may happen beside this one. */
const CARRIED_OUT_LATER = ['install_hook'];
const PLAIN_FORM = 'application/x-www-form-urlencoded';

let world: World;
let watch: Watch;
let romashka: Customer;
let accountant: Person;
let robokassaNumber: number;
let yookassaId: string;
let balance: string;
const report: Record<string, number> = {};

beforeAll(async () => {
  world = await World.open({ amocrm: true, shops: true });
  await world.begin('2027-01-11T09:00:00+03:00');
  romashka = await world.account('ООО «Ромашка»');
  await romashka.givesRequisites();
  await paysByCard(world, romashka, 'robokassa', '6100.00');
  await paysByCard(world, romashka, 'yookassa', '5200.00');
  accountant = await world.staff('accountant');
  const known = await world.sql<{ number: number | null; provider_id: string | null }>(
    'select number, provider_id from provider_payment',
  );
  robokassaNumber = known.find(({ number }) => number !== null)!.number!;
  yookassaId = known.find(({ provider_id: theirs }) => theirs !== null)!.provider_id!;
  await leavesForRefund(world, romashka, '2027-01-22T09:00:00+03:00');
  balance = await romashka.balance();
  watch = await Watch.of(world.databaseUrl);
});
afterAll(async () => {
  if (FUZZ?.report && watch)
    writeFileSync(
      FUZZ.report.replace(/\.json$/, '-parsers.json'),
      JSON.stringify({ ...report, answers: watch.answers, slowest: watch.slowest }),
    );
  await watch?.end();
  await world?.end();
});

/** Sends what was drawn and collects what may never be, with what led to it; the same seed sends the same. */
async function campaign<T>(
  name: string,
  drawn: Arbitrary<T> | readonly T[],
  send: (one: T) => Promise<Answer>,
  judge: (one: T, answer: Answer) => Promise<readonly string[]> | readonly string[] = () => [],
): Promise<void> {
  const all = Array.isArray(drawn)
    ? (drawn as readonly T[])
    : fc.sample(drawn as Arbitrary<T>, { numRuns: runs, seed });
  const broken: string[] = [];
  for (const one of all) {
    const { answer, troubles } = await watch.over(name, () => send(one), CARRIED_OUT_LATER);
    const found = [...troubles, ...(await judge(one, answer))];
    const shown = Buffer.isBuffer(one) ? one.subarray(0, 2_000).toString('base64') : JSON.stringify(one);
    for (const trouble of found)
      broken.push(`${trouble}: ${answer.status} ${answer.text.slice(0, 300)} after ${shown.slice(0, 3_000)}`);
  }
  report[name] = (report[name] ?? 0) + all.length;
  expect(broken).toEqual([]);
}

const isRefused = (status: number): boolean => status >= 400 && status < 500;

const statement = (bytes: Buffer): Promise<Answer> =>
  accountant.sends('POST', '/bank-statements', {
    bytes,
    headers: { 'content-type': bytes[0] === 0x3c ? 'application/xml' : 'text/plain' },
    key: createHash('sha256').update(bytes).update(String(Math.random())).digest('hex'),
  });

/** What was taken once changes nothing when it comes again. */
async function comesAgain(bytes: Buffer, answer: Answer): Promise<string[]> {
  if (answer.status >= 400) return [];
  const before = await watch.look();
  const again = await statement(bytes);
  if (again.status >= 500) return [`broke when it came again: ${again.status}`];
  const changed = await watch.changedSince(before);
  return changed.filter((table) => ['receipt', 'entry', 'posting', 'document'].includes(table));
}

const payments = async (): Promise<Parameters<typeof bankFile>[0]> =>
  Promise.all(
    ['77.00', '88.10', '99.99'].map((amount) =>
      world.payment({ amount, payer: { name: 'ООО «Плательщик»', inn: '7707083893' }, purpose: 'За услуги' }),
    ),
  );

it('a bank’s file is read whole or refused whole, however it is spoilt, and once however often it comes', async () => {
  const sound = await payments();
  await campaign('bank files', spoilt(bankFile(sound)), statement, comesAgain);
  await campaign('bank files', spoilt(camtFile(sound)), statement, comesAgain);
  await campaign('bank files', hostileFiles(camtFile(sound)), statement);
});

const sendsForm = (path: string) => (form: Form) =>
  world.stranger.sends('POST', path, {
    bytes: Buffer.from(new URLSearchParams(form.pairs.map(([name, value]) => [name, value])).toString()),
    headers: { 'content-type': PLAIN_FORM },
  });

it('a form in the name of Robokassa is believed by its signature alone, and then only when it can be read', async () => {
  await campaign(
    'forms of Robokassa',
    robokassaForms(robokassaNumber, 'pass2'),
    sendsForm('/payments/robokassa/result'),
    ({ isSigned }, { status }) => (isSigned || isRefused(status) ? [] : ['believed without a signature']),
  );
  await campaign(
    'returns from Robokassa',
    robokassaForms(robokassaNumber, 'pass1'),
    ({ pairs }) =>
      world.stranger.sends(
        'GET',
        `/payments/robokassa/return?${new URLSearchParams(pairs.map(([n, v]) => [n, v]))}`,
      ),
    (_form, answer) => leadsOut(answer),
  );
  expect(await romashka.balance()).toBe(balance);
});

it('nothing a notification in the name of YooKassa says is believed', async () => {
  await campaign('notifications of YooKassa', yookassaBodies(yookassaId), (body) =>
    world.stranger.sends('POST', '/payments/yookassa/notifications', { body }),
  );
  expect(await romashka.balance()).toBe(balance);
});

/** Nobody is led to somebody else's page by a link to ours. */
function leadsOut({ headers }: Answer): string[] {
  const place = headers.get('location');
  if (place === null) return [];
  return new URL(place, world.url).origin === world.url ? [] : [`led to ${place}`];
}

it('a browser sent to us by amoCRM, or by anybody, is signed in and led nowhere, and no code goes to a host of others', async () => {
  await campaign(
    'queries of amoCRM',
    callbackQueries,
    (query) => world.stranger.sends('GET', `/amocrm/oauth/callback${query}`),
    (_query, answer) => [
      ...leadsOut(answer),
      ...(/rm_session=[^;]/.test(answer.headers.get('set-cookie') ?? '') ? ['signed in'] : []),
      ...(/<script|onerror/i.test(answer.text) ? ['said markup back'] : []),
    ],
  );
  await campaign(
    'queries of amoCRM',
    hookQueries,
    (query) => world.stranger.sends('GET', `/amocrm/hooks/uninstall${query}`),
    (_query, { status }) => (isRefused(status) ? [] : ['an unsigned hook was believed']),
  );
  const hosts = await world.sql<{ host: string }>('select distinct host from install_hook');
  expect(hosts.map(({ host }) => host).filter((host) => !AMO_HOST.test(host))).toEqual([]);
});

it('an upload is what its bytes say, is given back as it came, and as an attachment', async () => {
  const [correction] = await romashka.documents('correction');
  const path = `/documents/${correction!.id}/signed-copy`;
  await campaign(
    'uploads',
    uploads,
    ({ bytes, type }) => romashka.owner.sends('POST', path, { bytes, headers: { 'content-type': type } }),
    async ({ file }, { status }) => {
      if (status >= 400) return [];
      const copy = await accountant.sends('GET', path);
      const { headers } = copy;
      return [
        ...(isScan(file) ? [] : ['taken for a scan']),
        ...(copy.status === 200 ? [] : [`not given back: ${copy.status}`]),
        ...(/^(?:application\/pdf|image\/(?:jpeg|png))$/.test(headers.get('content-type') ?? '')
          ? []
          : ['typed']),
        ...(headers.get('content-disposition')?.startsWith('attachment;') ? [] : ['shown']),
        ...(headers.get('x-content-type-options') === 'nosniff' ? [] : ['sniffed']),
      ];
    },
  );
});

const isScan = (file: Buffer): boolean =>
  ['%PDF', '\u00ff\u00d8\u00ff', '\u0089PNG'].some((head) => file.toString('latin1').startsWith(head));

it('the books are whole after all of it', async () => {
  expect(await accountant.asks(routes.verifyLedger)).toMatchObject({ broken: [] });
});
