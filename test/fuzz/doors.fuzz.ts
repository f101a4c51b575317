import { writeFileSync } from 'node:fs';
import { routes } from '@rocket/contracts';
import { World } from '../kit/world';
import { knockAsStrangers, knockEverywhere } from './knock';
import { buildTown, type Town } from './town';
import { Watch } from './watch';

/** `npm run fuzz` says how many and from which seed, by a global of Jest. */
const { FUZZ } = globalThis as { FUZZ?: { runs: number; seed: number; report?: string } };
const { runs = 400, seed = 20_261_122 } = FUZZ ?? {};

let world: World;
let town: Town;
let strangers = 0;
beforeAll(async () => {
  world = await World.open();
  town = await buildTown(world);
});
afterAll(() => world?.end());

it('a door is closed to whom it does not admit, and tells a stranger nothing of what is behind it', async () => {
  const { broken, knocks } = await knockAsStrangers(town, seed);
  expect(broken).toEqual([]);
  strangers = knocks;
  expect(strangers).toBeGreaterThan(300);
});

it('whatever is sent to a door is taken or refused, never breaks it, and leaves the books whole', async () => {
  const watch = await Watch.of(world.databaseUrl);
  const { broken, ...figures } = await watched(watch, () => knockEverywhere(town, runs, seed, watch));
  expect(broken).toEqual([]);
  const accountant = await world.staff('accountant');
  expect(await accountant.asks(routes.verifyLedger)).toMatchObject({ broken: [] });
  if (FUZZ?.report)
    writeFileSync(FUZZ.report, JSON.stringify({ ...figures, strangers, slowest: watch.slowest }));
});

async function watched<T>(watch: Watch, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    await watch.end();
  }
}
