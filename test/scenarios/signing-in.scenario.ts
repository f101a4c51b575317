import { routes, type AuditEventDto, type StaffRole } from '@rocket/contracts';
import { TOTP } from 'otpauth';
import { ANNA, PETR, companyInAmocrm, inWidget } from '../kit/amocrm-people';
import { noFaults } from '../kit/amocrm-emulator';
import { AmocrmSignIn, placeOf } from '../kit/amocrm-sign-in';
import type { Customer } from '../kit/customer';
import { Person, type Answer } from '../kit/person';
import { loginOf, type Login } from '../kit/sign-in';
import { World } from '../kit/world';

let world: World;
beforeAll(async () => {
  world = await World.open({ processes: 2, amocrm: true });
});
afterAll(() => world?.end());
beforeEach(() => world.begin('2027-06-01T09:00:00+03:00'));

const BROWSER = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/149.0 Safari/537.36';
const login = (role: StaffRole): Promise<Login> => loginOf(world.stranger, role);
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
    await guesses(email, 1);
    await world.sql('update sign_in_failure set failures = 6');
    expect((await guesses(email, 1))[0]).toMatchObject({ status: 401, body: { code: 'wrong_credentials' } });
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

describe('a second factor of staff', () => {
  /** What the app on a phone shows, `steps` half-minutes from now. */
  const codeOf = (secret: string, steps = 0): string =>
    new TOTP({ secret }).generate({ timestamp: new Date().getTime() + steps * 30_000 });
  const enrol = async (): Promise<{ who: Login; anna: Person; secret: string; codes: string[] }> => {
    const who = await login('accountant');
    const anna = personOf(await signsIn(who));
    const { secret } = await anna.asks(routes.beginSecondFactor, { body: { password: who.password } });
    const body = { code: codeOf(secret) };
    const { recoveryCodes: codes } = await anna.asks(routes.confirmSecondFactor, { body });
    return { who, anna, secret, codes };
  };

  it('is asked for once it is confirmed; a code is good once, at whichever process, and a wrong one costs a wait', async () => {
    const who = await login('accountant');
    const anna = personOf(await signsIn(who));
    const phone = personOf(await signsIn(who, 1));
    expect(await anna.isRefused(routes.beginSecondFactor, { body: { password: 'мимо' } })).toMatchObject({
      code: 'validation_failed',
      errors: [{ path: 'password' }],
    });
    const { secret, address, qr } = await anna.asks(routes.beginSecondFactor, {
      body: { password: who.password },
    });
    expect(address).toContain(secret);
    expect(qr).toMatch(/^data:image\/png;base64,/);
    // Not in use before it is confirmed, and no wrong code confirms it.
    expect((await signsIn(who)).status).toBe(201);
    expect(await anna.isRefused(routes.confirmSecondFactor, { body: { code: '000000' } })).toMatchObject({
      errors: [{ path: 'code' }],
    });
    const first = codeOf(secret);
    const { recoveryCodes } = await anna.asks(routes.confirmSecondFactor, { body: { code: first } });
    expect(recoveryCodes).toHaveLength(10);
    expect((await anna.sends('GET', '/me')).status).toBe(200);
    expect((await phone.sends('GET', '/me')).status).toBe(401);

    expect(await signsIn(who)).toMatchObject({ status: 401, body: { code: 'code_required' } });
    const used = await signsIn({ ...who, code: first });
    expect(used).toMatchObject({ status: 401, body: { code: 'wrong_code', errors: [{ path: 'code' }] } });
    const code = codeOf(secret, 1);
    const both = await Promise.all([signsIn({ ...who, code }, 0), signsIn({ ...who, code }, 1)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 401]);
    await signsIn({ ...who, code: '000000' });
    await world.sql('update sign_in_failure set failures = 6, blocked_until = now()');
    await signsIn({ ...who, code: '000000' });
    expect((await signsIn({ ...who, code: codeOf(secret) })).status).toBe(429);
  });

  it('lets in by each recovery code once, and is given up only by whoever has both', async () => {
    const { who, anna, secret, codes } = await enrol();
    expect((await signsIn({ ...who, code: codes[0]!.toLowerCase().replaceAll('-', ' ') })).status).toBe(201);
    expect((await signsIn({ ...who, code: codes[0] })).status).toBe(401);
    expect((await signsIn({ ...who, code: codes[1] })).status).toBe(201);
    expect(await anna.asks(routes.secondFactor)).toMatchObject({ isOn: true, recoveryCodesLeft: 8 });
    // As if the codes used so far were of yesterday.
    await world.sql('update staff_factor set last_step = 1 where is_confirmed');
    const { password } = who;
    expect(
      await anna.isRefused(routes.removeSecondFactor, { body: { password, code: '000000' } }),
    ).toMatchObject({ errors: [{ path: 'code' }] });
    await anna.asks(routes.removeSecondFactor, { body: { password, code: codeOf(secret) } });
    expect((await signsIn(who)).status).toBe(201);
  });

  it('is kept sealed; one that was lost an administrator takes away unread, with a reason, and its owner is signed out', async () => {
    const { who, anna, secret, codes } = await enrol();
    const [kept] = await world.sql<{ text: string }>(
      `select (select string_agg(f::text, '') from staff_factor f) || (select string_agg(c::text, '') from staff_recovery_code c)
           || (select string_agg(e::text, '') from audit_event e) as text`,
    );
    for (const each of [secret, Buffer.from(secret).toString('hex'), ...codes])
      expect(kept!.text).not.toContain(each);
    const administrator = await world.staff('administrator');
    const { items } = await administrator.asks(routes.staffMembers);
    const row = items.find(({ email }) => email === who.email)!;
    expect(row).toMatchObject({ name: 'Анна Проводкина', hasSecondFactor: true, sessions: 1 });
    const params = { id: row.id };
    for (const other of [anna, await world.staff('support')])
      expect(
        await other.isRefused(routes.resetSecondFactor, { params, body: { reason: 'x' } }),
      ).toMatchObject({
        code: 'forbidden',
      });
    expect(
      await administrator.isRefused(routes.resetSecondFactor, { params, body: {} as never }),
    ).toMatchObject({ errors: [{ path: 'reason' }] });
    const body = { reason: 'Потерян телефон' };
    expect(await administrator.asks(routes.resetSecondFactor, { params, body })).toMatchObject({
      hasSecondFactor: false,
      sessions: 0,
    });
    expect((await anna.sends('GET', '/me')).status).toBe(401);
    expect((await signsIn(who)).status).toBe(201);
    expect((await audit({ action: 'resetSecondFactor', result: 'done' }))[0]).toMatchObject({
      role: 'administrator',
      target: { id: row.id },
      reason: 'Потерян телефон',
    });
  });
});

