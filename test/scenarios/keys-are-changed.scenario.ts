import { routes, webhookTypes } from '@rocket/contracts';
import { SecretBox } from '../../apps/api/src/platform/secret-box';
import { ANNA, companyInAmocrm, inWidget } from '../kit/amocrm-people';
import { loadApi } from '../kit/api/load-api';
import { eventually, startApi } from '../kit/house';
import { openOffice } from '../kit/office';
import { loginOf } from '../kit/sign-in';
import { World } from '../kit/world';

const ROMASHKA = 31_415_926;
const PRODUCT = 'chats';
const keyOf = (byte: number): string => Buffer.alloc(32, byte).toString('base64');

let world: World;
beforeAll(async () => {
  world = await World.open({ amocrm: true, settings: { SECRETS_KEY: keyOf(1) } });
});
afterAll(() => world?.end());
beforeEach(async () => {
  await world.begin('2027-03-01T10:00:00+03:00');
  await world.product(PRODUCT, { price: '100.00' });
  companyInAmocrm(world, ROMASHKA, 'romashka', 'ООО «Ромашка»');
  await world.amocrm.install(ROMASHKA);
  await world.moveTo('2027-03-01T10:00:00+03:00');
});

it('a new key seals anew what an older one sealed; then the older one may go (rule 32)', async () => {
  const widget = await inWidget(world, ROMASHKA, ANNA, 'romashka');
  const { id } = (await widget.asks(routes.widgetState)).account;
  const issues = { body: {}, key: 'a key of a product' };
  const administrator = await world.staff('administrator');
  const issued = await administrator.sends('POST', `/products/${PRODUCT}/keys`, issues);
  expect(issued).toMatchObject({ status: 201, body: { secret: expect.any(String) } });
  const sealedWith = async (): Promise<unknown[]> =>
    world.sql(`select key_id from amocrm_permission
      union select split_part(body, ':', 2) from idempotency_key where body like 'sealed:%'`);
  const before = await sealedWith();
  expect(before).toHaveLength(1);

  const works = async (keys: string, hasMoved: () => Promise<boolean>): Promise<void> => {
    const office = await openOffice(world.databaseUrl, {
      AMO_EMULATOR_URL: world.amocrm.url,
      SECRETS_KEY: keys,
    });
    try {
      await eventually('everything is sealed with the newest', hasMoved);
      const support = (await world.staff('support')).at(office.url);
      expect((await support.asks(routes.readUsers, { params: { id } })).state).toBe('connected');
      // Asked again under the same key: what was kept is answered, not a second one.
      const again = await administrator.at(office.url).sends('POST', `/products/${PRODUCT}/keys`, issues);
      expect(again).toMatchObject({ status: 201, body: issued.body });
    } finally {
      await office.close();
    }
  };
  await works(`${keyOf(2)},${keyOf(1)}`, async () => {
    const now = await sealedWith();
    return now.length === 1 && JSON.stringify(now) !== JSON.stringify(before);
  });
  await works(keyOf(2), () => Promise.resolve(true));
});

