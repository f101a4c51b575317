import { createHash, randomBytes } from 'node:crypto';

/** 256 bits nobody guesses, fit for a URL, a header and a cookie. */
export const newSecret = (prefix = ''): string => prefix + randomBytes(32).toString('base64url');

/** What is kept of a secret. It is random, so a plain SHA-256 cannot be reversed by guessing. */
export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();
