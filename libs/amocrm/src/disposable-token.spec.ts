import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { AmoError } from './amo-error';
import { verifyDisposableToken, type DisposableTokenCheck } from './disposable-token';

/** The vector of the facts page, §2. */
const VECTOR =
  'eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJodHRwczovL2V4YW1wbGUuYW1vY3JtLnJ1IiwiYXVkIjoiaHR0cHM6Ly9hcGkudmVuZG9yLmV4YW1wbGUiLCJqdGkiOiIxMTExMTExMS0yMjIyLTQzMzMtODQ0NC01NTU1NTU1NTU1NTUiLCJpYXQiOjE3MDAwMDAwMDAsIm5iZiI6MTcwMDAwMDAwMCwiZXhwIjoxNzAwMDAxODAwLCJhY2NvdW50X2lkIjoxMjM0NTY3OCwidXNlcl9pZCI6ODc2NTQzMjEsInN1YmRvbWFpbiI6ImV4YW1wbGUiLCJjbGllbnRfdXVpZCI6IjBiMDEyM2Y0LWQxMjMtNDEyMy05MTIzLWUwOWYxMjM0NTYwMCJ9.Ht_K8hI35Wqi9XmPgBiBj4E6lrx8NSoMJbehXy1EPJU';
const ISSUED = 1_700_000_000;
const at = (seconds: number): Date => new Date(seconds * 1000);
const check: DisposableTokenCheck = {
  secrets: ['test-client-secret'],
  clientId: '0b0123f4-d123-4123-9123-e09f12345600',
  redirectUri: 'https://api.vendor.example:8443/oauth/callback',
  now: at(ISSUED + 10),
};

const claims = {
  iss: 'https://example.amocrm.ru',
  aud: 'https://api.vendor.example' as unknown,
  jti: 'j',
  iat: ISSUED as unknown,
  nbf: ISSUED as unknown,
  exp: (ISSUED + 1800) as unknown,
  account_id: 12345678 as unknown,
  user_id: 87654321 as unknown,
  subdomain: 'example',
  client_uuid: check.clientId,
  is_admin: true as unknown,
};

