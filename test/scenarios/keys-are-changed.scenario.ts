import { routes } from '@rocket/contracts';
import { ANNA, companyInAmocrm, inWidget } from '../kit/amocrm-people';
import { loadApi } from '../kit/api/load-api';
import { World } from '../kit/world';

const ROMASHKA = 31_415_926;
const keyOf = (byte: number): string => Buffer.alloc(32, byte).toString('base64');

let world: World;
beforeAll(async () => {
  world = await World.open({ amocrm: true, settings: { SECRETS_KEY: keyOf(1) } });
});
afterAll(() => world?.end());

it('a new key seals anew what an older one sealed; then the older one may go (rule 32)', async () => {
  await world.begin('2027-03-01T10:00:00+03:00');
  companyInAmocrm(world, ROMASHKA, 'romashka', 'ООО «Ромашка»');
  await world.amocrm.install(ROMASHKA);
  await world.moveTo('2027-03-01T10:00:00+03:00');
  const widget = await inWidget(world, ROMASHKA, ANNA, 'romashka');
  const { id } = (await widget.asks(routes.widgetState)).account;
  const sealedWith = async (): Promise<string> =>
    (await world.sql<{ key_id: string }>('select key_id from amocrm_permission'))[0]!.key_id;
  const before = await sealedWith();

  const { createApp, listen, readConfig } = await loadApi();
  const readsPeople = async (keys: string): Promise<string> => {
    const config = readConfig({
      NODE_ENV: 'test',
      PORT: '0',
      DATABASE_URL: world.databaseUrl,
      AMO_EMULATOR_URL: world.amocrm.url,
      LOG_LEVEL: 'silent',
      SECRETS_KEY: keys,
    });
    const app = await createApp(config);
    try {
      const support = (await world.staff('support')).at(await listen(app, config));
      return (await support.asks(routes.readUsers, { params: { id } })).state;
    } finally {
      await app.close();
    }
  };
  expect(await readsPeople(`${keyOf(2)},${keyOf(1)}`)).toBe('connected');
  const after = await sealedWith();
  expect(after).not.toBe(before);
  expect(await readsPeople(keyOf(2))).toBe('connected');
});
