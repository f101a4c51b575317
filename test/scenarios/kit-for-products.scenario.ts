import { execFile } from 'node:child_process';
import { copyFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { routes } from '@rocket/contracts';
import { addDays, localDate } from '@rocket/kernel';
import type { Customer } from '../kit/customer';
import { CutLine } from '../kit/cut-line';
import { eventually } from '../kit/house';
import { OutsideProduct } from '../kit/outside-product/outside-product';
import { installPackedKit, lend } from '../kit/outside-product/packed-kit';
import { ProductProgram } from '../kit/product-program';
import { World } from '../kit/world';

interface Decision {
  readonly entitled: boolean;
  readonly source: string;
  readonly reason: string;
}

const HOUR = 3600;
const ROOT = resolve(__dirname, '../..');

let world: World;
let line: CutLine;
let kit: Awaited<ReturnType<typeof installPackedKit>>;
let romashka: Customer;
let key: { keyId: string; secret: string };
let running: OutsideProduct[] = [];
beforeAll(async () => {
  [world, kit] = await Promise.all([World.open(), installPackedKit()]);
  await lend(kit.folder, 'express', '@nestjs/common', 'rxjs', 'reflect-metadata', '@types/node');
  line = await CutLine.to(world.url);
});
afterAll(async () => {
  await line?.end();
  await world?.end();
  await kit?.remove();
});
beforeEach(async () => {
  line.set('open');
  // Licences are dated by the real clock, so the story begins today.
  await world.begin(new Date().toISOString());
  const limits = [{ unit: 'message', included: 1000, per: 'P1M' as const, over: 'refuse' as const }];
  await world.product('sender', { price: '100.00', period: 'P1D', limits });
  romashka = await world.account('ООО «Ромашка»');
  await world.topUp(romashka, '100.00');
  await romashka.connects('sender', { period: 'P1D' });
  const administrator = await world.staff('administrator');
  key = await administrator.asks(routes.createKey, { params: { code: 'sender' } });
});
afterEach(async () => {
  for (const product of running) await product.isKilled();
  running = [];
});

/** Begins a life of the product's back end. In the same folder it is the next life of the same process. */
async function starts(folder: string, settings: { fresh?: number; skew?: number } = {}) {
  const product = await OutsideProduct.start(kit.folder, {
    ...{ origin: line.url, issuer: world.url, key: key.secret, product: 'sender', fresh: 0 },
    directory: join(kit.folder, folder),
    ...settings,
  });
  running.push(product);
  return product;
}

const account = () => romashka.account.amocrmAccountId;
const decides = (product: OutsideProduct) => product.does<Decision>('check', account());
const sends = async (product: OutsideProduct) =>
  (await fetch(`${product.url}/messages`, { method: 'POST', headers: { 'x-account': String(account()) } }))
    .status;
const counted = async () =>
  (await (await ProductProgram.of(world, 'sender')).entitlement(romashka)).limits[0]?.used;

it('the packed kit has types of its own, by which its examples are right', async () => {
  await writeFile(
    join(kit.folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        ...{ module: 'nodenext', target: 'es2022', strict: true, noEmit: true, types: ['node'] },
        ...{ experimentalDecorators: true, emitDecoratorMetadata: true, skipLibCheck: false },
      },
      files: ['guard.ts', 'use.ts'],
    }),
  );
  await copyFile(
    join(kit.folder, 'node_modules/@rocket-market/product-kit/examples/nest.ts'),
    join(kit.folder, 'guard.ts'),
  );
  await writeFile(
    join(kit.folder, 'use.ts'),
    `import { LicenceDesk, type Decision } from '@rocket-market/product-kit';
     const desk = await LicenceDesk.open({ origin: 'https://market.example', key: 'rmp_', product: 'sender' });
     export const decision: Decision = await desk.check(1);
     // @ts-expect-error an account is a number
     await desk.check('1');`,
  );
  const compiler = join(ROOT, 'node_modules/typescript-native/bin/tsc');
  const said = await promisify(execFile)(process.execPath, [compiler, '-p', kit.folder]).catch(
    ({ stdout }: { stdout: string }) => ({ stdout }),
  );
  expect(said.stdout).toBe('');
});

