import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A sealed secret as it is kept: which key, and the bytes. */
export interface Sealed {
  readonly keyId: string;
  readonly bytes: Buffer;
}

/**
 * Seals secrets of others (tokens of amoCRM, keys of products) for keeping: AES-256-GCM. `purpose` is bound in:
 * what was sealed for one row and column does not open as another (`amocrm_tokens/<account id>`). The newest key seals;
 * older ones open what they sealed until it is sealed anew.
 */
export class SecretBox {
  /** Names the key that seals. */
  readonly keyId: string;
  private readonly keys: ReadonlyMap<string, Buffer>;

  constructor(newest: Buffer, ...older: readonly Buffer[]) {
    this.keyId = keyIdOf(newest);
    this.keys = new Map([newest, ...older].map((key) => [keyIdOf(key), key]));
  }

  seal(text: string, purpose: string): Sealed {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.keys.get(this.keyId)!, nonce).setAAD(
      Buffer.from(purpose),
    );
    const hidden = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return { keyId: this.keyId, bytes: Buffer.concat([nonce, hidden, cipher.getAuthTag()]) };
  }

  /** Throws an `Error` when the key is none of ours, the purpose is another one or a byte was changed. */
  open(sealed: Sealed, purpose: string): string {
    const key = this.keys.get(sealed.keyId);
    if (!key) throw new Error(`Sealed with another key (${sealed.keyId})`);
    const nonce = sealed.bytes.subarray(0, NONCE_BYTES);
    const tag = sealed.bytes.subarray(sealed.bytes.length - TAG_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(purpose))
      .setAuthTag(tag);
    const hidden = sealed.bytes.subarray(NONCE_BYTES, sealed.bytes.length - TAG_BYTES);
    return Buffer.concat([decipher.update(hidden), decipher.final()]).toString('utf8');
  }
}

/** No JSON begins so. */
const SEALED = 'sealed:';

/** For a column of text that keeps secrets and what is none. */
export const sealedToText = ({ keyId, bytes }: Sealed): string =>
  `${SEALED}${keyId}:${bytes.toString('base64')}`;

export const isSealedText = (text: string): boolean => text.startsWith(SEALED);

export function sealedFromText(text: string): Sealed {
  const [keyId = '', bytes = ''] = text.slice(SEALED.length).split(':');
  return { keyId, bytes: Buffer.from(bytes, 'base64') };
}

const keyIdOf = (key: Buffer): string => createHash('sha256').update(key).digest('hex').slice(0, 16);
