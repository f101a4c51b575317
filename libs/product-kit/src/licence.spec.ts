import { SignJWT, createLocalJWKSet, exportJWK, generateKeyPair, type JWTVerifyGetKey } from 'jose';
import { LicenceRefused, verifyLicence } from './licence.ts';

const NOW = new Date('2026-12-01T12:00:00Z');
const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);
const later = (by: number): Date => new Date(NOW.getTime() + by * 1000);

let keys: JWTVerifyGetKey;
let sign: (claims?: Record<string, unknown>, life?: { issuedAt?: Date; seconds?: number }) => Promise<string>;
let signAsSomebodyElse: typeof sign;
beforeAll(async () => {
  const ours = await generateKeyPair('EdDSA', { extractable: true });
  const theirs = await generateKeyPair('EdDSA', { extractable: true });
  keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(ours.publicKey)), kid: 'k1', alg: 'EdDSA' }] });
  const signer =
    (key: Parameters<SignJWT['sign']>[0]): typeof sign =>
    (claims = {}, { issuedAt = NOW, seconds: life = 3600 } = {}) =>
      new SignJWT({
        ...{ account: 7, product: 'sender', entitled: true, state: 'active', quantity: 3 },
        ...{ paidUntil: '2026-12-31', grace: 86_400, ...claims },
      })
        .setProtectedHeader({ alg: 'EdDSA', kid: 'k1' })
        .setIssuer('https://market.example')
        .setAudience('sender')
        .setSubject('7')
        .setJti('1')
        .setIssuedAt(seconds(issuedAt))
        .setExpirationTime(seconds(issuedAt) + life)
        .sign(key);
  sign = signer(ours.privateKey);
  signAsSomebodyElse = signer(theirs.privateKey);
});

const verify = (token: string, wish: { now?: Date; product?: string; account?: number } = {}) =>
  verifyLicence(token, {
    ...{ keys, product: 'sender', account: 7, issuer: 'https://market.example', now: NOW },
    ...wish,
  });
const refused = (code: LicenceRefused['code']) => expect.objectContaining({ name: 'LicenceRefused', code });

it('a licence says what was true when it was signed, and for how long it may be believed', async () => {
  expect(await verify(await sign())).toEqual({
    ...{ account: 7, product: 'sender', entitled: true, state: 'active', quantity: 3 },
    ...{ paidUntil: '2026-12-31', issuedAt: NOW, expiresAt: later(3600), graceUntil: later(90_000) },
    standing: 'current',
  });
});

it('past its hour it stands in its grace, to the second; past its grace it says nothing', async () => {
  const token = await sign();
  expect((await verify(token, { now: later(3660) })).standing).toBe('current');
  expect((await verify(token, { now: later(3661) })).standing).toBe('grace');
  expect((await verify(token, { now: later(90_059) })).standing).toBe('grace');
  await expect(verify(token, { now: later(90_061) })).rejects.toEqual(refused('over'));
});

it('a licence without a grace is over when its life is', async () => {
  await expect(verify(await sign({ grace: undefined }), { now: later(3661) })).rejects.toEqual(
    refused('over'),
  );
});

it('a licence from the future is refused: a clock that is behind would believe it for too long', async () => {
  const token = await sign({}, { issuedAt: later(61) });
  await expect(verify(token)).rejects.toEqual(refused('from_the_future'));
  expect((await verify(await sign({}, { issuedAt: later(59) }))).entitled).toBe(true);
});

it('a licence of another account or another product is refused', async () => {
  const token = await sign();
  await expect(verify(token, { account: 8 })).rejects.toEqual(refused('foreign'));
  await expect(verify(token, { product: 'caller' })).rejects.toEqual(refused('foreign'));
});

it('a grace that somebody wrote in without the key buys nothing', async () => {
  const [head, body, signature] = (await sign({ grace: 0 })).split('.') as [string, string, string];
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
  const longer = Buffer.from(JSON.stringify({ ...claims, grace: 1e9 })).toString('base64url');
  const forged = [head, longer, signature].join('.');
  await expect(verify(forged, { now: later(4000) })).rejects.toEqual(refused('forged'));
});

it('neither another key, nor no signature, nor a word that is not a licence is believed', async () => {
  await expect(verify(await signAsSomebodyElse())).rejects.toEqual(refused('forged'));
  const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${(await sign()).split('.')[1]}.`;
  await expect(verify(unsigned)).rejects.toEqual(refused('forged'));
  await expect(verify('licence')).rejects.toEqual(refused('forged'));
});
