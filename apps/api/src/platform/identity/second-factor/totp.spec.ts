import { TOTP } from 'otpauth';
import { newTotpSecret, stepOfCode, totpAddress } from './totp';

/** RFC 6238, appendix B, of its eight digits the last six: the secret is «12345678901234567890». */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const at = (seconds: number): Date => new Date(seconds * 1000);
const step = (seconds: number): number => Math.floor(seconds / 30);

describe('a code of an authenticator app', () => {
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_234_567_890, '005924'],
    [20_000_000_000, '353130'],
  ])('at the second %s is %s, as the standard says', (seconds, code) => {
    expect(stepOfCode(SECRET, code, at(seconds), null)).toBe(step(seconds));
    expect(stepOfCode(SECRET, `${code.slice(0, 3)} ${code.slice(3)}`, at(seconds), null)).toBe(step(seconds));
  });

  it('is good half a minute before and after its own, and no longer', () => {
    const [code, own] = ['081804', 1_111_111_080];
    const good = (seconds: number) => stepOfCode(SECRET, code, at(seconds), null);
    expect([own - 31, own - 30, own, own + 29, own + 59, own + 60].map(good)).toEqual([
      null,
      ...Array<number>(4).fill(step(own)),
      null,
    ]);
  });

  it('is good once, and none older than it is good any more', () => {
    const own = step(1_111_111_109);
    expect(stepOfCode(SECRET, '081804', at(1_111_111_109), own)).toBeNull();
    expect(stepOfCode(SECRET, '081804', at(1_111_111_109), own + 1)).toBeNull();
    expect(stepOfCode(SECRET, '081804', at(1_111_111_109), own - 1)).toBe(own);
  });

  it.each(['', '08180', '0818044', 'abcdef', '081805'])('is not «%s»', (code) =>
    expect(stepOfCode(SECRET, code, at(1_111_111_109), null)).toBeNull(),
  );

  it('is what an app makes of the address in the QR code', () => {
    const secret = newTotpSecret();
    const address = totpAddress(secret, 'anna@rocket.example');
    expect(address).toMatch(
      /^otpauth:\/\/totp\/Rocket:anna%40rocket\.example\?issuer=Rocket&secret=[A-Z2-7]{32}&/,
    );
    const app = new URL(address).searchParams;
    expect(app.get('secret')).toBe(secret);
    const now = at(1_800_000_000);
    const code = new TOTP({ secret: app.get('secret')! }).generate({ timestamp: now.getTime() });
    expect(stepOfCode(secret, code, now, null)).toBe(step(1_800_000_000));
  });
});
