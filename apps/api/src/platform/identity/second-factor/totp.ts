import { Secret, TOTP } from 'otpauth';

const STEP_SECONDS = 30;
/** One half-minute to either side: clocks differ, and people type slowly. */
const WINDOW = 1;
/** RFC 4226 recommends 160 bits. */
const SECRET_BYTES = 20;

/** A new secret in base32, as authenticator apps take it. */
export const newTotpSecret = (): string => new Secret({ size: SECRET_BYTES }).base32;

// What every authenticator app knows without being told: SHA-1, six digits, half a minute (RFC 6238).
const totpOf = (secret: string, label = ''): TOTP =>
  new TOTP({
    issuer: 'Rocket',
    label,
    secret: Secret.fromBase32(secret),
    algorithm: 'SHA1',
    digits: 6,
    period: STEP_SECONDS,
  });

/** `otpauth://totp/…`, what a QR code says to an app. */
export const totpAddress = (secret: string, label: string): string => totpOf(secret, label).toString();

/**
 * The half-minute a code was made for, when it is good now: of this one, the one before or the next, and later than `lastStep`,
 * so that no code, nor an older one, is good again. Null otherwise.
 */
export function stepOfCode(secret: string, code: string, now: Date, lastStep: number | null): number | null {
  const token = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const delta = totpOf(secret).validate({ token, timestamp: now.getTime(), window: WINDOW });
  if (delta === null) return null;
  const step = Math.floor(now.getTime() / 1000 / STEP_SECONDS) + delta;
  return lastStep !== null && step <= lastStep ? null : step;
}
