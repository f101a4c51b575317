import { createHash, createHmac } from 'node:crypto';

// Written apart from libs/amocrm on purpose: two independent readings of the same page check each other.

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

export function signJwt(claims: object, secret: string): string {
  const signed = `${part({ typ: 'JWT', alg: 'HS256' })}.${part(claims)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

/** The signature of the access-revoked hook (facts §1.9). */
export const hookSignature = (clientId: string, accountId: number, secret: string): string =>
  createHmac('sha256', secret).update(`${clientId}|${accountId}`).digest('hex');

/** A stable UUID-shaped name for something that has none of its own. */
export function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
