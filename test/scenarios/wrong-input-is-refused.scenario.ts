import { createHmac } from 'node:crypto';
import { routes, type RequisitesDto, type Route } from '@rocket/contracts';
import { bankFile, bankFileLines, encodeBankFile } from '../kit/bank-file';
import { rub, type Customer } from '../kit/customer';
import { World } from '../kit/world';

let world: World;
let romashka: Customer;
beforeAll(async () => {
  world = await World.open();
  await world.begin('2027-06-01T09:00:00+03:00');
});
afterAll(() => world?.end());
beforeEach(async () => {
  romashka = await world.account('ООО «Ромашка»');
});

const sendsFile = async (bytes: Uint8Array, key: string) =>
  (await world.staff('accountant')).sends('POST', '/bank-statements', {
    bytes,
    headers: { 'content-type': 'text/plain' },
    key,
  });

describe('a bank file (rules 2, 5)', () => {
  it('with broken documents is taken as far as it is good; the bad ones are listed with line and reason', async () => {
    const payer = { name: 'ООО "РОМАШКА"', inn: romashka.inn };
    const payments = await Promise.all(
      ['100.00', '200.00', '300.00', '400.00'].map((amount) =>
        world.payment({ amount, payer, purpose: 'За услуги' }),
      ),
    );
    const lines = bankFileLines(payments);
    const sumLine = lines.indexOf('Сумма=200.00');
    lines[sumLine] = 'Сумма=двести';
    const startOfThird = lines.lastIndexOf(
      'СекцияДокумент=Платежное поручение',
      lines.indexOf('Сумма=300.00'),
    );
    lines[lines.indexOf('Дата=01.06.2027', startOfThird)] = 'Дата=31.06.2027';

    const result = await world.importsStatement(encodeBankFile(lines));
    expect(result).toMatchObject({ receipts: 2, credited: 0, unallocated: 2, duplicates: 0 });
    expect(result.lines.map(({ receipt }) => receipt.amount.amount)).toEqual(['100.00', '400.00']);
    expect(result.rejected).toHaveLength(2);
    const [badSum, badDate] = result.rejected;
    expect(badSum?.reason).toMatch(/сумма «двести» не читается/i);
    expect(badDate?.reason).toMatch(/31\.06\.2027/);
    expect(badSum!.line).toBeLessThanOrEqual(sumLine + 1);
    expect(badSum!.line).toBeGreaterThan(lines.indexOf('Сумма=100.00'));
    expect(badDate!.line).toBe(startOfThird + 1);

    // The repaired file brings what was missing and nothing twice.
    expect(await world.importsStatement(bankFile(payments))).toMatchObject({
      receipts: 4,
      unallocated: 2,
      duplicates: 2,
      rejected: [],
    });
  });

  it.each([
    ['garbage', Buffer.from([0, 1, 2, 3, 250, 251, 252]), 'statement_unreadable'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'statement_unreadable'],
    ['a web page', Buffer.from('<html><body>Войдите</body></html>'), 'statement_unreadable'],
  ])('that is %s is refused whole', async (_, bytes, code) => {
    const answer = await sendsFile(bytes, `bad-${bytes.length}`);
    expect(answer).toMatchObject({ status: 422, body: { code } });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it('of nothing is refused', async () => {
    expect((await sendsFile(Buffer.alloc(0), 'empty')).status).toBe(422);
  });

  it('is for staff who work with money: neither support nor a customer may send one', async () => {
    const request = { bytes: Buffer.from('x'), headers: { 'content-type': 'text/plain' }, key: 'not-mine' };
    const support = await world.staff('support');
    expect((await support.sends('POST', '/bank-statements', request)).status).toBe(403);
    expect((await romashka.owner.sends('POST', '/bank-statements', request)).status).toBe(403);
    expect((await world.stranger.sends('POST', '/bank-statements', request)).status).toBe(401);
  });
});

describe('an invoice (rule 1)', () => {
  const asks = (amount: unknown) =>
    romashka.owner.sends('POST', `/accounts/${romashka.id}/invoices`, { body: { amount }, key: 'invoice' });

  it('waits for the requisites', async () => {
    expect(await asks(rub('5000.00'))).toMatchObject({ status: 409, body: { code: 'profile_required' } });
    await romashka.givesRequisites();
    expect((await asks(rub('5000.00'))).status).toBe(201);
  });

  it('below the minimum is refused, and one kopeck decides', async () => {
    await romashka.givesRequisites();
    expect(await asks(rub('4999.99'))).toMatchObject({
      status: 422,
      body: { code: 'below_minimum_payment', errors: [{ path: 'amount.amount' }] },
    });
  });

  it.each([
    [rub('-5000.00'), 'amount.amount'],
    [rub('0.00'), 'amount.amount'],
    [rub('5000'), 'amount.amount'],
    [rub('5000.001'), 'amount.amount'],
    [rub('5e3'), 'amount.amount'],
    [{ amount: 5000, currency: 'RUB' }, 'amount.amount'],
    [{ amount: '5000.00', currency: 'EUR' }, 'amount.currency'],
    ['5000.00', 'amount'],
    [undefined, 'amount'],
  ])('of %j is refused by its field', async (amount, path) => {
    await romashka.givesRequisites();
    const answer = await asks(amount);
    expect(answer).toMatchObject({ status: 422, body: { code: 'validation_failed' } });
    expect((answer.body['errors'] as { path: string }[]).map((error) => error.path)).toContain(path);
  });
});

describe('requisites with a wrong digit are refused by their field', () => {
  it.each<[string, Partial<RequisitesDto>]>([
    ['inn', { inn: '7707083894' }],
    ['inn', { inn: '770708389' }],
    ['kpp', { kpp: '77040100' }],
    ['ogrn', { ogrn: '1027700132196' }],
    ['bic', { bic: '144525225' }],
    ['settlementAccount', { settlementAccount: '40702810500000000003' }],
    ['correspondentAccount', { correspondentAccount: '30101810400000000226' }],
    ['emails.0', { emails: ['не почта'] }],
    ['legalName', { legalName: '  ' }],
    ['director', { director: 'Иванов' } as Partial<RequisitesDto>],
  ])('%s: %j', async (path, change) => {
    const answer = await romashka.owner.sends('PUT', `/accounts/${romashka.id}/profile`, {
      body: romashka.requisitesWith(change),
    });
    expect(answer).toMatchObject({ status: 422, body: { code: 'validation_failed' } });
    expect((answer.body['errors'] as { path: string }[]).map((error) => error.path)).toEqual([path]);
  });
});

describe('a field nobody knows is refused everywhere', () => {
  it.each([
    ['POST', '/accounts/:id/invoices', { amount: rub('5000.00') }],
    ['POST', '/accounts/:id/subscriptions', { productCode: 'chat-hub', quantity: 1, period: 'P1M' }],
    ['POST', '/sandbox/accounts', { name: 'А', subdomain: 'a' }],
    ['PUT', '/sandbox/clock', { now: '2027-06-01T09:00:00Z' }],
  ])('%s %s', async (method, path, body) => {
    const answer = await romashka.owner.sends(method, path.replace(':id', romashka.id), {
      body: { ...body, discount: '100%' },
      ...(method === 'POST' ? { key: 'unknown-field' } : {}),
    });
    expect(answer).toMatchObject({
      status: 422,
      body: { code: 'validation_failed', errors: [{ path: 'discount' }] },
    });
  });
});

describe('an Idempotency-Key (money-rules, Once only)', () => {
  const asks = (amount: string, key?: string) =>
    romashka.owner.sends('POST', `/accounts/${romashka.id}/invoices`, {
      body: { amount: rub(amount) },
      ...(key ? { key } : {}),
    });
  beforeEach(() => romashka.givesRequisites());

  it('is required, gives the first answer again, and refuses another body', async () => {
    expect(await asks('5000.00')).toMatchObject({ status: 400, body: { code: 'idempotency_key_required' } });
    const first = await asks('5000.00', 'k1');
    const again = await asks('5000.00', 'k1');
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(await asks('6000.00', 'k1')).toMatchObject({
      status: 422,
      body: { code: 'idempotency_key_reused' },
    });
    expect((await romashka.owner.asks(routes.invoices, { params: { id: romashka.id } })).items).toHaveLength(
      1,
    );
  });

  it('belongs to its caller', async () => {
    const first = await asks('5000.00', 'shared');
    const vasilek = await world.account('ИП Василёк');
    await vasilek.givesRequisites();
    const other = await vasilek.owner.sends('POST', `/accounts/${vasilek.id}/invoices`, {
      body: { amount: rub('5000.00') },
      key: 'shared',
    });
    expect(other.status).toBe(201);
    expect(other.body['id']).not.toBe(first.body['id']);
  });

  it('sent twenty times at once does the work once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => asks('7000.00', 'storm')));
    for (const { status, body } of answers)
      expect([status, body['code']]).toEqual(
        status === 201 ? [201, undefined] : [409, 'idempotency_in_progress'],
      );
    expect(answers.map(({ status }) => status)).toContain(201);
    expect((await romashka.owner.asks(routes.invoices, { params: { id: romashka.id } })).items).toHaveLength(
      1,
    );
  });

  it('is free again after a refusal', async () => {
    expect((await asks('1.00', 'again')).status).toBe(422);
    expect((await asks('5000.00', 'again')).status).toBe(201);
  });
});

describe('who calls (rules 30, 31)', () => {
  it('what belongs to another account is not there', async () => {
    const vasilek = await world.account('ИП Василёк');
    await world.topUp(vasilek, '100.00');
    const doors = Object.values<Route>(routes).filter(
      ({ method, path }) => method === 'GET' && path.startsWith('/accounts/:id'),
    );
    expect(doors.length).toBeGreaterThan(7);
    for (const { path, who } of doors) {
      const asked = `${path.replace(':id', vasilek.id)}?until=2027-07-01&amount=5000.00`;
      // A door of the staff is closed to customers before anybody looks whose account it is.
      const answer = who.includes('customer') ? 404 : 403;
      expect([path, (await romashka.owner.sends('GET', asked)).status]).toEqual([path, answer]);
    }
    const [entry] = await vasilek.entries();
    const reversal = await romashka.owner.sends('POST', `/entries/${entry!.id}/reversal`, {
      body: { reason: 'Верните' },
      key: 'theirs',
    });
    expect(reversal.status).toBe(403);
  });

  it.each(['', 'nonsense', 'Bearer ', 'Bearer forged', 'Basic cm9vdDpyb290'])(
    'the credential %j is nobody’s',
    async (authorization) => {
      const answer = await world.stranger.sends('GET', `/accounts/${romashka.id}`, {
        headers: { authorization },
      });
      expect(answer).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
    },
  );

  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = (
    changes: object,
    secret = 'sandbox-client-secret',
    header: object = { typ: 'JWT', alg: 'HS256' },
  ) => {
    const iat = Math.floor(Date.now() / 1000);
    const claims = {
      iss: `https://${romashka.account.subdomain}.amocrm.ru`,
      aud: 'http://127.0.0.1',
      jti: '11111111-2222-4333-8444-555555555555',
      iat,
      nbf: iat,
      exp: iat + 1800,
      account_id: romashka.account.amocrmAccountId,
      user_id: 1001,
      client_uuid: '00000000-0000-4000-8000-000000000000',
      ...changes,
    };
    const text = `${part(header)}.${part(claims)}`;
    return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
  };
  const opensWidget = (token: string) =>
    world.stranger.sends('GET', '/widget/state', { headers: { 'x-auth-token': token } });

  it('a one-time token of amoCRM opens the widget', async () => {
    expect((await opensWidget(signed({}))).status).toBe(200);
  });

  it.each<[string, () => string]>([
    ['expired', () => signed({ iat: 1_700_000_000, nbf: 1_700_000_000, exp: 1_700_001_800 })],
    ['of tomorrow', () => signed({ nbf: Math.floor(Date.now() / 1000) + 86_400 })],
    ['signed by somebody else', () => signed({}, 'guessed')],
    ['signed by nobody', () => signed({}, '', { typ: 'JWT', alg: 'none' })],
    ['for another integration', () => signed({ client_uuid: '11111111-0000-4000-8000-000000000000' })],
    ['for another host', () => signed({ aud: 'https://evil.example' })],
    ['cut short', () => signed({}).slice(0, -4)],
  ])('a one-time token %s is refused', async (_, token) => {
    expect((await opensWidget(token())).status).toBe(401);
  });

  it('a one-time token is not used from a stranger’s page', async () => {
    const headers = { 'x-auth-token': signed({}), origin: 'https://evil.amocrm.ru' };
    expect(await world.stranger.sends('GET', '/widget/state', { headers })).toMatchObject({
      status: 403,
      body: { code: 'foreign_origin' },
    });
  });
});

describe('a renewal run (rules 12, 13)', () => {
  it('of a date already run does nothing more', async () => {
    await world.product('once', { price: '100.00' });
    await world.topUp(romashka, '300.00');
    await romashka.connects('once');
    await world.moveTo('2027-07-01T12:00:00+03:00');
    expect(await romashka.journal('charge')).toHaveLength(2);
    expect(await world.runs('2027-07-01')).toMatchObject({ state: 'completed', charged: 0, suspended: 0 });
    expect(await world.runs('2027-06-15')).toMatchObject({ state: 'completed', charged: 0 });
    expect(await romashka.journal('charge')).toHaveLength(2);
  });

  it('of a future date is only tried out', async () => {
    const administrator = await world.staff('administrator');
    const tomorrow = { businessDate: '2027-07-02' };
    const answer = await administrator.sends('POST', '/renewal-runs', { body: tomorrow, key: 'future' });
    expect(answer).toMatchObject({ status: 422, body: { code: 'future_business_date' } });
    expect(await world.runs('2027-07-02', true)).toMatchObject({ state: 'completed', dryRun: true });
    expect(await administrator.asks(routes.runs, { query: { limit: 200 } })).not.toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ businessDate: '2027-07-02' })]) as unknown,
    });
  });

  it('is started by an administrator only', async () => {
    for (const role of ['support', 'account_manager', 'accountant'] as const) {
      const person = await world.staff(role);
      const answer = await person.sends('POST', '/renewal-runs', {
        body: { businessDate: '2027-06-01' },
        key: role,
      });
      expect(answer.status).toBe(403);
    }
  });
});

