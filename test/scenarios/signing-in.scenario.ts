import { routes, type AuditEventDto } from '@rocket/contracts';
import { Person, type Answer } from '../kit/person';
import { World } from '../kit/world';

let world: World;
beforeAll(async () => {
  world = await World.open({ processes: 2 });
});
afterAll(() => world?.end());
beforeEach(() => world.begin('2027-06-01T09:00:00+03:00'));

const BROWSER = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/149.0 Safari/537.36';
const login = async (role: string): Promise<{ email: string; password: string }> => {
  const { items } = await world.stranger.asks(routes.sandboxLogins);
  const { email, password } = items.find((one) => one.role === role)!;
  return { email, password };
};
/** Comes to one of the two processes. */
const signsIn = (body: object, process = 0): Promise<Answer> =>
  world.stranger.at(world.urls[process]!).sends('POST', '/sessions', {
    body,
    headers: { 'user-agent': BROWSER },
  });
/** The person behind the cookie an answer sets. */
const personOf = (answer: Answer): Person =>
  new Person(world.url, { cookie: answer.headers.get('set-cookie')!.split(';')[0]! });
const audit = async (query: Record<string, unknown> = {}): Promise<AuditEventDto[]> =>
  (await (await world.staff('administrator')).asks(routes.audit, { query: query as never })).items;

describe('whoever guesses passwords', () => {
  const guesses = async (email: string, times: number): Promise<Answer[]> => {
    const answers: Answer[] = [];
    for (let guess = 0; guess < times; guess += 1)
      answers.push(await signsIn({ email, password: `guess ${guess}` }, guess % 2));
    return answers;
  };

  it('waits longer and longer, at any of the processes and even with the right password, and is told until when', async () => {
    const { email, password } = await login('support');
    const wrong = await guesses(email, 3);
    await world.sql('update sign_in_failure set failures = 6 where failures = 3');
    wrong.push(...(await guesses(email, 1)));
    expect(wrong.map(({ body }) => body['code'])).toEqual(Array(4).fill('wrong_credentials'));
    const blocked = await signsIn({ email: email.toUpperCase(), password }, 1);
    expect(blocked).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    expect(['6', '7', '8']).toContain(blocked.headers.get('retry-after'));
    expect(blocked.body['detail']).toMatch(
      /^Слишком много неудачных попыток входа\. .+ после \d\d:\d\d:\d\d по /,
    );
    // Ten mistakes later the wait is two minutes; the others come in as before.
    await world.sql(`update sign_in_failure set failures = 10, blocked_until = now() where failures = 7`);
    await guesses(email, 1);
    expect(Number((await signsIn({ email, password })).headers.get('retry-after'))).toBeGreaterThan(100);
    expect((await signsIn(await login('accountant'))).status).toBe(201);
    await world.sql('update sign_in_failure set blocked_until = now()');
    expect((await signsIn({ email, password })).status).toBe(201);
    expect((await guesses(email, 1))[0]!.status).toBe(401);
  });

  it('learns nothing of who works here: an unknown e-mail is answered and blocked alike', async () => {
    const emails = [(await login('support')).email, 'nobody@rocket.example'];
    const [known = [], unknown = []] = await Promise.all(emails.map((email) => guesses(email, 1)));
    await world.sql('update sign_in_failure set failures = 9 where failures = 1');
    for (const [at, answers] of [known, unknown].entries()) answers.push(...(await guesses(emails[at]!, 2)));
    expect(known.map(({ status }) => status)).toEqual([401, 401, 429]);
    const without = (answer: Answer): object => ({ ...answer.body, detail: '', until: '' });
    expect(unknown.map(({ status }) => status)).toEqual(known.map(({ status }) => status));
    expect(unknown.map(without)).toEqual(known.map(without));
  });

  it('gains nothing by sending all guesses at once, nor by trying many e-mails from one address', async () => {
    const { email } = await login('support');
    await guesses(email, 1);
    await world.sql('update sign_in_failure set failures = 8');
    const atOnce = await Promise.all(
      Array.from({ length: 8 }, (_, guess) => signsIn({ email, password: `${guess}` }, guess % 2)),
    );
    expect(atOnce.filter(({ status }) => status === 401)).toHaveLength(1);
    await world.sql(`update sign_in_failure set blocked_until = now()`);
    await world.sql(`update sign_in_failure set failures = 20, failed_at = now()`);
    expect((await signsIn({ email: 'first@rocket.example', password: 'x' })).status).toBe(401);
    expect((await signsIn({ email: 'second@rocket.example', password: 'x' })).status).toBe(429);
  });
});

describe('the record of acts', () => {
  it('names who came in, who was refused and who left, and from where, and keeps no secret', async () => {
    const { email, password } = await login('accountant');
    const accountant = personOf(await signsIn({ email, password }));
    await accountant.sends('DELETE', '/sessions/current');
    expect((await accountant.sends('GET', '/me')).status).toBe(401);
    await signsIn({ email, password: 'мимо' });
    await signsIn({ email: 'my secret password', password: 'мимо' });
    const entered = (await audit()).map(({ action, role, result, code }) => [action, role, result, code]);
    expect(entered).toEqual([
      ['signIn', '', 'refused', 'wrong_credentials'],
      ['signIn', 'accountant', 'refused', 'wrong_credentials'],
      ['signOut', 'accountant', 'done', null],
      ['signIn', 'accountant', 'done', null],
    ]);
    expect((await audit({ action: 'signIn' })).at(-1)).toMatchObject({
      actorName: 'Анна Проводкина',
      address: '127.0.0.1',
      device: BROWSER,
      via: 'session',
    });
    const [kept] = await world.sql<{ text: string }>(
      `select string_agg(e::text, '') as text from audit_event e`,
    );
    for (const secret of [password, 'мимо', 'my secret password']) expect(kept!.text).not.toContain(secret);
  });

  it('names a customer who came by a link, and a link that was over', async () => {
    const romashka = await world.account('ООО «Ромашка»');
    const { url } = await romashka.owner.asks(routes.panelLink);
    const body = { token: new URL(url).hash.slice(1) };
    const enter = () => world.stranger.sends('POST', '/sessions/link', { body });
    await personOf(await enter()).sends('DELETE', '/sessions/current');
    expect((await enter()).status).toBe(401);
    expect(
      (await audit({ account: romashka.id })).map(({ action, role, result }) => [action, role, result]),
    ).toEqual([
      ['signOut', 'owner', 'done'],
      ['exchangeLink', 'owner', 'done'],
    ]);
    expect(await audit({ result: 'refused' })).toMatchObject([
      { action: 'exchangeLink', code: 'link_spent' },
    ]);
  });
});
