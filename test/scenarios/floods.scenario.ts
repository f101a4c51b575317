import { openOffice, type Office } from '../kit/office';
import { loadApi } from '../kit/api/load-api';
import { Person } from '../kit/person';
import { World } from '../kit/world';

const PRODUCT = 'chats';
const OF_A_PRODUCT = { kind: 'product', productCode: PRODUCT, products: [PRODUCT], scopes: [] } as const;

let world: World;
/** Behind a proxy of ours: whoever comes through it has the address it names. */
let office: Office;
let question: string;
let key: string;
beforeAll(async () => {
  world = await World.open();
  await world.begin('2027-03-01T10:00:00+03:00');
  await world.product(PRODUCT, { price: '100.00' });
  const romashka = await world.account('ООО «Ромашка»');
  question = `/entitlements?account=${romashka.account.amocrmAccountId}`;
  office = await openOffice(world.databaseUrl, { TRUST_PROXY: 'on' });
  const given = await office.administrator.sends('POST', `/products/${PRODUCT}/keys`, {
    body: {},
    key: 'one',
  });
  key = String(given.body['secret']);
});
afterAll(async () => {
  await office?.close();
  await world?.end();
});

/** The status a product hears; `address` is what our proxy wrote, whatever its owner had written before it. */
const asks = async (secret: string, address: string): Promise<number> => {
  const headers = { authorization: `Bearer ${secret}`, 'x-forwarded-for': address };
  return (await new Person(office.url, headers).sends('GET', question)).status;
};
const GUESSED = `rmp_${'guessed'.repeat(5)}`;

/** What counts requests in a process: for those nobody wants to wait for. */
const paceOf = async ({ app }: Office) => {
  const { CallerPace } = await loadApi();
  return app.get(CallerPace, { strict: false });
};

/** Requests are counted by minutes: where one turned in the middle, it is tried again. */
async function withinAMinute(trial: (nth: number) => Promise<number>): Promise<number> {
  let heard = 0;
  for (let tries = 0; tries < 3 && heard !== 429; tries += 1) heard = await trial(tries);
  return heard;
}

it('whoever guesses keys of products is not told that one is right, and writes no address before the one of our proxy', async () => {
  const pace = await paceOf(office);
  let invented = 0;
  const through = (network: string): string => `10.0.0.${(invented += 1)}, ${network}`;
  expect(await asks(key, through('203.0.113.5'))).toBe(200);
  const heard = await withinAMinute(async (nth) => {
    const guesser = `198.51.100.${nth}`;
    // As many guesses as it may make but one, which comes through the door.
    for (let guess = 0; guess < 1_199; guess += 1) pace.wrong(guesser);
    await asks(GUESSED, through(guesser));
    return asks(key, through(guesser));
  });
  expect(heard).toBe(429);
  expect(await asks(key, '203.0.113.6')).toBe(200);
  expect(await asks(GUESSED, '203.0.113.6')).toBe(401);
});

it('a product that asks more than it may of a key is held, from wherever it asks, and no other is', async () => {
  const [known] = await world.sql<{ id: string }>('select id from product_key');
  const issued = await office.administrator.sends('POST', `/products/${PRODUCT}/keys`, {
    body: {},
    key: 'two',
  });
  const pace = await paceOf(office);
  const caller = { ...OF_A_PRODUCT, keyId: known!.id };
  expect(await asks(key, '203.0.113.8')).toBe(200);
  const heard = await withinAMinute(() => {
    // As many as it may, so that the next one is one more.
    expect(() => Array.from({ length: 60_001 }, () => pace.take(caller, '203.0.113.7'))).toThrow();
    return asks(key, '203.0.113.9');
  });
  expect(heard).toBe(429);
  expect(await asks(String(issued.body['secret']), '203.0.113.7')).toBe(200);
});
