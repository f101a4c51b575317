import { routes, type AuditEventDto, type StaffMemberDto, type StaffRole } from '@rocket/contracts';
import type { Login } from '../kit/sign-in';
import { loginOf } from '../kit/sign-in';
import { Person, type Answer } from '../kit/person';
import { World } from '../kit/world';

let world: World;
beforeAll(async () => {
  world = await World.open({ processes: 2 });
});
afterAll(() => world?.end());
beforeEach(() => world.begin('2027-06-01T09:00:00+03:00'));

const PASSWORD = 'четыре слова и запятая';
const OLGA = { email: 'olga@rocket.example', name: 'Ольга Сметанина' };
const because = { reason: 'Вышла на работу' };

const secretOf = (url: string): string => {
  const { pathname, hash } = new URL(url);
  expect(pathname).toBe('/enter/password');
  return hash.slice(1);
};
const administrator = (): Promise<Person> => world.staff('administrator');
const takenIn = async (role: StaffRole = 'accountant'): Promise<{ id: string; secret: string }> => {
  const { member, link } = await (
    await administrator()
  ).asks(routes.inviteStaff, { body: { ...OLGA, role, ...because } });
  return { id: member.id, secret: secretOf(link.url) };
};
const sets = (token: string, password = PASSWORD, process = 0): Promise<Answer> =>
  world.stranger.at(world.urls[process]!).sends('POST', '/staff-password', { body: { token, password } });
const signsIn = ({ email, password }: Login): Promise<Answer> =>
  world.stranger.sends('POST', '/sessions', { body: { email, password } });
const signedIn = async (login: Login): Promise<Person> => {
  const answer = await signsIn(login);
  expect(answer.status).toBe(201);
  return new Person(world.url, { cookie: answer.headers.get('set-cookie')!.split(';')[0]! });
};
const asOlga = (password = PASSWORD): Promise<Person> => signedIn({ email: OLGA.email, password });
const statusOf = async (person: Person): Promise<number> => (await person.sends('GET', '/me')).status;
const memberOf = async (id: string): Promise<StaffMemberDto> =>
  (await (await administrator()).asks(routes.staffMembers)).items.find((member) => member.id === id)!;

describe('whoever is taken in', () => {
  it('sets a password by a link that nobody but them has used, and comes in by it', async () => {
    const { id, secret } = await takenIn();
    expect(await memberOf(id)).toMatchObject({ ...OLGA, role: 'accountant', hasPassword: false });
    for (const password of ['?', '!', ''])
      expect([401, 422]).toContain((await signsIn({ email: OLGA.email, password })).status);
    const answer = await sets(secret);
    expect(answer).toMatchObject({ status: 200, body: { email: OLGA.email } });
    expect(await (await asOlga()).asks(routes.me)).toMatchObject({ kind: 'staff', role: 'accountant' });
    expect(await memberOf(id)).toMatchObject({ hasPassword: true, sessions: 1 });
    expect(await sets(secret, 'другой пароль, подлиннее')).toMatchObject({
      status: 401,
      body: { code: 'link_spent' },
    });
  });

  it('is the only one of many at once whose password counts', async () => {
    const { secret } = await takenIn();
    const passwords = Array.from({ length: 6 }, (_, nth) => `пароль номер ${nth}, длинный`);
    const answers = await Promise.all(passwords.map((each, nth) => sets(secret, each, nth % 2)));
    const winners = passwords.filter((_, nth) => answers[nth]!.status === 200);
    expect(winners).toHaveLength(1);
    await signedIn({ email: OLGA.email, password: winners[0]! });
  });

  it('has three days: a link that is over, or that a newer one replaced, sets nothing', async () => {
    const { id, secret } = await takenIn();
    const newer = await (
      await administrator()
    ).asks(routes.makePasswordLink, {
      params: { id },
      body: because,
    });
    expect((await sets(secret)).status).toBe(401);
    const ahead = new Date(newer.expiresAt).getTime() - new Date().getTime();
    expect(Math.round(ahead / 3_600_000)).toBe(72);
    await world.sql(`update staff_password_link set expires_at = now()`);
    expect((await sets(secretOf(newer.url))).status).toBe(401);
  });

  it('is told by the field what a password lacks, and the link stays good', async () => {
    const { secret } = await takenIn();
    expect(await sets(secret, 'коротко')).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'password', message: 'Не короче 12 знаков' }] },
    });
    expect((await sets(secret)).status).toBe(200);
  });

  it('is one person for one e-mail, however it is written', async () => {
    await takenIn();
    const again = { ...OLGA, email: OLGA.email.toUpperCase(), role: 'support', ...because } as const;
    expect(await (await administrator()).isRefused(routes.inviteStaff, { body: again })).toMatchObject({
      status: 409,
      code: 'email_taken',
      errors: [{ path: 'email' }],
    });
  });

  it('is taken in by administrators alone', async () => {
    for (const role of ['support', 'account_manager', 'accountant'] as const)
      expect(
        await (
          await world.staff(role)
        ).isRefused(routes.inviteStaff, { body: { ...OLGA, role: 'administrator', ...because } }),
      ).toMatchObject({ status: 403 });
  });
});