it('a product on the kit lets in who pays, shuts out who ran out of money, and lets in again after a top-up', async () => {
  const sender = await starts('pays');
  expect(await decides(sender)).toMatchObject({ entitled: true, source: 'answer' });
  expect(await sends(sender)).toBe(202);
  const tomorrow = addDays(localDate(await world.today()), 1);
  await world.moveTo(`${tomorrow}T23:00:00+03:00`);
  expect(await romashka.stateOf('sender')).toBe('suspended');
  expect(await decides(sender)).toMatchObject({
    entitled: false,
    reason: 'Продукт приостановлен: пополните баланс',
  });
  expect(await sends(sender)).toBe(402);
  await world.topUp(romashka, '100.00');
  expect(await sends(sender)).toBe(202);
});

it('an answer that was on its way when the news came is not remembered', async () => {
  const sender = await starts('news', { fresh: 60_000 });
  line.set('hold-answers');
  const onItsWay = decides(sender);
  await eventually('the answer is on its way', () => Promise.resolve(line.isHolding));
  const support = await world.staff('support');
  const body = { ground: 'security', reason: 'Проверка' } as const;
  await support.asks(routes.suspendAccount, { params: { id: romashka.id }, body });
  await sender.does('forget', account());
  line.release();
  expect(await onItsWay).toMatchObject({ entitled: true });
  expect(await decides(sender)).toMatchObject({ entitled: false, source: 'answer' });
});

it('while the market cannot be reached the last licence is believed, after a restart too, until its grace is over', async () => {
  const first = await starts('outage');
  await decides(first);
  line.set('cut');
  expect(await decides(first)).toMatchObject({ entitled: true, source: 'licence' });
  await first.does('close');
  await first.isKilled();
  expect(await decides(await starts('outage'))).toMatchObject({ entitled: true, source: 'licence' });
  await running.at(-1)!.isKilled();
  expect(await decides(await starts('outage', { skew: 2 * HOUR }))).toMatchObject({
    ...{ entitled: true, source: 'grace' },
  });
  await running.at(-1)!.isKilled();
  expect(await decides(await starts('outage', { skew: 26 * HOUR }))).toMatchObject({
    ...{ entitled: false, source: 'nothing' },
  });
  // A clock that is behind would believe a licence for longer than it may.
  await running.at(-1)!.isKilled();
  expect(await decides(await starts('outage', { skew: -2 * HOUR }))).toMatchObject({
    ...{ entitled: false, source: 'nothing' },
  });
});

it('use is counted once, though the line was cut, the process was killed and answers were lost', async () => {
  const first = await starts('usage');
  line.set('cut');
  await Promise.all(Array.from({ length: 40 }, () => first.does('add', [account(), 2])));
  await expect(first.does('flush')).rejects.toThrow('MarketUnreachable');
  await first.isKilled();
  const second = await starts('usage');
  await second.does('add', [account(), 1]);
  line.set('lose-answers');
  await expect(second.does('flush')).rejects.toThrow('MarketUnreachable');
  line.set('open');
  expect(await second.does('flush')).toEqual({ answered: 41, refused: 0 });
  expect(await second.does('flush')).toEqual({ answered: 0, refused: 0 });
  expect(await counted()).toBe(81);
});

it('a key that was revoked opens nothing: use waits on disk, and licences are believed no longer than they say', async () => {
  const sender = await starts('revoked');
  await decides(sender);
  await sender.does('add', [account(), 3]);
  const administrator = await world.staff('administrator');
  await administrator.asks(routes.revokeKey, { params: { code: 'sender', id: key.keyId } });
  await expect(sender.does('flush')).rejects.toThrow('MarketRefused unauthenticated');
  expect(await decides(sender)).toMatchObject({ entitled: true, source: 'licence' });
  await sender.does('close');
  await sender.isKilled();
  key = await administrator.asks(routes.createKey, { params: { code: 'sender' } });
  expect(await (await starts('revoked')).does('flush')).toEqual({ answered: 1, refused: 0 });
  expect(await counted()).toBe(3);
});
