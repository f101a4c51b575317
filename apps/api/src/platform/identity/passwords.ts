import { randomBytes } from 'node:crypto';
import { argon2Verify, argon2id } from 'hash-wasm';

/** Stands in the place of a hash, and no hash equals it: of whoever never signs in by a password, and of whoever has yet to set one. */
export const NEVER_BY_PASSWORD = '!';
export const NO_PASSWORD_YET = '?';

/**
 * argon2id, two passes, one lane; with 19 MiB it is OWASP's second choice. The hash tells its own cost.
 * @param memoryMib what one guess costs: `AppConfig.passwordMemoryMib`
 */
export const hashPassword = (password: string, memoryMib: number): Promise<string> =>
  argon2id({
    password: password.normalize('NFKC'),
    salt: randomBytes(16),
    memorySize: memoryMib * 1024,
    iterations: 2,
    parallelism: 1,
    hashLength: 32,
    outputType: 'encoded',
  });

/** Of nobody who signs in otherwise: what is no argon2id hash equals no password. */
export const isPassword = async (password: string, hash: string): Promise<boolean> =>
  hash.startsWith('$argon2id$') && argon2Verify({ password: password.normalize('NFKC'), hash });
