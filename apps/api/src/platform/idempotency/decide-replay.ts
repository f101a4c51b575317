import { createHash } from 'node:crypto';

/** What is known of a key: the request it was first used for, and how far that one got. */
export interface KnownRequest {
  readonly requestHash: Buffer;
  readonly state: 'running' | 'done';
  readonly leaseUntil: Date;
}

export type ReplayDecision = 'replay' | 'reused' | 'in_progress' | 'take_over';

/**
 * What to do with a request whose key is already known. A running request holds a lease it renews; when the
 * lease has run out its process has died, and the request may be done again.
 */
export function decideReplay(known: KnownRequest, requestHash: Buffer, now: Date): ReplayDecision {
  if (!known.requestHash.equals(requestHash)) return 'reused';
  if (known.state === 'done') return 'replay';
  return known.leaseUntil > now ? 'in_progress' : 'take_over';
}

/**
 * The hash of a body, the same for two bodies that say the same: JSON by its values, whatever the order of
 * the keys and the spaces; a file by its bytes, whatever form it came in.
 */
export function hashOfBody(body: unknown): Buffer {
  const hash = createHash('sha256');
  if (isFile(body)) return hash.update('file\n').update(body.sha256()).digest();
  if (Buffer.isBuffer(body)) return hash.update('file\n').update(sha256(body)).digest();
  return hash.update('json\n').update(canonicalJson(body)).digest();
}

/** A file by its own hash: a large one does not stand in memory. */
const isFile = (body: unknown): body is { sha256: () => Buffer } =>
  typeof body === 'object' && body !== null && typeof (body as { sha256?: unknown }).sha256 === 'function';
const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();

/** JSON with the keys of every object in order. No body and an empty object are told apart from null. */
export function canonicalJson(value: unknown): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return `[${value.map((inner) => canonicalJson(inner ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`);
  return `{${fields.join(',')}}`;
}