describe('sessions', () => {
  const enters = async (customer: Customer, process = 0): Promise<Person> => {
    const { url } = await customer.owner.asks(routes.panelLink);
    const body = { token: new URL(url).hash.slice(1) };
    const at = world.urls[process]!;
    const headers = { 'user-agent': BROWSER };
    const answer = await world.stranger.at(at).sends('POST', '/sessions/link', { body, headers });
    return personOf(answer).at(at);
  };

  it('of a person are listed by device and address, and one that is ended is refused at once by every process', async () => {
    const romashka = await world.account('ООО «Ромашка»');
    const [here, there] = [await enters(romashka), await enters(romashka, 1)];
    expect((await there.sends('GET', '/me')).status).toBe(200);
    const { items } = await here.asks(routes.mySessions);
    expect(items).toHaveLength(2);
    expect(items.find(({ isCurrent }) => isCurrent)).toMatchObject({
      device: 'Chrome, Windows',
      address: '127.0.0.1',
    });
    const other = items.find(({ isCurrent }) => !isCurrent)!;
    const params = { id: other.id };
    const vector = await enters(await world.account('ООО «Вектор»'));
    for (const stranger of [vector, await world.staff('administrator')])
      expect(await stranger.isRefused(routes.endMySession, { params })).toMatchObject({ code: 'not_found' });
    await here.asks(routes.endMySession, { params });
    expect((await there.sends('GET', '/me')).status).toBe(401);
    expect(await here.isRefused(routes.endMySession, { params })).toMatchObject({ code: 'not_found' });
    const others = [await enters(romashka), await enters(romashka, 1)];
    expect(await here.asks(routes.endOtherSessions)).toEqual({ ended: 2 });
    for (const person of others) expect((await person.sends('GET', '/me')).status).toBe(401);
    expect((await here.asks(routes.mySessions)).items).toHaveLength(1);
    expect((await vector.sends('GET', '/me')).status).toBe(200);
    expect(await here.isRefused(routes.staffMembers)).toMatchObject({ code: 'forbidden' });
    expect(await here.isRefused(routes.secondFactor)).toMatchObject({ code: 'forbidden' });
  });

  it('of a member of staff an administrator ends, with a reason, but not their own', async () => {
    const administrator = personOf(await signsIn(await login('administrator')));
    const anna = personOf(await signsIn(await login('accountant'), 1));
    const { items } = await administrator.asks(routes.staffMembers);
    const idOf = (role: string): string => items.find((one) => one.role === role)!.id;
    const params = { id: idOf('accountant') };
    expect((await administrator.asks(routes.staffSessions, { params })).items).toMatchObject([
      { device: 'Chrome, Windows', isCurrent: false },
    ]);
    const body = { reason: 'Увольнение' };
    await administrator.asks(routes.endStaffSessions, { params, body });
    expect((await anna.sends('GET', '/me')).status).toBe(401);
    expect(
      await administrator.isRefused(routes.endStaffSessions, { params: { id: idOf('administrator') }, body }),
    ).toMatchObject({ code: 'forbidden' });
  });
});

