import { execFileSync } from 'node:child_process';
import { snippetsOf, type Request } from './snippets';

const USE: Request = {
  id: 'recordUsage',
  method: 'POST',
  origin: 'https://market.example',
  path: '/api/v1/usage',
  idempotencyKey: 'k-1',
  body: '{"account":31,"unit":"message","quantity":1,"at":"2027-06-01T09:00:00.000Z"}',
};
const ASK: Request = {
  ...USE,
  id: 'entitlement',
  method: 'GET',
  path: '/api/v1/entitlements?account=31',
  idempotencyKey: null,
  body: null,
};
const CONFIRM: Request = {
  ...USE,
  id: 'confirmReservation',
  path: '/api/v1/usage/reservations/r-1/confirm',
  idempotencyKey: null,
};

describe('a call to copy', () => {
  it.each(['curl', 'fetch', 'php'] as const)(
    'names its method, address, key and headers in %s',
    (language) => {
      const use = snippetsOf(USE)[language]!;
      expect(use).toContain('https://market.example/api/v1/usage');
      expect(use).toContain('POST');
      expect(use).toMatch(/idempotency-key/i);
      expect(use).toContain('k-1');
      expect(use).toMatch(/content-type/i);
      expect(use).toContain('ROCKET_KEY');
      const ask = snippetsOf(ASK)[language]!;
      expect(ask).toContain('https://market.example/api/v1/entitlements?account=31');
      expect(ask).toContain('GET');
      expect(ask).not.toMatch(/content-type|idempotency|data-raw|body|POSTFIELDS/i);
    },
  );

  it('is the kit’s own call, with dates as the kit wants them', () => {
    expect(snippetsOf(ASK).kit).toContain('market.entitlement(31)');
    const use = snippetsOf(USE).kit!;
    expect(use).toContain('market.recordUsage({');
    expect(use).toContain('"at": new Date("2027-06-01T09:00:00.000Z")');
    expect(use).toContain('"k-1");');
    const events = '{"events":[{"at":"2027-06-01T09:00:00.000Z","key":"e-1"}]}';
    const batch = snippetsOf({ ...USE, id: 'recordUsageBatch', body: events }).kit!;
    expect(batch).toMatch(/recordUsageBatch\(\[[^]*"at": new Date\(/);
  });

  it('is not offered where the kit has no such call, nor for a body it would not take', () => {
    expect(snippetsOf(CONFIRM).kit).toBeNull();
    expect(snippetsOf({ ...USE, body: 'not json' }).kit).toBeNull();
    // The kit asks for the product its key was made for.
    expect(snippetsOf({ ...ASK, path: `${ASK.path}&product=other` }).kit).toBeNull();
  });

  it('gives a shell exactly what was typed, whatever it is, and runs none of it', () => {
    const wild = `@it's "$HOME" \`id\` $(id) \\ 'x'\n{"a":1}`;
    const { curl } = snippetsOf({ ...USE, body: wild, idempotencyKey: `k'; id #` });
    const said = curl!.replace(/^curl/, `printf '%s\\0'`);
    const words = execFileSync('sh', ['-c', said], { env: { ROCKET_KEY: 'rmp_1' } })
      .toString()
      .split('\0');
    expect(words.slice(0, -1)).toEqual([
      '-X',
      'POST',
      'https://market.example/api/v1/usage',
      '-H',
      'Authorization: Bearer rmp_1',
      '-H',
      `Idempotency-Key: k'; id #`,
      '-H',
      'Content-Type: application/json',
      '--data-raw',
      wild,
    ]);
  });

  it('keeps a quote and a backslash inside a text of PHP', () => {
    expect(snippetsOf({ ...USE, body: `it's \\` }).php).toContain(`CURLOPT_POSTFIELDS => 'it\\'s \\\\'`);
  });

  it('is JavaScript that sends what was typed', async () => {
    const sent: unknown[] = [];
    const body = `{"note": "a \`\${1}\` 'b' \\"c\\""}`;
    const run = new Function(
      'fetch',
      'process',
      `return (async () => {${snippetsOf({ ...USE, body }).fetch}})()`,
    );
    await run(
      (url: string, init: object) => {
        sent.push(url, init);
        return Promise.resolve({ ok: true, json: () => Promise.resolve({}) });
      },
      { env: { ROCKET_KEY: 'rmp_1' } },
    );
    expect(sent).toMatchObject([
      'https://market.example/api/v1/usage',
      { method: 'POST', headers: { authorization: 'Bearer rmp_1', 'idempotency-key': 'k-1' } },
    ]);
    expect(JSON.parse((sent[1] as { body: string }).body)).toEqual(JSON.parse(body));
  });
});