describe('where secrets are kept', () => {
  /** Columns whose name or type could mean a secret, and what they hold instead. */
  const NO_SECRET = new Set([
    ...['document_file', 'product_picture', 'signed_copy'].map((table) => `${table}.bytes`),
    ...['bank_statement', 'document_file', 'document_handover', 'signed_copy'].map(
      (table) => `${table}.sha256`,
    ),
    // Digests and keys of what is no secret.
    ...['entry.fingerprint', 'entry.key', 'entry_seal.hash', 'idempotency_key.request_hash'],
    ...['idempotency_key.key', 'product_picture.hash', 'notice.key', 'webhook_event.key'],
    ...['usage_counter.window_key', 'fiscal_receipt.request_key', 'provider_payment.request_key'],
    ...['provider_refund.request_key', 'request_made.request', 'install_hook.secret_kind'],
    // Names of the keys that sealed, never the keys.
    ...['amocrm_permission', 'install_hook', 'personal_data_seal', 'staff_factor'].map(
      (table) => `${table}.key_id`,
    ),
    ...['signing_key', 'webhook_secret'].map((table) => `${table}.sealed_with`),
  ]);

  it('every column that could hold one is named, with how it is kept there, and what is sealed is sealed anew', async () => {
    const { SECRETS_KEPT, SealAnew } = await loadApi();
    const columns = await world.sql<{ name: string }>(
      `select table_name || '.' || column_name as name from information_schema.columns
        where table_schema = 'public'
          and (data_type = 'bytea'
               or column_name ~ '(secret|token|password|hash|seal|sign_|private|credential|method_id|(^|_)(key|state_?key|key_id)$)'
                  and data_type in ('text', 'uuid', 'jsonb'))
        order by 1`,
    );
    const unnamed = columns
      .map(({ name }) => name)
      .filter((name) => !(name in SECRETS_KEPT || NO_SECRET.has(name)));
    expect(unnamed).toEqual([]);
    const all = await world.sql<{ name: string }>(
      `select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public'`,
    );
    const existing = new Set(all.map(({ name }) => name));
    expect([...Object.keys(SECRETS_KEPT), ...NO_SECRET].filter((name) => !existing.has(name))).toEqual([]);
    const sealed = Object.entries(SECRETS_KEPT).flatMap(([name, how]) => (how === 'sealed' ? [name] : []));
    const office = await openOffice(world.databaseUrl, { SECRETS_KEY: keyOf(1) });
    expect([...office.app.get(SealAnew, { strict: false }).places].sort()).toEqual(sealed.sort());
    await office.close();
  });

  it('a secret once given stands in no row, no line of the log and no body of an error', async () => {
    const planted: Record<string, string> = {
      'the key that seals': keyOf(1),
      'the secret of amoCRM’s integration': 'sandbox-client-secret',
      'the password of the mail server': 'mail-planted-1b7d',
      'the password of a card shop': 'shop-planted-9f3e',
      'a password that was guessed': 'guess-planted-77aa',
      'a token nobody gave': 'token-planted-c0de',
    };
    const { url, program } = await startApi({
      databaseUrl: world.databaseUrl,
      emulatorUrl: world.amocrm.url,
      isHeard: true,
      env: {
        LOG_LEVEL: 'trace',
        SECRETS_KEY: keyOf(1),
        SMTP_URL: `smtp://rocket:${planted['the password of the mail server']}@127.0.0.1:1`,
        PAYMENT_SHOPS: JSON.stringify([
          {
            provider: 'yookassa',
            seller: 'rocket-sales',
            shopId: '123456',
            secretKey: planted['the password of a card shop'],
            taxSystem: 'osn',
          },
        ]),
      },
    });
    const errors: string[] = [];
    try {
      const stranger = world.stranger.at(url);
      const login = await loginOf(stranger, 'accountant');
      const signedIn = await stranger.sends('POST', '/sessions', { body: login });
      const cookie = signedIn.headers.get('set-cookie')!.split(';')[0]!;
      planted['a session'] = cookie.split('=')[1]!;
      planted['a password'] = login.password;
      const asAccountant = { headers: { cookie } };
      const factor = await stranger.sends('POST', '/me/second-factor', {
        ...asAccountant,
        body: { password: login.password },
      });
      planted['the seed of an authenticator'] = String(factor.body['secret']);
      const administrator = (await world.staff('administrator')).at(url);
      planted['a token of staff'] = administrator.headers['authorization']!.slice('Bearer '.length);
      // Under a key: what is answered is kept for whoever repeats it.
      const given = async (path: string, body: object): Promise<string> => {
        const answer = await administrator.sends('POST', `/products/${PRODUCT}${path}`, { body, key: path });
        expect(answer.status).toBe(201);
        return String(answer.body['secret']);
      };
      planted['a key of a product'] = await given('/keys', {});
      planted['the secret of a web hook'] = await given('/webhooks', {
        url: 'https://product.example/hooks',
        events: webhookTypes,
      });
      const widget = (await inWidget(world, ROMASHKA, ANNA, 'romashka')).at(url);
      planted['a one-time link'] = new URL((await widget.asks(routes.panelLink)).url).hash.slice(1);
      planted['a one-time token of amoCRM'] = widget.headers['x-auth-token']!;
      const { accessToken, refreshToken } = await tokensOfAmocrm();
      planted['amoCRM’s token'] = accessToken;
      planted['amoCRM’s token for the next pair'] = refreshToken;

      const guess = planted['a password that was guessed']!;
      const token = planted['a token nobody gave']!;
      const wrong = { 'content-type': 'application/json' };
      for (const answer of [
        await stranger.sends('POST', '/sessions', { body: { email: login.email, password: guess } }),
        await stranger.sends('POST', '/sessions', { body: { email: 5, password: guess } }),
        await stranger.sends('POST', '/sessions', {
          bytes: Buffer.from(`{"password":"${guess}`),
          headers: wrong,
        }),
        await stranger.sends('GET', `/me?token=${token}`, { headers: { authorization: `Bearer ${token}` } }),
        await stranger.sends('GET', '/me', { headers: { cookie: `${cookie.split('=')[0]}=${token}` } }),
        await stranger.sends('GET', `/widget/state`, { headers: { 'x-auth-token': `${token}.${token}.x` } }),
        await stranger.sends('POST', '/sessions/link', { body: { secret: token } }),
        await stranger.sends('POST', '/me/second-factor', { ...asAccountant, body: { password: guess } }),
        await brokenOff(() =>
          administrator.sends('POST', `/products/${PRODUCT}/keys`, { body: {}, key: token }),
        ),
      ]) {
        expect(answer.status).toBeGreaterThanOrEqual(400);
        errors.push(answer.text);
      }
    } finally {
      await program.end();
    }
    const crash = await startApi({
      databaseUrl: `postgres://rocket:${planted['a token nobody gave']}@127.0.0.1:1/none`,
    }).catch((error: unknown) => String(error));
    expect(crash).toMatch(/ended before it was ready/);

    const places: Record<string, string> = {
      'the log': program.output(),
      'bodies of errors': errors.join('\n'),
      'the last words of a process': String(crash),
      ...(await everyTable()),
    };
    // What is looked for is found where it is.
    expect(places['account']).toContain('Ромашка');
    expect(places['the log']).toContain(JSON.parse(errors.at(-1)!).incident);
    expect(places['idempotency_key']).toContain('/products/chats/webhooks');
    const found = Object.entries(planted).flatMap(([name, secret]) =>
      Object.entries(places).flatMap(([place, text]) =>
        formsOf(secret).some((form) => text.includes(form)) ? [`${name} in ${place}`] : [],
      ),
    );
    expect(found).toEqual([]);
  });

  /** As it is, and as PostgreSQL and programs write bytes. */
  const formsOf = (secret: string): string[] => {
    if (secret.length < 8) throw new Error('Too short to be told from anything else');
    const bytes = Buffer.from(secret);
    return [secret, bytes.toString('hex'), bytes.toString('base64').replace(/=+$/, '')];
  };

  async function tokensOfAmocrm(): Promise<{ accessToken: string; refreshToken: string }> {
    const [row] = await world.sql<{ account_id: string; key_id: string; tokens: Buffer }>(
      'select account_id, key_id, tokens from amocrm_permission',
    );
    const { account_id, key_id: keyId, tokens } = row!;
    const box = new SecretBox(Buffer.from(keyOf(1), 'base64'));
    return JSON.parse(box.open({ keyId, bytes: tokens }, `amocrm_tokens/${account_id}`));
  }

  /** The database refuses in the middle, naming the row. */
  async function brokenOff<T>(act: () => Promise<T>): Promise<T> {
    await world.sql('alter table product_key add constraint breaks check (false) not valid');
    try {
      return await act();
    } finally {
      await world.sql('alter table product_key drop constraint breaks');
    }
  }

  /** Every row of every table as text: what a dump would hold. */
  async function everyTable(): Promise<Record<string, string>> {
    const tables = await world.sql<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
    );
    const texts: Record<string, string> = {};
    for (const { name } of tables) {
      const [row] = await world.sql<{ text: string | null }>(
        `select string_agg(t::text, e'\\n') as text from public.${name} t`,
      );
      texts[name] = row!.text ?? '';
    }
    return texts;
  }
});