function sign(
  payload: object,
  header: object = { typ: 'JWT', alg: 'HS256' },
  secret = 'test-client-secret',
): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part(header)}.${part(payload)}`;
  const algorithm = (header as { alg?: string }).alg === 'HS512' ? 'sha512' : 'sha256';
  return `${signed}.${createHmac(algorithm, secret).update(signed).digest('base64url')}`;
}

function reasonOf(token: string, changes: Partial<DisposableTokenCheck> = {}): unknown {
  try {
    verifyDisposableToken(token, { ...check, ...changes });
    return 'accepted';
  } catch (error) {
    if (!(error instanceof AmoError) || error.code !== 'widget_token_invalid') throw error;
    return error.facts['reason'];
  }
}

describe('the one-time token of the widget', () => {
  it('of the facts page is accepted and read', () => {
    expect(verifyDisposableToken(VECTOR, check)).toEqual({
      amocrmAccountId: 12345678,
      userId: 87654321,
      subdomain: 'example',
      isAdmin: null,
      host: 'example.amocrm.ru',
      jti: '11111111-2222-4333-8444-555555555555',
      expiresAt: at(ISSUED + 1800),
    });
  });

  it('may say that the user is an administrator', () => {
    expect(verifyDisposableToken(sign(claims), check).isAdmin).toBe(true);
    expect(verifyDisposableToken(sign({ ...claims, is_admin: 'yes' }), check).isAdmin).toBeNull();
  });

  it('may be used again: amoCRM itself does so for 25 minutes', () => {
    expect([reasonOf(VECTOR), reasonOf(VECTOR)]).toEqual(['accepted', 'accepted']);
  });

  it('holds under the previous secret while the new one spreads, and under no other', () => {
    expect(reasonOf(VECTOR, { secrets: ['new-secret', 'test-client-secret'] })).toBe('accepted');
    expect(reasonOf(VECTOR, { secrets: ['new-secret'] })).toBe('signature');
    expect(reasonOf(VECTOR, { secrets: [] })).toBe('signature');
  });

  it('signed with an empty secret is refused even when a secret is left unset', () => {
    expect(reasonOf(sign(claims, undefined, ''), { secrets: [''] })).toBe('signature');
  });

  it.each<[string, string, object]>([
    ['no signature algorithm', 'signature', { alg: 'none' }],
    ["the bots' HS512", 'signature', { alg: 'HS512' }],
    ['another spelling of the algorithm', 'signature', { alg: 'hs256' }],
    ['an extension we do not know', 'malformed', { alg: 'HS256', crit: ['b64'], b64: false }],
  ])('with %s is refused', (_, reason, header) => {
    expect(reasonOf(sign(claims, header))).toBe(reason);
  });

  it.each<[string, string, object]>([
    ['another audience', 'audience', { aud: 'https://other.example' }],
    ['an audience with a port', 'audience', { aud: 'https://api.vendor.example:8443' }],
    ['an audience over http', 'audience', { aud: 'http://api.vendor.example' }],
    ['no audience', 'audience', { aud: undefined }],
    ['another integration', 'client', { client_uuid: '0b0123f4-d123-4123-9123-e09f12345601' }],
    ['a foreign issuer', 'issuer', { iss: 'https://example.amocrm.ru.evil.com' }],
    ['an issuer with a port', 'issuer', { iss: 'https://example.amocrm.ru:444' }],
    ['an issuer with a path', 'issuer', { iss: 'https://example.amocrm.ru/x' }],
    ['an issuer over http', 'issuer', { iss: 'http://example.amocrm.ru' }],
    ['an issuer hidden behind a user', 'issuer', { iss: 'https://example.amocrm.ru@evil.com' }],
    ['a life of more than an hour', 'malformed', { exp: ISSUED + 3601 }],
    ['an end before its beginning', 'malformed', { exp: ISSUED }],
    ['no end', 'malformed', { exp: undefined }],
    ['an end written as text', 'malformed', { exp: String(ISSUED + 1800) }],
    ['a beginning in the future', 'not_yet', { nbf: ISSUED + 120 }],
    ['no account', 'malformed', { account_id: undefined }],
    ['an account written as text', 'malformed', { account_id: '12345678' }],
    ['a negative account', 'malformed', { account_id: -1 }],
    ['a broken number of a user', 'malformed', { user_id: 1.5 }],
  ])('with %s is refused', (_, reason, change) => {
    expect(reasonOf(sign({ ...claims, ...change }))).toBe(reason);
  });

  it('may name several audiences, ours among them', () => {
    expect(reasonOf(sign({ ...claims, aud: ['https://other.example', 'https://api.vendor.example'] }))).toBe(
      'accepted',
    );
  });

  it('without nbf is in force from its issue', () => {
    expect(reasonOf(sign({ ...claims, nbf: undefined }))).toBe('accepted');
  });

  it('holds a minute beyond its times, for clocks that differ, and not longer', () => {
    const reasonAt = (seconds: number): unknown => reasonOf(VECTOR, { now: at(seconds) });
    expect([ISSUED - 61, ISSUED - 60, ISSUED + 1859, ISSUED + 1860].map(reasonAt)).toEqual([
      'not_yet',
      'accepted',
      'accepted',
      'expired',
    ]);
  });

  it('of the emulator may come over http, from exactly the host we were told', () => {
    const local = sign({ ...claims, iss: 'http://127.0.0.1:4010' });
    expect(reasonOf(local)).toBe('issuer');
    expect(reasonOf(local, { extraHosts: ['127.0.0.1:4010'] })).toBe('accepted');
    expect(reasonOf(local, { extraHosts: ['127.0.0.1'] })).toBe('issuer');
  });

  it.each([
    '',
    'a',
    'a.b',
    'a.b.c',
    'a.b.c.d',
    '..',
    `${VECTOR}.x`,
    `${VECTOR} `,
    `${VECTOR}=`,
    'a'.repeat(9000),
  ])('in the form %.20j is malformed', (token) => {
    expect(reasonOf(token)).toBe('malformed');
  });

  it('whose payload is not an object is malformed', () => {
    expect(reasonOf(sign([]))).toBe('malformed');
  });

  it('changed in any one letter is refused, a second spelling of the same bytes included', () => {
    const letters = 'ABCXYZabcxyz019-_.';
    fc.assert(
      fc.property(fc.nat(VECTOR.length - 1), fc.constantFrom(...letters), (place, letter) => {
        fc.pre(VECTOR[place] !== letter);
        expect(reasonOf(VECTOR.slice(0, place) + letter + VECTOR.slice(place + 1))).not.toBe('accepted');
      }),
      { numRuns: 1000 },
    );
  });
});