describe('whoever forgot the password', () => {
  it('goes on with the old one until the link is used, and then every session of theirs ends', async () => {
    const { id, secret } = await takenIn();
    await sets(secret);
    const before = await asOlga();
    const link = await (
      await administrator()
    ).asks(routes.makePasswordLink, {
      params: { id },
      body: { reason: 'Забыла пароль' },
    });
    expect(await statusOf(before)).toBe(200);
    await sets(secretOf(link.url), 'совсем новый пароль');
    expect(await statusOf(before)).toBe(401);
    expect((await signsIn({ email: OLGA.email, password: PASSWORD })).status).toBe(401);
    await asOlga('совсем новый пароль');
  });

  it('may change it themself by showing the old one; the session they do it in goes on', async () => {
    const { secret } = await takenIn();
    await sets(secret);
    const [here, elsewhere] = [await asOlga(), await asOlga()];
    const change = (password: string): Promise<Answer> =>
      here.sends('POST', '/me/password', { body: { password, newPassword: 'совсем новый пароль' } });
    expect(await change('не тот пароль')).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'password', message: 'Пароль не подошёл' }] },
    });
    expect((await change(PASSWORD)).status).toBe(204);
    expect([await statusOf(here), await statusOf(elsewhere)]).toEqual([200, 401]);
    await asOlga('совсем новый пароль');
  });
});

describe('whoever is shut out', () => {
  const shut = async (id: string, isDisabled: boolean): Promise<StaffMemberDto> =>
    (await administrator()).asks(routes.changeStaff, {
      params: { id },
      body: { isDisabled, reason: 'Уволилась' },
    });

  it('comes in nowhere at once, by no session, password or link, and is let in again by a person', async () => {
    const { id, secret } = await takenIn();
    await sets(secret);
    const session = await asOlga();
    const link = await (
      await administrator()
    ).asks(routes.makePasswordLink, { params: { id }, body: because });
    expect(await shut(id, true)).toMatchObject({ isDisabled: true, sessions: 0 });
    expect(await statusOf(session)).toBe(401);
    expect((await signsIn({ email: OLGA.email, password: PASSWORD })).status).toBe(401);
    expect((await sets(secretOf(link.url), 'совсем новый пароль')).status).toBe(401);
    expect(
      await (await administrator()).isRefused(routes.makePasswordLink, { params: { id }, body: because }),
    ).toMatchObject({ status: 403 });
    expect(await shut(id, false)).toMatchObject({ isDisabled: false });
    expect((await sets(secretOf(link.url), 'совсем новый пароль')).status).toBe(401);
    await asOlga();
  });

  it('by a new role may at once what it may, and nothing else', async () => {
    const { id, secret } = await takenIn('support');
    await sets(secret);
    const olga = await asOlga();
    expect((await olga.sends('GET', '/staff')).status).toBe(403);
    await (
      await administrator()
    ).asks(routes.changeStaff, {
      params: { id },
      body: { role: 'administrator', reason: 'Заменяет начальника' },
    });
    expect((await olga.sends('GET', '/staff')).status).toBe(200);
  });

  it('is never the last administrator: nobody decides about themself, and of two who shut each other out one is left', async () => {
    const { id, secret } = await takenIn('administrator');
    await sets(secret);
    const olga = await asOlga();
    const seeded = await signedIn(await loginOf(world.stranger, 'administrator'));
    const ids = [id, ((await seeded.asks(routes.me)) as { id: string }).id];
    const body = { isDisabled: true, reason: 'Кто первый' };
    expect(await olga.isRefused(routes.changeStaff, { params: { id }, body })).toMatchObject({ status: 403 });
    const answers = await Promise.all([
      olga.at(world.urls[0]!).sends('PATCH', `/staff/${ids[1]}`, { body }),
      seeded.at(world.urls[1]!).sends('PATCH', `/staff/${ids[0]}`, { body }),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const left = await world.sql<{ n: string }>(
      `select count(*) as n from staff_member where id = any(array[${ids.map((each) => `'${each}'`).join()}]::uuid[]) and disabled_at is null`,
    );
    expect(Number(left[0]!.n)).toBe(1);
  });
});

it('The record of acts says who took whom in, changed what and why, and keeps no secret', async () => {
  const { id, secret } = await takenIn();
  await sets(secret);
  await (
    await administrator()
  ).asks(routes.changeStaff, {
    params: { id },
    body: { role: 'support', reason: 'Перешла в поддержку' },
  });
  const acts: AuditEventDto[] = (await (await administrator()).asks(routes.audit)).items;
  expect(acts.map(({ action, reason, result }) => [action, reason, result])).toEqual([
    ['changeStaff', 'Перешла в поддержку', 'done'],
    ['setPassword', null, 'done'],
    ['inviteStaff', because.reason, 'done'],
  ]);
  expect(acts[0]).toMatchObject({ target: { id }, told: { role: 'support' } });
  const [kept] = await world.sql<{ text: string }>(
    `select string_agg(e::text, '') as text from audit_event e`,
  );
  for (const hidden of [secret, PASSWORD]) expect(kept!.text).not.toContain(hidden);
});