describe('signing in with amoCRM', () => {
  const ROMASHKA = 31_415_926;
  let accountId: string;
  let browsers: AmocrmSignIn;
  beforeEach(async () => {
    browsers = new AmocrmSignIn(world, BROWSER);
    Object.assign(world.amocrm.faults, noFaults());
    companyInAmocrm(world, ROMASHKA, 'romashka', 'ООО «Ромашка»');
    await world.amocrm.install(ROMASHKA);
    await world.moveTo('2027-06-01T09:00:00+03:00');
    const widget = await inWidget(world, ROMASHKA, ANNA, 'romashka');
    accountId = (await widget.asks(routes.widgetState)).account.id;
  });

  const signsInAs = (user: number, account = ROMASHKA, process = 0) => browsers.as(user, account, process);

  it('opens the panel to whoever amoCRM says they are, with the level they have here, and writes it down', async () => {
    const anna = await signsInAs(ANNA, ROMASHKA, 1);
    expect(placeOf(anna)).toBe('/');
    expect(await browsers.whoOf(anna).asks(routes.me)).toMatchObject({
      name: 'Анна Соколова',
      level: 'owner',
      account: { id: accountId },
    });
    expect(await browsers.whoOf(await signsInAs(PETR)).asks(routes.me)).toMatchObject({
      name: 'Пётр Ильин',
      level: 'viewer',
    });
    expect(
      (await audit({ account: accountId, action: 'amocrmSignIn' })).map(({ actorName, device, result }) => [
        actorName,
        device,
        result,
      ]),
    ).toEqual([
      ['Пётр Ильин', BROWSER, 'done'],
      ['Анна Соколова', BROWSER, 'done'],
    ]);
    const [kept] = await world.sql<{ users: string[] }>(
      'select array_agg(amocrm_user_id::text) as users from amocrm_permission',
    );
    expect(kept!.users).toEqual([String(ANNA)]);
  });

  it('never costs the account its connection, though amoCRM lets the older pair of the same person die', async () => {
    const owner = browsers.whoOf(await signsInAs(ANNA));
    // While she signs in again and again, both processes go on asking amoCRM.
    const at = world.urls.map((url) => owner.at(url));
    await Promise.all([
      ...[0, 1, 0].map((process) => signsInAs(ANNA, ROMASHKA, process)),
      ...[0, 1, 0, 1, 0, 1].map((process) =>
        at[process]!.sends('POST', `/accounts/${accountId}/users/refresh`),
      ),
    ]);
    expect(await owner.asks(routes.readUsers, { params: { id: accountId } })).toMatchObject({
      state: 'connected',
    });
    expect(await world.sql('select kind, state, lease_owner, rotating from amocrm_permission')).toEqual([
      { kind: 'pair', state: 'active', lease_owner: null, rotating: false },
    ]);
    expect(await world.sql(`select * from notice where kind like 'connection%'`)).toEqual([]);
  });

  it('works in the browser that began it alone, once, within ten minutes, and never by the call that installs', async () => {
    const first = await browsers.begins();
    const url = await world.amocrm.authorize(ROMASHKA, first.state, ANNA);
    expect(placeOf(await browsers.comesBack(url, (await browsers.begins()).cookie))).toBe('/?amocrm=stale');
    expect(placeOf(await browsers.comesBack(url, first.cookie))).toBe('/?amocrm=stale');
    expect(
      (await browsers.comesBack(await world.amocrm.authorize(ROMASHKA, 'unknown', ANNA), null)).status,
    ).toBe(403);
    const late = await browsers.begins();
    await world.sql(`update oauth_state set created_at = created_at - interval '601 seconds'`);
    const lateUrl = await world.amocrm.authorize(ROMASHKA, late.state, ANNA);
    expect(placeOf(await browsers.comesBack(lateUrl, late.cookie))).toBe('/?amocrm=stale');
    const forged = await browsers.begins();
    const hook = new URL(await world.amocrm.authorize(ROMASHKA, forged.state, ANNA));
    hook.searchParams.set('from_widget', '1');
    const answer = await browsers.comesBack(hook.href, forged.cookie);
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([200, []]);
    expect(await world.sql('select * from panel_session')).toEqual([]);
  });

  it('says what to do where Rocket is not installed, access is closed, amoCRM is silent or somebody changed their mind', async () => {
    companyInAmocrm(world, 27_182_818, 'vector', 'ООО «Вектор»');
    expect(placeOf(await signsInAs(ANNA, 27_182_818))).toBe('/?amocrm=not_installed');
    expect(await world.sql(`select * from account where amocrm_account_id = 27182818`)).toEqual([]);
    const owner = browsers.whoOf(await signsInAs(ANNA));
    browsers.whoOf(await signsInAs(PETR));
    const { items } = await owner.asks(routes.accountUsers, { params: { id: accountId } });
    const petr = items.find(({ name }) => name === 'Пётр Ильин')!;
    const params = { id: accountId, userId: petr.id };
    await owner.asks(routes.setAccess, { params, body: { access: false } });
    expect(placeOf(await signsInAs(PETR))).toBe('/?amocrm=access_closed');
    const { state, cookie } = await browsers.begins();
    const denied = `${world.url}/api/v1/amocrm/oauth/callback?error=access_denied&state=${state}`;
    expect(placeOf(await browsers.comesBack(denied, cookie))).toBe('/?amocrm=denied');
    world.amocrm.faults.gatewayTimeout = true;
    expect(placeOf(await signsInAs(ANNA))).toBe('/?amocrm=later');
    Object.assign(world.amocrm.faults, noFaults());
    await world.amocrm.uninstall(ROMASHKA);
    await world.moveTo('2027-06-01T09:00:01+03:00');
    expect(placeOf(await signsInAs(ANNA))).toBe('/?amocrm=not_installed');
    expect((await audit({ action: 'amocrmSignIn', result: 'refused' })).map(({ code }) => code)).toEqual([
      'not_installed',
      'later',
      'access_closed',
      'not_installed',
    ]);
  });
});
