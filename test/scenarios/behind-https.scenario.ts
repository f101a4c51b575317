import { openOffice, type Office } from '../kit/office';
import { Person } from '../kit/person';
import { loginOf } from '../kit/sign-in';
import { World } from '../kit/world';

const OURS = 'https://market.example';

let world: World;
let office: Office;
let stranger: Person;
beforeAll(async () => {
  world = await World.open();
  await world.begin('2027-03-01T10:00:00+03:00');
  office = await openOffice(world.databaseUrl, { PUBLIC_URL: OURS, STAFF_SECOND_FACTOR: 'required' });
  stranger = world.stranger.at(office.url);
});
afterAll(async () => {
  await office?.close();
  await world?.end();
});

const signsIn = async () => {
  const body = await loginOf(stranger, 'support');
  return stranger.sends('POST', '/sessions', { body });
};
const cookieOf = (answer: Awaited<ReturnType<typeof signsIn>>): string =>
  answer.headers.get('set-cookie')!.split(';')[0]!;

it('a session is in a cookie that is ours alone: no neighbour sets it, no wire carries it in the clear', async () => {
  const entered = await signsIn();
  expect(entered.headers.get('set-cookie')).toMatch(
    /^__Host-rm_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=43200; Secure$/,
  );
  expect(entered.headers.get('strict-transport-security')).toMatch(/^max-age=31536000/);
  const came = await stranger.sends('GET', '/me', { headers: { cookie: cookieOf(entered) } });
  expect(came.status).toBe(200);
  const renamed = cookieOf(entered).replace('__Host-', '');
  expect((await stranger.sends('GET', '/me', { headers: { cookie: renamed } })).status).toBe(401);
  const begun = await stranger.sends('GET', '/amocrm/sign-in');
  expect(begun.headers.get('set-cookie')).toMatch(/^__Host-rm_amocrm=[^;]+; Path=\/; HttpOnly;.+; Secure$/);
});

it.each([
  [OURS, 204],
  ['https://evil.example', 403],
  ['https://blog.market.example', 403],
  // What is served in the clear under our name is not us.
  ['http://market.example', 403],
  ['null', 403],
])('a browser without Sec-Fetch-Site that is on %s is answered %i', async (origin, status) => {
  const headers = { cookie: cookieOf(await signsIn()), origin, host: 'market.example' };
  expect((await stranger.sends('DELETE', '/sessions/current', { headers })).status).toBe(status);
});

it('staff come to nothing but the setting up of a second factor, and the way out, until they have one', async () => {
  const headers = { cookie: cookieOf(await signsIn()) };
  expect(await stranger.sends('GET', '/accounts', { headers })).toMatchObject({
    status: 403,
    body: { code: 'second_factor_missing' },
  });
  expect((await stranger.sends('GET', '/me', { headers })).status).toBe(200);
  expect((await stranger.sends('DELETE', '/sessions/current', { headers })).status).toBe(204);
});
