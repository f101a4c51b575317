import { createHash, randomInt } from 'node:crypto';

const HOW_MANY = 10;
/** Crockford's alphabet: nothing that is read as something else. 32 letters, so sixteen of them are 80 bits. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 16;
const GROUP = 4;

/** Ten codes to be printed, `7QK2-…`: each lets in once who has lost the device. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: HOW_MANY }, () =>
    Array.from({ length: LENGTH }, (_, at) => {
      const letter = LETTERS[randomInt(LETTERS.length)]!;
      return at > 0 && at % GROUP === 0 ? `-${letter}` : letter;
    }).join(''),
  );

/** What is kept of a code, however it was typed: it is random enough that a plain SHA-256 is not reversed by guessing. */
export const hashOfRecoveryCode = (code: string): Buffer => createHash('sha256').update(plain(code)).digest();

/** Whether somebody typed a recovery code and not one of the app. */
export const looksLikeRecoveryCode = (code: string): boolean => plain(code).length === LENGTH;

const plain = (code: string): string =>
  code
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
