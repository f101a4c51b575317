import { randomBytes } from 'node:crypto';
import { argon2Verify, argon2id } from 'hash-wasm';

/** OWASP's second choice for argon2id: 19 MiB, two passes, one lane. */
export const hashPassword = (password: string): Promise<string> =>
  argon2id({
    password: password.normalize('NFKC'),
    salt: randomBytes(16),
    memorySize: 19_456,
    iterations: 2,
    parallelism: 1,
    hashLength: 32,
    outputType: 'encoded',
  });

/** Of nobody who signs in otherwise: what is no argon2id hash equals no password. */
export const isPassword = async (password: string, hash: string): Promise<boolean> =>
  hash.startsWith('$argon2id$') && argon2Verify({ password: password.normalize('NFKC'), hash });