it('the clock never goes back', async () => {
  const answer = await world.stranger.sends('PUT', '/sandbox/clock', {
    body: { now: '2027-05-31T00:00:00Z' },
  });
  expect(answer).toMatchObject({ status: 422, body: { code: 'clock_backwards' } });
});

it('a cursor of another list, or of nobody’s, is a mistake in the field and no breakdown of ours', async () => {
  const administrator = await world.staff('administrator');
  const account = `/accounts/${romashka.id}`;
  const ofAccount = ['entries', 'documents', 'invoices', 'bonus-grants', 'notices', 'subscriptions'];
  const lists = ['/accounts', '/receipts', '/approvals', '/renewal-runs', '/products', '/sellers'].concat(
    ofAccount.map((list) => `${account}/${list}`),
  );
  const cursors = [
    ['x'],
    [1, 2, 3],
    ['2027-06-01', romashka.id],
    ['2027-06-01', 1],
    [1e20, 'x'],
    ['\u0000', '\u0000'],
  ];
  const broken = { status: 422, body: { code: 'validation_failed', errors: [{ path: 'cursor' }] } };
  for (const list of lists) {
    for (const values of cursors) {
      const cursor = Buffer.from(JSON.stringify(values)).toString('base64url');
      const answer = await administrator.sends('GET', `${list}?cursor=${cursor}`);
      if (answer.status !== 200) expect(answer).toMatchObject(broken);
    }
    expect(await administrator.sends('GET', `${list}?cursor=nobody`)).toMatchObject(broken);
  }
});
